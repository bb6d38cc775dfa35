"""No invisible character of a guide, an overlay or a reference is printed: it is removed, or refused by its code."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import TypeAdapter, ValidationError

from acucontent import Clinic, Guide
from acucontent.model.base import Record, Text
from acucontent.model.ledger import Ledger
from acucontent.model.prose import Prose

REMOVED = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2064\ufe0f\ufeff\U000e0100"
REFUSED = (
    "\x00\x07\x0b\x7f\x85\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\u206a\ufff9\ufffb\U000e0041"
    "\ue000\uf8ff\U000f0000\u0378\uffff\u3164\u2800\u115f"
)
SPACES = "\u2003\u2009\u200a\u205f\u3000"


def _find_text_types(kind: Any, seen: set[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the name and the type of each text field of a record and of the records in it."""
    if kind in seen:
        return
    seen.add(kind)
    for name, hint in typing.get_type_hints(kind, include_extras=True).items():
        if name in kind.model_fields:
            yield from _find_in_hint(f"{kind.__name__}.{name}", hint, seen)


def _find_in_hint(name: str, hint: Any, seen: set[Any]) -> Iterator[tuple[str, Any]]:
    origin, inner = get_origin(hint), get_args(hint)
    bare = inner[0] if origin is Annotated else hint
    if isinstance(bare, type) and issubclass(bare, Record):
        yield from _find_text_types(bare, seen)
    elif isinstance(bare, type) and issubclass(bare, str | Prose):
        yield name, hint
    elif origin is not Literal:
        wanted = [bare] if origin is Annotated else list(inner)
        for each in wanted:
            if each is not types.NoneType and (origin or each is not hint):
                yield from _find_in_hint(name, each, seen)


SEEDS = (
    "abcd",
    "5550",
    "10.1000/abcd",
    "https://example.org/ab",
    "ab@example.org",
    "978-92-4-008178-9",
    "a.b",
    "M54.5",
)
"""Values of each form that text fields have."""

SEEN: set[Any] = set()
FIELDS = [found for record in (Guide, Clinic, Ledger) for found in _find_text_types(record, SEEN)]


def test_every_text_field_is_walked() -> None:
    """The walk finds fields of records within lists, of overlays and of references."""
    names = {name for name, _ in FIELDS}

    assert {"Guide.title", "Clinic.address", "Reference.title", "Name.family", "Item.text", "Clinic.phone"} <= names


def test_no_field_keeps_an_invisible_character() -> None:
    """Each text field removes or refuses each invisible character, between letters and at the ends."""
    for name, hint in FIELDS:
        adapter = TypeAdapter(hint)
        for character in REMOVED + REFUSED:
            for text in SEEDS:
                for place in (0, len(text) - 1, len(text)):
                    try:
                        kept = str(adapter.validate_python(text[:place] + character + text[place:]))
                    except ValidationError:
                        continue
                    assert character not in kept, (name, f"U+{ord(character):04X}")


@pytest.mark.parametrize("character", REMOVED, ids=[f"U+{ord(each):04X}" for each in REMOVED])
def test_what_has_no_meaning_is_removed(character: str) -> None:
    """Soft hyphens and other characters that only guide the layout disappear from words."""
    assert TypeAdapter(Text).validate_python(f"Acu{character}puncture{character}") == "Acupuncture"


@pytest.mark.parametrize("character", REFUSED, ids=[f"U+{ord(each):04X}" for each in REFUSED])
def test_what_can_mislead_is_refused_by_its_code(character: str) -> None:
    """The message has the code point and the place."""
    with pytest.raises(ValidationError, match=rf"\(U\+{ord(character):04X}\) at character 3"):
        TypeAdapter(Text).validate_python(f"ab{character}cd")


@pytest.mark.parametrize("character", SPACES, ids=[f"U+{ord(each):04X}" for each in SPACES])
def test_spaces_of_other_widths_are_plain(character: str) -> None:
    """A thin or wide space is a space; a no-break space stays."""
    assert TypeAdapter(Text).validate_python(f"a{character}b\u00a0c") == "a b\u00a0c"


@pytest.mark.parametrize("text", ["\u200b", "\u00a0", "\ufeff \u00ad", "\u3000"])
def test_text_that_cannot_be_seen_is_empty(text: str) -> None:
    """A field of invisible characters is refused like an empty one."""
    for kind in (Text, Prose):
        with pytest.raises(ValidationError, match=r"empty|at least 1"):
            TypeAdapter(kind).validate_python(text)


def test_joiners_stay_where_a_script_needs_them() -> None:
    """Joiners change letters of Persian and Indic scripts, and nothing in Latin words."""
    text = "\u0646\u0645\u06cc\u200c\u062e \u0d28\u0d4d\u200d"

    assert TypeAdapter(Text).validate_python(f"{text} a\u200cb") == f"{text} ab"


def test_entities_are_checked_as_their_characters() -> None:
    """An entity of prose is no way around: `&shy;` is removed, `&rlm;` is refused."""
    assert "\u00ad" not in str(Prose.parse("Acu&shy;puncture").blocks)

    with pytest.raises(ValidationError, match=r"U\+200F"):
        TypeAdapter(Prose).validate_python("a&rlm;b")
