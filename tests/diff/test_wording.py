"""Words beside words, and what is more than wording."""

from __future__ import annotations

import pytest

from acucontent.diff.wording import marked, signals
from acucontent.model.prose import Prose


def test_what_went_and_what_came_is_marked() -> None:
    """A long stretch that stayed is left out."""
    old = "one two three four five six seven eight nine ten eleven twelve thirteen at last red end"
    new = "ONE two three four five six seven eight nine ten eleven twelve thirteen at last blue end"

    assert marked(old, new) == (
        "[-one-] {+ONE+} two three four five six seven … ten eleven twelve thirteen at last [-red-] {+blue+} end"
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Drink some water.", "Drink a little water.", ("how sure or how much (“some” out)",)),
        ("Drink 2 glasses.", "Drink 3 glasses.", ("a number (“2” out and “3” in)",)),
        ("From 3 to 5 in 100.", "From 5 to 3 in 100.", ("the order of numbers",)),
        ("Do not run.", "Do run.", ("a “not” or its like (“not” out)",)),
        ("Don’t run.", "Don't run.", ()),
        ("Sit. [@one]", "Sit. [@two]", ("a source (“one” out and “two” in)",)),
        ("Press [it](point:BL40).", "Press [it](point:BL23).", ("a link to a point (“BL40” out and “BL23” in)",)),
        ("[Ask](tel:911)", "[Ask](tel:112)", ("an address (“tel:911” out and “tel:112” in)",)),
        ("The chair is red.", "The seat is red.", ()),
    ],
)
def test_what_is_more_than_wording_is_found(old: str, new: str, found: tuple[str, ...]) -> None:
    """A number, a “not”, how sure, a source or a link; other words are wording."""
    assert signals(Prose.parse(old), Prose.parse(new), "en-GB") == found


def test_in_a_language_without_words_numbers_are_seen() -> None:
    """What is not known of a language is not guessed."""
    assert signals(Prose.parse("Nimm 2, nicht mehr."), Prose.parse("Nimm 3, mehr."), "de") == (
        "a number (“2” out and “3” in)",
    )
