"""Suggestions for names that are not found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from acucontent.model.suggestions import describe_unknown, find_nearest


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_unknown_name_gets_a_message(name: str, known: list[str]) -> None:
    """Any unknown name and any known names give a message of limited length."""
    sentence = describe_unknown("record", name, known, listed=False)

    assert sentence.startswith("Unknown record ")
    assert sentence.endswith((".", "?"))


def test_the_nearest_name_comes_first() -> None:
    """Case does not matter, and names that are not similar are left out."""
    assert find_nearest("TITEL", ["subtitle", "title", "zzz"]) == ("title", "subtitle")


def test_a_message_has_the_place_and_all_known_names() -> None:
    """A user need not look up the known names."""
    assert describe_unknown("option", "papr", ["paper", "ink"], qualifier=" for pdf", within="options") == (
        "Unknown option 'papr' in 'options' for pdf. Did you mean 'paper'? Options: ink, paper"
    )
