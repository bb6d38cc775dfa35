"""The shipped guide agrees with itself: what is said twice is said in the same words, and nothing is left out."""

from __future__ import annotations

import re

import pytest

from acucontent.model.guide import Guide

TRAPPED_NERVES = ("numb-between-legs", "bladder-or-bowel-change", "sexual-numbness", "both-legs")


@pytest.mark.parametrize("flag", TRAPPED_NERVES)
def test_signs_of_trapped_nerves_have_one_wording(back_pain: Guide, texts: dict[str, str], flag: str) -> None:
    """Each list of them holds each sign in the words of the red flag."""
    sign = back_pain.risks.red_flags[flag].sign.casefold()
    lists = {path for path, text in texts.items() if "- new numbness during sex" in text.casefold()}

    assert len(lists) == 4
    assert {path for path in lists if sign not in texts[path].casefold()} == set()


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
