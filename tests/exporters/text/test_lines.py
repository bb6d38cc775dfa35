# ruff: noqa: RUF001 - characters that look alike are what is tested
"""Lines set to a width."""

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
    """At spaces, between ideographs, never before closing punctuation nor in an address, and elsewhere only in need."""
    assert wrap_text(text, 9) == lines


def test_the_first_line_and_the_rest_start_as_told() -> None:
    """Markers and hanging indents count among the columns."""
    assert wrap_text("one two three", 9, first="1. ", rest="   ") == ("1. one", "   two", "   three")


def test_tidy_keeps_only_what_is_seen() -> None:
    """Runs of space are one space; soft hyphens and other advice on breaking lines are left out."""
    assert tidy_text("  a\n\t b\u00ad\u200bc\u2060d\ufeff\u2009e ") == "a bcd e"
    assert tidy_text("5\u202f\u00a0mg") == f"5{NO_BREAK_SPACE}mg"
