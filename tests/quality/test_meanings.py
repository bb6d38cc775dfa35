"""Meanings are found in every inflection and in either order, and not across a denial or into another clause."""

from __future__ import annotations

import time
from typing import Any

import pytest

from acucontent.quality.inflection import inflect_noun, inflect_verb
from acucontent.quality.meanings import Meanings, load_meanings
from acucontent.quality.phrases import load_word_list

SAFETY = "acucontent.quality.checks.safety"


def make_meanings(*lines: str) -> Meanings:
    """Return meanings of one kind from their lines, with a few classes."""
    lists: dict[str, Any] = {
        "irregular": {"put": "put"},
        "classes": {
            "not": {"words": "not, n't"},
            "stop": {"verbs": "stop, put \u2026 away"},
            "medicine": {"nouns": "tablet", "endings": "statin"},
        },
        "meanings": {"kind": lines},
    }
    return Meanings.from_lists(lists)


@pytest.mark.parametrize(
    ("line", "sentence", "found"),
    [
        ("stop ~ medicine", "you are stopping all tablets", "stopping all tablets"),
        ("stop ~ medicine", "put your tablets away for now", "put your tablets away"),
        ("stop ~ medicine", "stop your lovastatin", "stop your lovastatin"),
        ("stop & medicine", "tablets are stopped", "tablets are stopped"),
        ("medicine ~ 'can wait'", "tablets surely can wait", "tablets surely can wait"),
        ("not ~ medicine", "you don't need tablets", "n't need tablets"),
        ("stop ~ medicine", "tablets are stopped", None),
        ("stop.ing ~ medicine", "stop your tablets", None),
        ("stop ~ medicine", "stop if you did not take tablets", None),
        ("stop ~ medicine", "stop: take your tablets", None),
        ("stop ~1 medicine", "stop the very old tablets", None),
        ("stop ~ medicine !not", "do not stop tablets", None),
    ],
)
def test_a_meaning_is_found_where_its_classes_are_near(line: str, sentence: str, found: str | None) -> None:
    """Classes are joined in their order, within their distance, and without a denial or the end of a clause."""
    places = make_meanings(line).find_places("kind", sentence)

    assert next((sentence[start:end] for start, end in places), None) == found


def test_inflections_follow_the_rules_of_spelling() -> None:
    """Consonants double, a final e is dropped, y changes, and irregular forms come from the list."""
    assert [form for _, form in inflect_verb("skip a", {})] == ["skip a", "skips a", "skipping a", "skipped a"]
    assert [form for _, form in inflect_verb("rely", {})] == ["rely", "relies", "relying", "relied"]
    assert [form for _, form in inflect_verb("take", {"take": "took taken"})][2:] == ["taking", "took", "taken"]
    assert inflect_noun("therapy") == ("therapy", "therapies")


def test_every_class_of_a_meaning_is_defined() -> None:
    """A class with a typing error would never be found."""
    meanings, lists = load_meanings(SAFETY, "en"), load_word_list(SAFETY, "meanings", "en")
    assert meanings
    assert lists
    each = [one for kind in meanings.kinds.values() for group in kind.values() for one in group]
    used = {name for one in each for name in (*(part.name for part in one.parts), *one.absent)}

    assert {name.split(".")[0] for name in used if not name.startswith("=")} <= {*lists["classes"], "start"}


def test_long_sentences_take_time_in_proportion() -> None:
    """A sentence of 20,000 words without an end is read in seconds."""
    meanings = load_meanings(SAFETY, "en")
    assert meanings
    begin = time.process_time()
    list(meanings.find_places("stops-medicine", "do not skip your old tablets and " * 3000))

    assert time.process_time() - begin < 10
