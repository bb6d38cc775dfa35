"""Pages are painted in reading order, and look the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import acucontent_pdf.render
from acucontent.model.guide import Guide
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_guide, make_handout
from tests.needs import require_programs


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
    """Programs without support for tags read each bullet before its item."""
    pdf = Pdf.from_guide(make_guide(summary=summary, handouts=[make_handout(include=["summary"])]))

    assert painted in "".join("".join(text for _, _, text in pdf.runs).split())


def test_pages_look_the_same(back_pain: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the order of painting changes."""
    require_programs("pdftoppm")
    after = render_pictures(Pdf.from_guide(back_pain, "first-visit"), tmp_path / "after")
    monkeypatch.setattr(acucontent_pdf.render, "paint_in_order", lambda pages: None)
    before = render_pictures(Pdf.from_guide(back_pain, "first-visit"), tmp_path / "before")

    assert len(before) == 2
    assert after == before


def render_pictures(pdf: Pdf, folder: Path) -> list[bytes]:
    """Return each page as a picture."""
    folder.mkdir()
    file = folder / "it.pdf"
    file.write_bytes(pdf.artifact.data)
    subprocess.run(["pdftoppm", "-r", "50", file, folder / "page"], check=True, timeout=240)
    return [page.read_bytes() for page in sorted(folder.glob("page*"))]
