"""An overlay with each field at its limit: the space that a sheet keeps free, so that no clinic breaks a build."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from acucontent.clinic import ALL_HANDOUTS, MAX_GENERAL_NOTE, MAX_NAME, MAX_NOTE, Clinic, Overlay

_WORDS = "Northern Lights University Hospital, Center for Rehabilitation, Pain Medicine and Acupuncture. "
_NUMBER = "+1 555 010 0100 ext. 1234"
_LOGO_SIZE = (50, 10)
"""A logo of more than the greatest width, in pixels."""


@cache
def make_full_overlay(handout: str) -> Overlay:
    """Return the overlay for a handout.

    No field can be longer, except telephone numbers of more than 25 characters and a clinic's own labels, with which a
    sheet may need another side; its build then says so in a note.
    """
    return Overlay(Clinic.model_validate(_list_fields(handout)), draw_logo())


def _list_fields(handout: str) -> dict[str, Any]:
    person = {"name": write_text(40), "credentials": write_text(24), "licence": write_text(40)}
    return {
        "name": write_text(MAX_NAME),
        "address": [write_text(40)] * 5,
        "phone": _NUMBER,
        "out_of_hours": _NUMBER,
        "emergency": _NUMBER,
        "web": write_address(80),
        "guide_web": write_address(80),
        "email": "appointments.and.question@the.acupuncture.center.example.org",
        "practitioners": [person] * 4,
        "hours": [write_text(30)] * 7,
        "notes": [
            {"handout": ALL_HANDOUTS, "text": write_text(MAX_GENERAL_NOTE)},
            {"handout": handout, "text": write_text(MAX_NOTE)},
        ],
    }


def write_text(length: int) -> str:
    """Return words of usual lengths, of this many letters in all."""
    return (_WORDS * (1 + length // len(_WORDS)))[:length].rstrip(" ,.").ljust(length, "x")


def write_address(length: int) -> str:
    """Return a web address of this many letters."""
    return "https://www.example.org/".ljust(length, "a")


@cache
def draw_logo() -> bytes:
    """Return a logo that takes the greatest space."""
    file = BytesIO()
    Image.new("L", _LOGO_SIZE).save(file, "PNG")
    return file.getvalue()
