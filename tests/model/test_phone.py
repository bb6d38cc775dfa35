"""Telephone numbers are accepted as people write them, and printed so that they can be dialed."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from acucontent.clinic import Clinic
from acucontent.model.phone import Phone, normalize_phone
from acucontent.model.prose import Prose

AS_WRITTEN = """\
911
15
(555) 010-0100
+44 (0)20 7946 0018
555-0100x12
555-0100 X 12
(555) 010-0100, ext #12
+1.555.010.0100 extn. 4567
1-800-555-0199 extension: 1234567
555-0100 (ext. 12)
555-0100, then press 2
+49 30 123456-0
030/123456 Durchwahl -0
+43 1 234567 DW-12
01 23 45 67 89 poste 12
(11) 5555-0100 ramal 12
+7 495 123-45-67 доб. 12
010-12345678转123
""".splitlines()

CONVERTED = {
    "tel:+1-201-555-0123;ext=42": "+1-201-555-0123 ext. 42",
    "TEL:+12015550123": "+12015550123",
    "tel:7042;phone-context=example.com": "7042",
    "555-0100;ext=12": "555-0100 ext. 12",
    "+1 201 555 0123,,12": "+1 201 555 0123 ext. 12",
    "555\u20110100\u00a0ext.\u202f12": "555-0100 ext. 12",
    "03-1234-5678\uff08内線12\uff09": "03-1234-5678(内線12)",
}

INVALID = (
    "soon",
    "1",
    "+",
    "tel:",
    "ext. 12",
    "555-0100 ext.",
    "555-0100 ext. soon",
    "555-0100 or 555-0101",
    "(555 010-0100",
    "1234567890123456",
    "555-0100<b>",
)


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_a_number_is_printed_as_it_was_written(text: str) -> None:
    """The usual spellings of numbers and extensions are accepted and not changed."""
    assert normalize_phone(text) == text


@pytest.mark.parametrize(("text", "printed"), CONVERTED.items())
def test_a_form_for_machines_is_printed_for_people(text: str, printed: str) -> None:
    """Addresses, dialing pauses and special spaces become a number that a person can read."""
    assert TypeAdapter(Phone).validate_python(text) == printed


@pytest.mark.parametrize("text", INVALID)
def test_an_invalid_number_is_refused_with_an_example(text: str) -> None:
    """The message shows a valid number with an extension, and no pattern."""
    with pytest.raises(ValidationError, match=r"such as \+1 201-555-0123 ext\. 12"):
        Clinic(name="Example", phone=text)


def test_a_link_can_have_an_extension() -> None:
    """Prose accepts `tel:` addresses as RFC 3966 has them, and refuses words."""
    assert Prose.parse("[Call](tel:+1-201-555-0123;ext=42) us.").blocks

    with pytest.raises(PydanticCustomError, match="unsupported kind of link"):
        Prose.parse("[Call](tel:+1-201-call) us.")
