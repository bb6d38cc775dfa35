# ruff: noqa: RUF001 - characters that look alike are what is tested
"""Text is wrapped to a width."""

from __future__ import annotations

import pytest

from acucontent_text.lines import NO_BREAK_SPACE, count_columns, tidy_text, wrap_text


@pytest.mark.parametrize(
    ("text", "wide"), [("abc", 3), ("委中", 4), ("e\u0301", 1), ("ｱ", 1), ("Ａ", 2), ("👩‍⚕️", 2), ("", 0)]
)
def test_columns(text: str, wide: int) -> None:
    """Wide characters and joined emoji count two, combining marks none, half-width ones one."""
    assert count_columns(text) == wide


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ("one two", "three")),
        ("委中委中委中。", ("委中委中", "委中。")),
        ("（委中）委中。", ("（委中）", "委中。")),
        ("abcdefghijkl", ("abcdefghi", "jkl")),
        ("see https://example.org now", ("see", "https://example.org", "now")),
        (f"two three{NO_BREAK_SPACE}[1]", ("two", "three [1]")),
        (f"too{NO_BREAK_SPACE}[1,{NO_BREAK_SPACE}2,{NO_BREAK_SPACE}3]", ("too [1,", "2, 3]")),
        ("GB 20-30", ("GB 20-30",)),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, lines: tuple[str, ...]) -> None:
    """Lines break at spaces and between ideographs, and within other words only if these are too long.

    They never break before closing punctuation or in an address.
    """
    assert wrap_text(text, 9) == lines


def test_lines_have_their_prefixes() -> None:
    """The prefixes of lines count as columns."""
    assert wrap_text("one two three", 9, first="1. ", rest="   ") == ("1. one", "   two", "   three")


def test_tidy_text_is_visible_text() -> None:
    """White space is collapsed; soft hyphens and other invisible hints for line breaks are removed."""
    assert tidy_text("  a\n\t b\u00ad\u200bc\u2060d\ufeff\u2009e ") == "a bcd e"
    assert tidy_text("5\u202f\u00a0mg") == f"5{NO_BREAK_SPACE}mg"
