"""An overlay with each field at its limit: the space that a sheet keeps free, so that no clinic breaks a build."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from acucontent.clinic import ALL_HANDOUTS, Clinic, Overlay

_WORDS = "Northern Lights University Hospital, Center for Rehabilitation, Pain Medicine and Acupuncture. "
_LOGO_SIZE = (50, 10)
"""A logo of more than the greatest width, in pixels."""


@cache
def make_full_overlay(handout: str, note: int = 600) -> Overlay:
    """Return the overlay for a handout.

    Args:
        handout: The id of the handout.
        note: The number of characters of its notes in all.
    """
    return Overlay(Clinic.model_validate(_list_fields(handout, note)), _draw_logo())


def _list_fields(handout: str, note: int) -> dict[str, Any]:
    number = "+1 555 010 0100 ext. 1234"
    return {
        "name": write_text(290),
        "address": [write_text(40)] * 3,
        "phone": number,
        "out_of_hours": number,
        "emergency": number,
        "web": "https://www.example.org/acupuncture-and-pain",
        "email": "appointments@acupuncture.example.org",
        "practitioners": [{"name": "Alexandra B. Example", "credentials": "L.Ac., Dipl. Ac."}] * 2,
        "hours": [write_text(30)] * 2,
        "notes": [{"handout": ALL_HANDOUTS, "text": write_text(note // 3)}, {"handout": handout, "text": write_text(note - note // 3)}],
    }


def write_text(length: int) -> str:
    """Return words of usual lengths, of this many letters in all."""
    return (_WORDS * (1 + length // len(_WORDS)))[:length].rstrip(" ,.").ljust(length, "x")


@cache
def _draw_logo() -> bytes:
    file = BytesIO()
    Image.new("L", _LOGO_SIZE).save(file, "PNG")
    return file.getvalue()
