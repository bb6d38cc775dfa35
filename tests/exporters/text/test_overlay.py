"""The text of a clinic in the text format."""

from __future__ import annotations

from acucontent import Overlay, export
from acucontent.clinic import Clinic
from tests.factories import make_guide


def test_clinics_text_is_unchanged() -> None:
    """Text that looks like markup is written unchanged."""
    name = "<b>Smith & Sons</b> {{ 7*7 }}"
    note = {"handout": "all", "text": "Call 1 < 2 times."}
    clinic = Clinic.model_validate({"name": name, "phone": "555-0100", "notes": [note]})

    text = export(make_guide(), "text", overlay=Overlay(clinic)).decode("utf-8")

    assert name in text
    assert "555-0100" in text
    assert "Call 1 < 2 times." in text


def test_overlay_does_not_change_the_hash() -> None:
    """The content hash does not include the clinic."""
    guide = make_guide()
    overlay = Overlay(Clinic(name="Example Clinic"))

    texts = [export(guide, "text", overlay=each).decode("utf-8") for each in (None, overlay)]

    assert all(guide.content_hash in text for text in texts)
