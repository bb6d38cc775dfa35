"""Removed and added words are marked, and changes of meaning are found."""

from __future__ import annotations

import pytest

from acucontent.diff.wording import find_signals, mark_changes
from acucontent.model.prose import Prose


def test_removed_and_added_words_are_marked() -> None:
    """A long unchanged passage is shortened."""
    old = "one two three four five six seven eight nine ten eleven twelve thirteen at last red end"
    new = "ONE two three four five six seven eight nine ten eleven twelve thirteen at last blue end"

    assert mark_changes(old, new) == (
        "[-one-] {+ONE+} two three four five six seven … ten eleven twelve thirteen at last [-red-] {+blue+} end"
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Drink some water.", "Drink a little water.", ("a word of certainty or degree (removed “some”)",)),
        ("Drink 2 glasses.", "Drink 3 glasses.", ("a number (removed “2”; added “3”)",)),
        ("From 3 to 5 in 100.", "From 5 to 3 in 100.", ("the order of numbers",)),
        ("Do not run.", "Do run.", ("a negation (removed “not”)",)),
        ("Don’t run.", "Don't run.", ()),
        ("Sit. [@one]", "Sit. [@two]", ("a source (removed “one”; added “two”)",)),
        ("Press [it](point:BL40).", "Press [it](point:BL23).", ("a link to a point (removed “BL40”; added “BL23”)",)),
        ("[Ask](tel:911)", "[Ask](tel:112)", ("an address (removed “tel:911”; added “tel:112”)",)),
        ("The chair is red.", "The seat is red.", ()),
    ],
)
def test_changes_of_meaning_are_found(old: str, new: str, found: tuple[str, ...]) -> None:
    """Numbers, negations, certainty, sources and links carry meaning; other words are wording."""
    assert find_signals(Prose.parse(old), Prose.parse(new), "en-GB") == found


def test_numbers_are_compared_in_every_language() -> None:
    """In a language without signal words, only numbers and links are compared."""
    assert find_signals(Prose.parse("Nimm 2, nicht mehr."), Prose.parse("Nimm 3, mehr."), "de") == (
        "a number (removed “2”; added “3”)",
    )
