"""Plain text: one line in NFC, without invisible or misleading characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from acucontent.model.base import MAX_TEXT, Slug, Text

TEXT: TypeAdapter[str] = TypeAdapter(Text)
SLUG: TypeAdapter[str] = TypeAdapter(Slug)
DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REFUSED = {
    "a bell": ("ab\x07", r"has a control character \(U\+0007\) at character 3: delete it"),
    "a next-line": ("a\x85b", r"has a control character \(U\+0085\)"),
    "a private-use character": ("\ue000", r"has a private-use character \(U\+E000\) at character 1"),
    "an unassigned code point": ("\u0378", r"has a code point that is not a character \(U\+0378\)"),
    "a line break": ("two\nlines", "has a line break or a tab: this field must be one line"),
    "a tab": ("two\tcolumns", "has a line break or a tab"),
    "nothing": ("", "string_too_short"),
    "blanks": ("  ", "string_too_short"),
    "too much": ("x" * (MAX_TEXT + 1), "string_too_long"),
    "a number": (1, "string_type"),
}
ACCEPTED = {
    "other scripts": ("委中 위중 いちゅう", "委中 위중 いちゅう"),
    "tone marks": ("We\u030ci", "Wěi"),
    "markup is words here": ("<b> & *so*", "<b> & *so*"),
    "blanks at the ends": ("  word ", "word"),
    "a joiner, which some scripts need": ("\u0d28\u0d4d\u200d", "\u0d28\u0d4d\u200d"),
}
SLUGS = {"hum": True, "a1-b2": True, "1": True, "Hum": False, "a--b": False, "-a": False, "a-": False, "a_b": False}
SLUGS |= {"": False, "a b": False, "é": False, "a.b": False, "a\n": False, "x" * 80: True, "x" * 81: False}


@pytest.mark.parametrize(("written", "message"), REFUSED.values(), ids=REFUSED)
def test_invalid_text_is_rejected(written: object, message: str) -> None:
    """The message names the character, its position and how to fix it."""
    with pytest.raises(ValidationError, match=message):
        TEXT.validate_python(written)


@pytest.mark.parametrize("character", DIRECTIONS, ids=unicodedata.name)
def test_direction_controls_are_rejected(character: str) -> None:
    """Text with characters that change the reading direction is rejected (Unicode TR 36)."""
    with pytest.raises(ValidationError, match="has a direction control"):
        TEXT.validate_python(f"50{character} mg")


@pytest.mark.parametrize(("written", "kept"), ACCEPTED.values(), ids=ACCEPTED)
def test_valid_text_is_stored_in_nfc(written: str, kept: str) -> None:
    """Text in any script is stored composed, without surrounding blanks."""
    assert TEXT.validate_python(written) == kept


@given(st.text(max_size=MAX_TEXT))
def test_text_is_stable(written: str) -> None:
    """Validating stored text again does not change it."""
    try:
        kept = TEXT.validate_python(written)
    except ValidationError:
        return

    assert TEXT.validate_python(kept) == kept


@pytest.mark.parametrize(("slug", "good"), SLUGS.items())
def test_ids_are_slugs(slug: str, *, good: bool) -> None:
    """An id is lower-case letters, digits and single hyphens: safe in a file name, a link and an XML id."""
    try:
        assert SLUG.validate_python(slug) == slug
        accepted = True
    except ValidationError:
        accepted = False

    assert accepted == good
