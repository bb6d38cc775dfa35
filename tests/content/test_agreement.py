"""The guide on back pain has one wording for the signs of trapped nerves."""

from __future__ import annotations

import pytest

from acucontent.model.guide import Guide
from acucontent.model.situations import SITUATIONS

TRAPPED_NERVES_IN_SHORT = (
    "Get emergency help at once for numbness between your legs, or new bladder, bowel or sexual trouble. "
    "The same is true of pain, weakness or numbness in both legs, or leg weakness that grows fast. [@cesnhs] "
    "Read each sign under “When to get medical help.”"
)
SIGNS_AFTER_A_VISIT = (
    "trouble breathing",
    "as you breathe in",
    "a collapse",
    "bleeding that you cannot stop",
    "fever",
    "spreading redness",
    "numbness or weakness that is getting worse",
    "a swelling that grows",
    "pain that gets worse each day",
)
TRAPPED_NERVES = ("numb-between-legs", "bladder-or-bowel-change", "sexual-numbness", "both-legs")


@pytest.mark.parametrize("flag", TRAPPED_NERVES)
def test_trapped_nerves_are_an_emergency_in_every_situation(back_pain: Guide, flag: str) -> None:
    """Each sign is an emergency before booking, at a visit and after it."""
    sign = back_pain.risks.red_flags[flag]

    assert (sign.urgency, sign.situations) == ("emergency", SITUATIONS)


@pytest.mark.parametrize("sign", SIGNS_AFTER_A_VISIT)
def test_signs_after_a_visit_are_red_flags(back_pain: Guide, sign: str) -> None:
    """The signs that can follow a visit are red flags, and the aftercare does not repeat them."""
    flags = [flag for flag in back_pain.risks.red_flags if sign in flag.sign.casefold()]

    assert [flag.id for flag in flags if "after a visit" in flag.situations] == [flag.id for flag in flags] != []
    assert sign not in " ".join(str(item.text) for item in back_pain.sessions.aftercare).casefold()


def test_trapped_nerves_are_named_wherever_they_matter(back_pain_texts: dict[str, str]) -> None:
    """Mentions of the signs outside their list have one wording and say where each sign is described."""
    named = {path for path, text in back_pain_texts.items() if "for numbness between your legs" in text}

    assert {path for path in named if TRAPPED_NERVES_IN_SHORT not in back_pain_texts[path]} == set()
