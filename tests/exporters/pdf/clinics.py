"""A clinic that is plainly invented."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from acucontent.clinic import Clinic, Overlay


def make_overlay(**changes: Any) -> Overlay:
    """A clinic that fills every slot, with a logo that is partly seen through; a change replaces a whole field."""
    said = {
        "name": "Example Clinic",
        "address": ["1 Example Street", "Exampleton"],
        "phone": "555 0100",
        "out_of_hours": "555 0101",
        "emergency": "555 0102",
        "web": "https://www.example.org/",
        "email": "desk@example.org",
        "practitioners": [{"name": "A. Example", "credentials": "L.Ac.", "licence": "EX 123"}],
        "hours": ["Monday to Friday, 9 to 5"],
        "color": "#1f5a7a",
        "second_color": "#7a4a1f",
        "notes": [{"handout": "all", "text": "Ring the *bell*, or see [our page](https://www.example.org/bell)."}],
    }
    return Overlay(Clinic.model_validate(said | changes), logo())


def logo() -> bytes:
    """A logo as it comes out of the check of logos."""
    written = BytesIO()
    Image.new("RGBA", (120, 60), (31, 90, 122, 128)).save(written, "PNG")
    return written.getvalue()
