"""The shipped guide is consistent: repeated statements have the same wording, and nothing is missing."""

from __future__ import annotations

import re

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


def test_trapped_nerves_are_named_wherever_they_matter(texts: dict[str, str]) -> None:
    """Mentions of the signs have one wording and say where each sign is described."""
    named = {path for path, text in texts.items() if "for numbness between your legs" in text}

    assert len(named) == 3
    assert {path for path in named if TRAPPED_NERVES_IN_SHORT not in texts[path]} == set()


def test_every_point_is_on_a_map(back_pain: Guide) -> None:
    """Every acupoint is on at least one map."""
    assert set(back_pain.acupoints.ids) == {str(code) for shown in back_pain.maps for code in shown.points}


def test_each_place_states_its_side(back_pain: Guide) -> None:
    """The place of each point states whether it is on both sides or on the midline."""
    sides = {"bilateral": r"\bboth\b", "midline": r"\bmidline\b", "set": r"\bboth\b"}

    assert {point.code for point in back_pain.acupoints if not re.search(sides[point.kind], str(point.place))} == set()


def test_quotes_have_one_style(texts: dict[str, str]) -> None:
    """Quotes and apostrophes in the guide are curly."""
    assert {path: text for path, text in texts.items() if re.search("[\"']", text)} == {}
