"""A fictional clinic."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from acucontent.clinic import Clinic, Overlay
from acucontent_pdf.full_overlay import make_full_overlay


def make_overlay(**changes: Any) -> Overlay:
    """Return a clinic with every field and a translucent logo; each change replaces a field."""
    fields = {
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
    return Overlay(Clinic.model_validate(fields | changes), make_logo())


def make_logo() -> bytes:
    """Return a valid logo."""
    file = BytesIO()
    Image.new("RGBA", (120, 60), (31, 90, 122, 128)).save(file, "PNG")
    return file.getvalue()


def choose_overlay(kind: str, handout: str) -> Overlay | None:
    """Return no overlay ("none"), one with a name only ("name"), or one with each field at its limit ("full")."""
    return {"none": None, "name": Overlay(Clinic(name="Example Clinic")), "full": make_full_overlay(handout)}[kind]
