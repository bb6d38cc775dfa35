"""Pages are painted in the order in which they are read, and look no different for it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import acucontent_pdf.render
from acucontent.model.guide import Guide
from tests.exporters.pdf.tagged import Pdf
from tests.factories import make_guide, make_handout
from tests.needs import needs


@pytest.mark.parametrize(
    ("summary", "painted"),
    [
        pytest.param("- One\n- Two\n\nAfter.", "•One•TwoAfter.", id="items of a line"),
        pytest.param("- One\n\n  More.\n- Two\n\nAfter.", "•OneMore.•TwoAfter.", id="items of paragraphs"),
        pytest.param("- One\n\n  - inner\n\n  More.\n\nAfter.", "•One•innerMore.After.", id="a list in a list"),
        pytest.param("1. One\n2. Two\n\nAfter.", "1.One2.TwoAfter.", id="numbers"),
    ],
)
def test_bullets_are_painted_before_their_words(summary: str, painted: str) -> None:
    """A program that knows no tags reads them in their place."""
    pdf = Pdf.of(make_guide(summary=summary, handouts=[make_handout(include=["summary"])]))

    assert painted in "".join("".join(text for _, _, text in pdf.runs).split())


def test_pages_look_as_they_did(back_pain: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the order of painting is another."""
    needs("pdftoppm")
    after = pictures(Pdf.of(back_pain, "first-visit"), tmp_path / "after")
    monkeypatch.setattr(acucontent_pdf.render, "paint_in_order", lambda pages: None)
    before = pictures(Pdf.of(back_pain, "first-visit"), tmp_path / "before")

    assert len(before) > 2
    assert after == before


def pictures(pdf: Pdf, folder: Path) -> list[bytes]:
    """Each page as a picture."""
    folder.mkdir()
    file = folder / "it.pdf"
    file.write_bytes(pdf.artifact.data)
    subprocess.run(["pdftoppm", "-r", "50", file, folder / "page"], check=True, timeout=240)
    return [page.read_bytes() for page in sorted(folder.glob("page*"))]
