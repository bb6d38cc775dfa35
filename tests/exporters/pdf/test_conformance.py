"""The PDFs conform to both PDF/A-3a and PDF/UA-1, according to the reference tools."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pytest

from acucontent import load
from acucontent.document.labels import load_labels
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.spelling import spell_guide
from acucontent.quality.subject import normalize_letters
from acucontent.signing import sign_pdf
from acucontent_pdf import PdfOptions, export, read_back
from acucontent_pdf.full_overlay import make_full_overlay
from tests.exporters.pdf.clinics import choose_overlay, make_overlay
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.exporters.pdf.verapdf import validate_files
from tests.signing.conftest import make_signer
from tests.signing.keys import make_key

PROFILES = {"PDF/A-3A": 155, "PDF/UA-1": 106}
"""The profiles of veraPDF 1.28.2 with the number of their rules."""

PAPERS: list[Any] = PdfOptions.describe_options()["paper"]["enum"]

GUIDES = {name: load(name) for name in ("back-pain", "migraine")}
"""The shipped guides by id."""
VOLUMES: dict[str, dict[str, Any]] = {
    "letter": {},
    "letter-large": {"large_print": True},
    "a4-grey-fillable": {"paper": "a4", "grey": True, "fillable": True},
}
"""The options with which the guide and the reference volume are validated."""
LATE = datetime.date(2030, 1, 1)
"""A day on which the review of each guide is overdue."""


@dataclass(frozen=True)
class Rendered:
    """A file and its edition."""

    edition: Edition
    data: bytes


Files = dict[str, Rendered]


@pytest.fixture(
    scope="module",
    params=["a sheet", pytest.param("all", marks=[pytest.mark.slow, pytest.mark.timeout(2400)])],
)
def files(request: pytest.FixtureRequest, back_pain: Guide, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return one sheet with a clinic's fields and two signed sheets, or all files, which takes minutes."""
    if request.param == "all":
        return {**dict(render_short_handouts()), **dict(render_volumes())}
    first = Edition.of(back_pain, "first-visit")
    return {
        "first-visit-letter-clinic": render(replace(first, overlay=make_overlay()), fillable=True),
        "aftercare-signed": sign(render(Edition.of(back_pain, "aftercare")), tmp_path_factory),
        "first-visit-signed": sign(render(first, fillable=True), tmp_path_factory),
    }


def sign(file: Rendered, folders: pytest.TempPathFactory) -> Rendered:
    """Return a signed PDF."""
    return replace(file, data=sign_pdf(file.data, make_signer(make_key(), folders.mktemp("key"))))


def render_short_handouts() -> Iterator[tuple[str, Rendered]]:
    """Yield each sheet and decision aid of both guides on each paper, in each size, with each kind of overlay.

    The regions, and the days before and after the review is due, take turns, so that each handout has each of them. A
    file with an overlay has fields, and every seventh is grey.
    """
    handouts = [(guide, one.id) for guide in GUIDES.values() for one in guide.handouts if not one.is_volume]
    kinds = product(handouts, PAPERS, (False, True), ("none", "name", "full"))
    for turn, ((guide, handout), paper, large, kind) in enumerate(kinds):
        regions = guide.regions.ids
        region, today = regions[turn % len(regions)], LATE if turn // len(regions) % 2 else None
        edition = Edition.of(guide, handout, region, overlay=choose_overlay(kind, handout), today=today)
        name = f"{guide.id}-{handout}-{paper}-{'large' if large else 'usual'}-{kind}-{region}-{today or 'today'}"
        yield name, render(edition, paper=paper, large_print=large, fillable=kind != "none", grey=turn % 7 == 0)


def render_volumes() -> Iterator[tuple[str, Rendered]]:
    """Yield the guide and the reference volume of both guides, with each set of options."""
    for guide in GUIDES.values():
        for handout, (name, options) in product((one.id for one in guide.handouts if one.is_volume), VOLUMES.items()):
            yield f"{guide.id}-{handout}-{name}", render(Edition.of(guide, handout), **options)


def render(edition: Edition, **options: Any) -> Rendered:
    """Return the file of an edition."""
    return Rendered(edition, export(edition, PdfOptions(**options)).data)


def test_verapdf_finds_no_failure(files: Files, tmp_path: Path) -> None:
    """Every file claims both standards and follows every rule of both."""
    found = validate_files({name: file.data for name, file in files.items()}, tmp_path)

    assert {name: each.failures for name, results in found.items() for each in results if each.failures} == {}
    assert found.keys() == files.keys()
    for results in found.values():
        assert all(each.compliant for each in results)
        assert {each.profile: each.rules for each in results} == PROFILES


def test_outloud_finds_nothing(files: Files, tmp_path: Path) -> None:
    """No file has an error, a warning or a hint.

    The tool reports a repeated table head, which must be an artifact, as untagged prose if it has eight words or more.
    It also reports the foot of a chapter of one or two pages, which must be an artifact as well, and takes a label
    that three pages begin or end with for a running head. That a running head is never tagged is proved word by word
    (`test_text_layer`).
    """
    results = {name: outloud.check(str(write_file(tmp_path, name, file.data))) for name, file in files.items()}

    assert {name: result.error for name, result in results.items() if result.error} == {}
    assert [
        (name, finding.rule, finding.page, finding.message)
        for name, each in results.items()
        for finding in each.findings
        if not is_foot(finding) and not is_label(finding)
    ] == []


def is_foot(finding: Any) -> bool:
    """Return whether a finding is about the foot of a page, which names the chapter and the page, and nothing else."""
    return finding.rule == "TAG-002" and finding.count == 1 and bool(_FOOT.search(finding.evidence))


_FOOT = re.compile(r"Page ?\d+ of \d+")


def is_label(finding: Any) -> bool:
    """Return whether a finding is about the label of the figures or of the certainty of a result, which is content."""
    labels = load_labels("en")
    return finding.rule == "PAG-001" and finding.evidence.startswith((labels("in_figures"), labels("how_sure")))


def test_pdfua_finds_nothing(files: Files, tmp_path: Path) -> None:
    """No file has a finding of any severity."""
    for name, file in files.items():
        assert pdfua.validate(str(write_file(tmp_path, name, file.data))).findings == (), name


def test_every_warning_can_be_read(files: Files) -> None:
    """Each sheet and decision aid has the short form of each warning, as it is spelled in its region."""
    for name, file in files.items():
        edition, words = file.edition, normalize_letters(" ".join(read_back(file.data)))
        risks = spell_guide(edition.guide, edition.region.code).risks
        for warning in (*risks.red_flags, *risks.to_avoid):
            assert edition.handout.is_volume or normalize_letters(str(warning.short)) in words, (name, warning.id)


def write_file(folder: Path, name: str, data: bytes) -> Path:
    """Write a file and return its path."""
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    return path


def test_pages_are_painted_in_the_order_of_the_tags(complete: Pdf, first_visit: Pdf) -> None:
    """Programs without support for tags read bullets, text and figures in the same order, and notes of clinics."""
    guide = GUIDES["back-pain"]
    full = Edition.of(guide, "aftercare", overlay=make_full_overlay("aftercare"))
    for each in (complete, first_visit, Pdf(export(full, PdfOptions(large_print=True, fillable=True)))):
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
