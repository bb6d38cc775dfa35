"""Suggestions for names that are not found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from acucontent.model.suggestions import describe_unknown, find_nearest


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_unknown_name_gets_a_sentence(name: str, known: list[str]) -> None:
    """Whatever is looked for among whatever, the answer is a sentence of bounded length."""
    sentence = describe_unknown("record", name, known, listed=False)

    assert sentence.startswith("No record ")
    assert sentence.endswith((".", "?"))


def test_the_nearest_name_comes_first() -> None:
    """Names are compared without regard to case, and unlike ones are left out."""
    assert find_nearest("TITEL", ["subtitle", "title", "zzz"]) == ("title", "subtitle")


def test_a_sentence_names_the_place_and_all_known_names() -> None:
    """Who gets the message need not look the names up."""
    assert describe_unknown("option", "papr", ["paper", "ink"], qualifier=" of pdf", within="options") == (
        "No option of pdf 'papr' in 'options'. Did you mean 'paper'?  Options: ink, paper"
    )
