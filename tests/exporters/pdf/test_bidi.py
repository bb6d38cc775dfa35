"""Lines with letters of both directions are drawn in the order of the Unicode Bidirectional Algorithm."""

from __future__ import annotations

import pytest

from acucontent_pdf.bidi import choose_base, order_runs, resolve_levels


def draw(text: str, base: int | None = None) -> str:
    """Return the characters from left to right."""
    return "".join(text[index] for index in order_runs(resolve_levels(text, base)))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Ana", "Ana"),
        ("אב גד", "דג בא"),
        ("Ana אב Lu", "Ana בא Lu"),
        ("אב Ana (גד)", ")דג( Ana בא"),
        ("אב 555-0100 ג", "ג 555-0100 בא"),
        ("شم 10:30, 2026-12-01", "10:30, 2026-12-01 مش"),
        ("Ana [אב] 12%", "Ana [בא] 12%"),
    ],
)
def test_parts_are_in_the_right_order(text: str, drawn: str) -> None:
    """Numbers, also those with several parts, keep their order beside Hebrew and Arabic letters."""
    assert draw(text) == drawn


def test_number_comes_after_the_word_before_it() -> None:
    """In a line from left to right, a number is not drawn before the Hebrew word that it follows."""
    assert draw("Ana אב 12", 0) == "Ana בא 12"


def test_name_with_latin_letters_begins_at_the_left() -> None:
    """A name in both scripts is drawn as it is written, from left to right; one in Hebrew from right to left."""
    assert draw("אב Ana", choose_base("אב Ana")) == "בא Ana"
    assert draw("אב 12", choose_base("אב 12")) == "12 בא"
