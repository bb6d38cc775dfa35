"""The passport as PDF follows the same standards as a handout and embeds its guide."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import CannotBeCompared, Registry, discover
from acucontent.passport.compose import make_edition
from acucontent.passport.contents import Passport
from acucontent.verify import read_embedded_guide, verify
from acucontent_pdf import PdfOptions, export
from tests.exporters.pdf.verapdf import validate_files
from tests.factories import make_guide


@pytest.fixture(scope="module")
def paper(tiny_passport: Passport) -> bytes:
    """Return the passport as PDF."""
    return export(make_edition(tiny_passport), PdfOptions()).data


@pytest.mark.slow
def test_it_is_pdf_ua_and_pdf_a(paper: bytes, tmp_path: Path) -> None:
    """The file is valid according to veraPDF as PDF/UA and PDF/A."""
    found = validate_files({"passport": paper}, tmp_path)["passport"]

    assert {verdict.profile for verdict in found} == {"PDF/A-3A", "PDF/UA-1"}
    assert [verdict.failures for verdict in found] == [(), ()]


def test_the_same_passport_is_the_same_bytes(tiny_passport: Passport, paper: bytes) -> None:
    """Rendering the same passport twice gives the same bytes."""
    assert export(make_edition(tiny_passport), PdfOptions()).data == paper


def test_it_can_be_verified(paper: bytes, tmp_path: Path) -> None:
    """The file identifies itself as the passport of a guide, so that `diff` can compare the signed version."""
    (tmp_path / "passport.pdf").write_bytes(paper)

    found = verify(tmp_path / "passport.pdf", registry=Registry())

    assert found.identity.report == "passport"
    assert found.title is None
    assert found.answer == CannotBeCompared("it is a report, which is not made again")
    assert read_embedded_guide(tmp_path / "passport.pdf") == make_guide()


def test_every_format_can_render_it(tiny_passport: Passport) -> None:
    """A passport uses the same blocks as a handout."""
    registry = discover()
    text = (
        registry.get_exporter("text")
        .export(make_edition(tiny_passport), registry.get_exporter("text").options())
        .data.decode()
    )

    assert "QUALITY PASSPORT" in text.upper()
    assert "Nobody hums alone." in text
