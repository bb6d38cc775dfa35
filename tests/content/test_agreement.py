"""The shipped guide agrees with itself: what is said twice is said in the same words, and nothing is left out."""

from __future__ import annotations

import re

import pytest

from acucontent.model.guide import Guide

TRAPPED_NERVES_IN_SHORT = (
    "Go to an emergency room at once for numbness between your legs, or new bladder, bowel or sexual trouble. "
    "The same is true of pain, weakness or numbness in both legs, or leg weakness that grows fast. [@cesnhs] "
    "Read each sign under “When to get medical help.”"
)
TRAPPED_NERVES = ("numb-between-legs", "bladder-or-bowel-change", "sexual-numbness", "both-legs")


@pytest.mark.parametrize("flag", TRAPPED_NERVES)
def test_signs_of_trapped_nerves_have_one_wording(back_pain: Guide, flag: str) -> None:
    """The aftercare lists each of them in the words of the red flag."""
    sign = back_pain.risks.red_flags[flag].sign.casefold()

    assert f"- {sign} " in str(back_pain.sessions.aftercare["emergency"].text).casefold()


def test_trapped_nerves_are_named_wherever_they_matter(texts: dict[str, str]) -> None:
    """Where the signs are only named, it is in one wording, and where to read each of them is told."""
    named = {path for path, text in texts.items() if "for numbness between your legs" in text}

    assert len(named) == 3
    assert {path for path in named if TRAPPED_NERVES_IN_SHORT not in texts[path]} == set()


def test_every_point_is_on_a_map(back_pain: Guide) -> None:
    """Whoever reads of a point can see where it is."""
    assert set(back_pain.acupoints.ids) == {str(code) for shown in back_pain.maps for code in shown.points}


def test_each_place_says_its_side(back_pain: Guide) -> None:
    """The plain words tell whether a point is on both sides or in the middle; nothing else does."""
    said = {"bilateral": r"\bboth\b", "midline": r"\bmidline\b", "set": r"\bboth\b"}

    assert {point.code for point in back_pain.acupoints if not re.search(said[point.kind], str(point.place))} == set()


def test_quotes_are_of_one_style(texts: dict[str, str]) -> None:
    """Quotes and apostrophes are curly in all that the guide says in its own words."""
    assert {path: text for path, text in texts.items() if re.search("[\"']", text)} == {}
