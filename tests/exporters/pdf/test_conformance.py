"""PDF/A-3a and PDF/UA-1, both, by the reference tools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pytest

from acucontent.clinic import Overlay
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent_pdf import PdfOptions, export
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.pdf.tagged import Pdf
from tests.exporters.pdf.verapdf import verdicts

PROFILES = {"PDF/A-3A": 155, "PDF/UA-1": 106}
"""The profiles of veraPDF 1.28.2 with the number of their rules."""

PAPERS: list[Any] = PdfOptions.described()["paper"]["enum"]

FALSE_ALARMS = {
    "ORD-001": "bullets and figures are painted after the words, which stand in order: see the last test",
    "TAG-002": "the head of a table is an artifact where it is repeated on another page: it was read once",
    "TBL-010": "a table of two columns whose rows have heads has more heads than cells",
}
"""What outloud says of good files, and why it is wrong."""


@pytest.fixture(scope="module")
def files(back_pain: Guide, complete: Pdf) -> dict[str, bytes]:
    """The whole guide; every sheet on every paper in every size, plain, and as fields to type in from a clinic."""
    made = {"complete": complete.artifact.data, "first-visit-grey": pdf(back_pain, "first-visit", grey=True)}
    for sheet, (paper, large) in product(sheets(back_pain), product(PAPERS, (False, True))):
        options = {"paper": paper, "large_print": large}
        name = f"{sheet}-{paper}{'-large' if large else ''}"
        made[name] = pdf(back_pain, sheet, **options)
        made[f"{name}-clinic"] = pdf(back_pain, sheet, make_overlay(), fillable=True, **options)
    assert len(made) == 2 + len(sheets(back_pain)) * 8
    return made


def sheets(guide: Guide) -> list[str]:
    """The handouts but for the whole guide."""
    return [handout for handout in guide.handouts.ids if handout != "complete"]


def pdf(guide: Guide, handout: str, overlay: Overlay | None = None, **options: Any) -> bytes:
    """A PDF of a handout, however long."""
    edition = Edition.of(guide, handout, overlay=overlay)
    endless = replace(edition, handout=edition.handout.model_copy(update={"page_limit": None}))
    return export(endless, PdfOptions(**options)).data


def test_verapdf_finds_no_failure(files: dict[str, bytes], tmp_path: Path) -> None:
    """Every file claims both standards and keeps every rule of both."""
    found = verdicts(files, tmp_path)

    assert {name: each.failures for name, told in found.items() for each in told if each.failures} == {}
    assert found.keys() == files.keys()
    for told in found.values():
        assert all(each.compliant for each in told)
        assert {each.profile: each.rules for each in told} == PROFILES


def test_outloud_finds_no_error(files: dict[str, bytes], tmp_path: Path) -> None:
    """What is known and wrong apart, it has nothing to say of any file."""
    told = {name: outloud.check(str(written(tmp_path, name, data))) for name, data in files.items()}

    assert {name: result.error for name, result in told.items() if result.error} == {}
    assert [
        (name, finding.rule, finding.page, finding.message)
        for name, result in told.items()
        for finding in result.findings
        if finding.rule not in FALSE_ALARMS
    ] == []
    assert {finding.rule for result in told.values() for finding in result.findings} == FALSE_ALARMS.keys()


@pytest.mark.parametrize("handout", ["first-visit", "safety"])
def test_outloud_finds_no_error_in_what_is_read_first(files: dict[str, bytes], handout: str, tmp_path: Path) -> None:
    """These two have no table that it could mistake."""
    result = outloud.check(str(written(tmp_path, handout, files[f"{handout}-letter"])))

    assert [finding for finding in result.findings if finding.severity == "error"] == []


def test_pdfua_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    """No finding in any file, of whatever severity."""
    for name, data in files.items():
        assert pdfua.validate(str(written(tmp_path, name, data))).findings == (), name


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    return path


def test_only_bullets_and_figures_are_painted_late(complete: Pdf, first_visit: Pdf) -> None:
    """Who takes the words as they are painted, without tags, takes all words in the order of the tags."""
    for each in (complete, first_visit):
        read = list(marks_of_words(each.tree.raw))
        place = {mark: at for at, mark in enumerate(read)}
        painted = [place[page.objgen, mark] for page, mark, _ in each.runs if (page.objgen, mark) in place]

        assert painted == sorted(painted)


def marks_of_words(element: Any) -> Iterator[tuple[Any, int]]:
    """The marks of words within an element, bullets apart, in the order in which they are read, with their pages."""
    for kid in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg.objgen, int(kid.MCID)
        elif kid.get("/Type") == "/StructElem" and kid.S not in ("/Lbl", "/Figure"):
            yield from marks_of_words(kid)
