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

WHOLE: dict[str, dict[str, Any]] = {
    "complete-large": {"large_print": True},
    "complete-a4-grey": {"paper": "a4", "grey": True},
}
"""How else the whole guide is judged."""


@pytest.fixture(
    scope="module",
    params=["a sheet", pytest.param("all", marks=[pytest.mark.slow, pytest.mark.timeout(2400)])],
)
def files(request: pytest.FixtureRequest, back_pain: Guide) -> dict[str, bytes]:
    """One sheet with a clinic's fields; or every file, which takes minutes."""
    if request.param == "all":
        return all_files(back_pain, request.getfixturevalue("complete"))
    return {"first-visit-letter-clinic": pdf(back_pain, "first-visit", make_overlay(), fillable=True)}


def all_files(back_pain: Guide, complete: Pdf) -> dict[str, bytes]:
    """The whole guide in three ways; every sheet on every paper in every size, plain, and with a clinic's fields."""
    made = {"complete": complete.artifact.data, "first-visit-grey": pdf(back_pain, "first-visit", grey=True)}
    for sheet, (paper, large) in product(sheets(back_pain), product(PAPERS, (False, True))):
        options = {"paper": paper, "large_print": large}
        name = f"{sheet}-{paper}{'-large' if large else ''}"
        made[name] = pdf(back_pain, sheet, **options)
        made[f"{name}-clinic"] = pdf(back_pain, sheet, make_overlay(), fillable=True, **options)
    made |= {name: pdf(back_pain, "complete", **options) for name, options in WHOLE.items()}
    assert len(made) == 2 + len(sheets(back_pain)) * 8 + len(WHOLE)
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


def test_outloud_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    """No error, no warning and no hint in any file.

    It takes the head of a table that is shown again, an artifact as PDF asks, for prose where it has eight words
    or more: so heads are short.
    """
    told = {name: outloud.check(str(written(tmp_path, name, data))) for name, data in files.items()}

    assert {name: result.error for name, result in told.items() if result.error} == {}
    assert [
        (name, finding.rule, finding.page, finding.message) for name, each in told.items() for finding in each.findings
    ] == []


def test_pdfua_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    """No finding in any file, of whatever severity."""
    for name, data in files.items():
        assert pdfua.validate(str(written(tmp_path, name, data))).findings == (), name


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    return path


def test_pages_are_painted_in_the_order_of_the_tags(complete: Pdf, first_visit: Pdf) -> None:
    """Who takes the words as they are painted, without tags, takes bullets, words and figures as they are read."""
    for each in (complete, first_visit):
        place = {mark: at for at, mark in enumerate(marks(each.tree.raw))}
        for number, page in enumerate(each.file.pages, start=1):
            painted = [place[mark] for mark in painted_marks(page)]

            assert painted == sorted(painted), number


def marks(element: Any) -> Iterator[tuple[Any, int]]:
    """The marks within an element in the order in which they are read, with their pages."""
    for kid in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg.objgen, int(kid.MCID)
        elif kid.get("/Type") == "/StructElem":
            yield from marks(kid)


def painted_marks(page: Any) -> Iterator[tuple[Any, int]]:
    """The marks of a page in the order in which they are painted."""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            yield page.obj.objgen, int(operands[1].MCID)
