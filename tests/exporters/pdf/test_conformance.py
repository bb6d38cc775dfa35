"""The PDFs conform to both PDF/A-3a and PDF/UA-1, according to the reference tools."""

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

from acucontent import load
from acucontent.clinic import Overlay
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.signing import sign_pdf
from acucontent_pdf import PdfOptions, export
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.exporters.pdf.verapdf import validate_files
from tests.signing.conftest import make_signer
from tests.signing.keys import make_key

PROFILES = {"PDF/A-3A": 155, "PDF/UA-1": 106}
"""The profiles of veraPDF 1.28.2 with the number of their rules."""

PAPERS: list[Any] = PdfOptions.describe_options()["paper"]["enum"]

COMPLETE_OPTIONS: dict[str, dict[str, Any]] = {
    "complete-large": {"large_print": True},
    "complete-a4-grey": {"paper": "a4", "grey": True},
}
"""More options with which the complete guide is validated."""


@pytest.fixture(
    scope="module",
    params=["a sheet", pytest.param("all", marks=[pytest.mark.slow, pytest.mark.timeout(2400)])],
)
def files(
    request: pytest.FixtureRequest, back_pain: Guide, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """Return one sheet with a clinic's fields and two signed sheets, or all files, which takes minutes."""
    if request.param == "all":
        return render_all_files(back_pain, request.getfixturevalue("complete")) | render_guide(load("migraine"))
    return {
        "first-visit-letter-clinic": render_pdf(back_pain, "first-visit", make_overlay(), fillable=True),
        "aftercare-signed": sign(render_pdf(back_pain, "aftercare"), tmp_path_factory),
        "first-visit-signed": sign(render_pdf(back_pain, "first-visit", fillable=True), tmp_path_factory),
    }


def sign(data: bytes, folders: pytest.TempPathFactory) -> bytes:
    """Return a signed PDF."""
    return sign_pdf(data, make_signer(make_key(), folders.mktemp("key")))


def render_all_files(back_pain: Guide, complete: Pdf) -> dict[str, bytes]:
    """Return the complete guide with three sets of options, and each sheet on each paper in each size.

    Each of these sheets is rendered twice: plain, and with form fields and a clinic's overlay.
    """
    files = {"complete": complete.artifact.data, "first-visit-grey": render_pdf(back_pain, "first-visit", grey=True)}
    for sheet, (paper, large) in product(list_sheets(back_pain), product(PAPERS, (False, True))):
        options = {"paper": paper, "large_print": large}
        name = f"{sheet}-{paper}{'-large' if large else ''}"
        files[name] = render_pdf(back_pain, sheet, **options)
        files[f"{name}-clinic"] = render_pdf(back_pain, sheet, make_overlay(), fillable=True, **options)
    files |= {name: render_pdf(back_pain, "complete", **options) for name, options in COMPLETE_OPTIONS.items()}
    assert len(files) == 2 + len(list_sheets(back_pain)) * 8 + len(COMPLETE_OPTIONS)
    return files


def render_guide(guide: Guide) -> dict[str, bytes]:
    """Return each handout of a guide on each paper, with form fields on one of them."""
    return {
        f"{guide.id}-{handout}-{paper}": render_pdf(guide, handout, paper=paper, fillable=paper == "letter")
        for handout, paper in product(guide.handouts.ids, PAPERS)
    }


def list_sheets(guide: Guide) -> list[str]:
    """Return the ids of all handouts except the complete guide."""
    return [handout.id for handout in guide.handouts if not handout.is_volume]


def render_pdf(guide: Guide, handout: str, overlay: Overlay | None = None, **options: Any) -> bytes:
    """Return the PDF of a handout without a page limit."""
    edition = Edition.of(guide, handout, overlay=overlay)
    endless = replace(edition, handout=edition.handout.model_copy(update={"page_limit": None}))
    return export(endless, PdfOptions(**options)).data


def test_verapdf_finds_no_failure(files: dict[str, bytes], tmp_path: Path) -> None:
    """Every file claims both standards and follows every rule of both."""
    found = validate_files(files, tmp_path)

    assert {name: each.failures for name, results in found.items() for each in results if each.failures} == {}
    assert found.keys() == files.keys()
    for results in found.values():
        assert all(each.compliant for each in results)
        assert {each.profile: each.rules for each in results} == PROFILES


def test_outloud_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    """No file has an error, a warning or a hint.

    The tool reports a repeated table head, which must be an artifact, as untagged prose if it has eight words or more.
    """
    results = {name: outloud.check(str(write_file(tmp_path, name, data))) for name, data in files.items()}

    assert {name: result.error for name, result in results.items() if result.error} == {}
    assert [
        (name, finding.rule, finding.page, finding.message)
        for name, each in results.items()
        for finding in each.findings
    ] == []


def test_pdfua_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    """No file has a finding of any severity."""
    for name, data in files.items():
        assert pdfua.validate(str(write_file(tmp_path, name, data))).findings == (), name


def write_file(folder: Path, name: str, data: bytes) -> Path:
    """Write a file and return its path."""
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    return path


def test_pages_are_painted_in_the_order_of_the_tags(complete: Pdf, first_visit: Pdf) -> None:
    """Programs without support for tags read bullets, text and figures in the same order."""
    for each in (complete, first_visit):
        place = {mark: at for at, mark in enumerate(list_marks(each.tree.raw))}
        for number, page in enumerate(each.file.pages, start=1):
            painted = [place[mark] for mark in list_painted_marks(page)]

            assert painted == sorted(painted), number


def list_marks(element: Any) -> Iterator[tuple[Any, int]]:
    """Yield the marked-content ids of an element in reading order, with their pages."""
    for kid in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg.objgen, int(kid.MCID)
        elif kid.get("/Type") == "/StructElem":
            yield from list_marks(kid)


def list_painted_marks(page: Any) -> Iterator[tuple[Any, int]]:
    """Yield the marked-content ids of a page in the order in which they are painted."""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            yield page.obj.objgen, int(operands[1].MCID)
