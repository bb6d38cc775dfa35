"""The guide on back pain has one wording for the signs of trapped nerves."""

from __future__ import annotations

import pytest

from acucontent.model.guide import Guide

TRAPPED_NERVES_IN_SHORT = (
    "Get emergency help at once for numbness between your legs, or new bladder, bowel or sexual trouble. "
    "The same is true of pain, weakness or numbness in both legs, or leg weakness that grows fast. [@cesnhs] "
    "Read each sign under “When to get medical help.”"
)
TRAPPED_NERVES = ("numb-between-legs", "bladder-or-bowel-change", "sexual-numbness", "both-legs")


@pytest.mark.parametrize("flag", TRAPPED_NERVES)
def test_signs_of_trapped_nerves_have_one_wording(back_pain: Guide, flag: str) -> None:
    """The aftercare lists each sign with the wording of the red flag."""
    sign = back_pain.risks.red_flags[flag].sign.casefold()

    assert f"- {sign} " in str(back_pain.sessions.aftercare["emergency"].text).casefold()


def test_trapped_nerves_are_named_wherever_they_matter(back_pain_texts: dict[str, str]) -> None:
    """Mentions of the signs outside their list have one wording and say where each sign is described."""
    named = {path for path, text in back_pain_texts.items() if "for numbness between your legs" in text}

    assert {path for path in named if TRAPPED_NERVES_IN_SHORT not in back_pain_texts[path]} == set()
