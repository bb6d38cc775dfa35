"""What a sheet has no space for is refused where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent.errors import AcucontentError
from acucontent.reading.clinic import read_clinic

NAME = "name: Example Clinic\n"
ADDRESS = "https://example.org/"
LIMITS = {
    "name": ("name: {text}\n", 290),
    "address.0": (NAME + "address: ['{text}']\n", 40),
    "hours.0": (NAME + "hours: ['{text}']\n", 30),
    "practitioners.0.name": (NAME + "practitioners: [{{name: '{text}'}}]\n", 40),
    "practitioners.0.licence": (NAME + "practitioners: [{{name: A, licence: '{text}'}}]\n", 40),
    "web": (NAME + f"web: {ADDRESS}{{text}}\n", 80 - len(ADDRESS)),
    "guide_web": (NAME + f"guide_web: {ADDRESS}{{text}}\n", 80 - len(ADDRESS)),
    "notes.0.text": (NAME + "notes:\n  - handout: first-visit\n    text: {text}\n", 600),
    "notes.0.text for all": (NAME + "notes:\n  - handout: all\n    text: {text}\n", 300),
}


@pytest.mark.parametrize(("overlay", "most"), LIMITS.values(), ids=LIMITS)
def test_a_longer_value_is_refused_at_its_line(overlay: str, most: int, tmp_path: Path) -> None:
    """A value at the limit is read; with one more character the message names the file, line, field and limit."""
    file = tmp_path / "clinic.yaml"
    file.write_text(overlay.format(text="x" * most), encoding="utf-8")
    assert read_clinic(file).clinic.name

    file.write_text(overlay.format(text="x" * (most + 1)), encoding="utf-8")
    with pytest.raises(AcucontentError) as caught:
        read_clinic(file)

    line = overlay.count("\n")
    assert f"clinic.yaml:{line}:" in str(caught.value)
    assert "fit on a sheet: shorten it by 1" in str(caught.value)


@pytest.mark.parametrize(("handout", "most"), [("first-visit", 8), ("all", 4)])
def test_a_note_has_few_paragraphs(handout: str, most: int, tmp_path: Path) -> None:
    """Each paragraph and each item of a list takes a line, however short it is."""
    file = tmp_path / "clinic.yaml"
    lines = "\n".join(f"      * item {number}" for number in range(most + 1))
    file.write_text(f"{NAME}notes:\n  - handout: {handout}\n    text: |\n{lines}\n", encoding="utf-8")

    with pytest.raises(AcucontentError, match=f"has {most + 1} paragraphs and list items, but only {most} fit"):
        read_clinic(file)
