"""The passport on paper is held to the same standards as a handout, and carries the guide that it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import Registry, discover
from acucontent.passport.compose import edition
from acucontent.passport.facts import Passport
from acucontent.verify import embedded_guide, verify
from acucontent_pdf import PdfOptions, export
from tests.exporters.pdf.verapdf import verdicts
from tests.factories import make_guide


@pytest.fixture(scope="module")
def paper(told: Passport) -> bytes:
    """The passport as PDF."""
    return export(edition(told), PdfOptions()).data


def test_it_is_pdf_ua_and_pdf_a(paper: bytes, tmp_path: Path) -> None:
    """By the reference tool."""
    found = verdicts({"passport": paper}, tmp_path)["passport"]

    assert {verdict.profile for verdict in found} == {"PDF/A-3A", "PDF/UA-1"}
    assert [verdict.failures for verdict in found] == [(), ()]


def test_the_same_passport_is_the_same_bytes(told: Passport, paper: bytes) -> None:
    """As every file is."""
    assert export(edition(told), PdfOptions()).data == paper


def test_it_can_be_verified(paper: bytes, tmp_path: Path) -> None:
    """It says that it is a passport, and of which guide; `diff` can compare what was signed with what came later."""
    (tmp_path / "passport.pdf").write_bytes(paper)

    found = verify(tmp_path / "passport.pdf", registry=Registry())

    assert found.identity.report == "passport"
    assert found.title is None
    assert found.results[0].code == "genuine"
    assert embedded_guide(tmp_path / "passport.pdf") == make_guide()


def test_every_format_of_a_document_can_render_it(told: Passport) -> None:
    """It is a document of the same blocks as a handout."""
    registry = discover()
    text = registry.exporter("text").render(edition(told), registry.exporter("text").options()).data.decode()

    assert "QUALITY PASSPORT" in text.upper()
    assert "Nobody hums alone." in text
