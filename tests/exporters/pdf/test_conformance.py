"""The PDFs conform to both PDF/A-3a and PDF/UA-1, according to the reference tools."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent.model.spelling import spell_guide
from acucontent.quality.subject import normalize_letters
from acucontent.rendering.exporter import Artifact
from acucontent.signing import sign_pdf
from acucontent_pdf import PdfOptions, export, read_back
from acucontent_pdf import render as rendering
from acucontent_pdf.full_overlay import make_full_overlay
from acucontent_pdf.layout import FittedPages, fit_edition
from tests.exporters.pdf.clinics import choose_overlay, make_overlay
from tests.exporters.pdf.paper_edge import MARGIN, measure_edge
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.exporters.pdf.test_empty_space import LARGE_LINE, list_empty_pages
from tests.exporters.pdf.test_text_layer import READERS, compare_texts
from tests.exporters.pdf.verapdf import validate_files
from tests.needs import require_programs
from tests.shipped import load_shipped
from tests.signing.conftest import make_signer
from tests.signing.keys import make_key

PROFILES = {"PDF/A-3A": 155, "PDF/UA-1": 106}
"""The profiles of veraPDF 1.28.2 with the number of their rules."""

PAPERS: list[Any] = PdfOptions.describe_options()["paper"]["enum"]

pytestmark = pytest.mark.timeout(1200)

GUIDES = {name: load_shipped(name) for name in ("back-pain", "migraine")}
"""The shipped guides by id."""
VOLUMES: dict[str, dict[str, Any]] = {
    "US": {},
    "GB": {"grey": True, "fillable": True},
    "AU": {"large_print": True},
    "CA": {"large_print": True},
    "EU": {"paper": "letter"},
}
"""The options with which the guide and the reference volume of each region are rendered."""
SIDES = {"sheet": (2, 4), "decision aid": (4, 8)}
"""The most sides of each kind of handout, and of one in large print."""
OVERLAYS = ("none", "name", "full")
LATE = datetime.date(2030, 1, 1)
"""A day on which the review of each guide is overdue."""


@dataclass(frozen=True)
class Rendered:
    """A file, its edition and options, and what was measured on its pages when they were laid out."""

    edition: Edition
    options: PdfOptions
    artifact: Artifact
    empty: tuple[tuple[int, float], ...]
    """The number and the empty share of each page of which too much is empty."""
    edge: float
    """The shortest distance of a letter or picture from an edge of the paper, in millimeters."""

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.artifact.data


Files = dict[str, Rendered]
Kind = tuple[Edition, dict[str, Any]]
"""An edition and the options with which it is rendered."""


def list_short_handouts() -> Iterator[tuple[str, Kind]]:
    """Yield each sheet and decision aid of both guides on each paper, in each size, with each kind of overlay.

    Its group is the name of the handout, or of the others, which need --all-cases. Each group has each pair of a paper,
    a size and an overlay; the regions, and the days before and after the review is due, take turns, so that each
    handout has each of them. A file with an overlay has fields, and every sixth is grey.
    """
    handouts = [(guide, one.id) for guide in GUIDES.values() for one in guide.handouts if not one.is_volume]
    for number, (guide, handout) in enumerate(handouts):
        turns = Counter[int]()
        for place in product(range(len(PAPERS)), range(2), range(len(OVERLAYS))):
            half = (number + sum(place)) % 2
            turn = number + turns[half]
            turns[half] += 1
            paper, large, kind = PAPERS[place[0]], bool(place[1]), OVERLAYS[place[2]]
            region, today = guide.regions.ids[turn % len(guide.regions.ids)], LATE if turn % 2 else None
            edition = Edition.of(guide, handout, region, overlay=choose_overlay(kind, handout), today=today)
            options = {"paper": paper, "large_print": large, "fillable": kind != "none", "grey": turn % 6 == 0}
            yield f"{guide.id}-{handout}{'-others' if half else ''}", (edition, options)


def list_volumes() -> Iterator[tuple[str, Kind]]:
    """Yield the guide and the reference volume of both guides in each region.

    Their group is the volume, in every second region: the other half for the other volume and the other guide, so that
    the two guides together have each region and each option for each kind of volume. The others need --all-cases.
    """
    for number, guide in enumerate(GUIDES.values()):
        volumes = [one.id for one in guide.handouts if one.is_volume]
        for (place, handout), (turn, region) in product(enumerate(volumes, number), enumerate(VOLUMES)):
            others = "-others" if (place + turn) % 2 else ""
            yield f"{guide.id}-{handout}{others}", (Edition.of(guide, handout, region), VOLUMES[region])


GROUPS: dict[str, list[Kind]] = defaultdict(list)
"""All shipped files in groups, which several processes share."""
for _group, _kind in (*list_short_handouts(), *list_volumes()):
    GROUPS[_group].append(_kind)


def choose_group(name: str) -> Any:
    """Return the parameter of the fixture for a group of all files."""
    matrix = [pytest.mark.matrix] if name.endswith("-others") else []
    return pytest.param(name, marks=[pytest.mark.slow, *matrix])


@pytest.fixture(scope="module", params=["a sheet", *map(choose_group, GROUPS)])
def files(request: pytest.FixtureRequest, back_pain: Guide, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return one sheet with a clinic's fields and two signed sheets, or a group of all files, each rendered once."""
    if request.param in GROUPS:
        made = (render(edition, **options) for edition, options in GROUPS[request.param])
        return {f"{request.param}-{number}-{describe(file)}": file for number, file in enumerate(made)}
    first = Edition.of(back_pain, "first-visit")
    return {
        "first-visit-letter-clinic": render(replace(first, overlay=make_overlay()), fillable=True),
        "aftercare-signed": sign(render(Edition.of(back_pain, "aftercare")), tmp_path_factory),
        "first-visit-signed": sign(render(first, fillable=True), tmp_path_factory),
    }


def describe(file: Rendered) -> str:
    """Return the region and the options of a file as a part of its name."""
    used = (name for name, value in file.options.model_dump(exclude_defaults=True).items() if value is True)
    return "-".join((file.edition.region.code, str(file.options.paper), *used))


def sign(file: Rendered, folders: pytest.TempPathFactory) -> Rendered:
    """Return a signed PDF."""
    signed = sign_pdf(file.data, make_signer(make_key(), folders.mktemp("key")))
    return replace(file, artifact=replace(file.artifact, data=signed))


def render(edition: Edition, **values: Any) -> Rendered:
    """Return the file of an edition, and what its pages show before they are written."""
    options = PdfOptions(**values)
    most = 1 / 3 + (LARGE_LINE if options.large_print else 0)
    empty: list[tuple[int, float]] = []
    edges: list[float] = []

    def fit(edition: Edition, options: PdfOptions) -> FittedPages:
        fitted = fit_edition(edition, options)
        empty.extend(list_empty_pages(fitted.pages, most))
        edges.append(measure_edge(fitted.pages))
        return fitted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "fit_edition", fit)
        artifact = rendering.render(edition, options)
    return Rendered(edition, options, artifact, tuple(empty), min(edges))


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
    It also reports the foot of a chapter of one or two pages, which must be an artifact as well, and takes a line of
    the content that three pages begin or end with for a running head. That a running head is never tagged is proved
    word by word (`test_text_layer`).
    """
    results = {name: outloud.check(str(write_file(tmp_path, name, file.data))) for name, file in files.items()}

    assert {name: result.error for name, result in results.items() if result.error} == {}
    assert [
        (name, finding.rule, finding.page, finding.message)
        for name, each in results.items()
        for finding in each.findings
        if not (is_foot(finding) or is_content(finding, files[name]) or is_head(finding, files[name]))
    ] == []


def is_foot(finding: Any) -> bool:
    """Return whether a finding is about the foot of a page, which names the chapter and the page, and nothing else."""
    return finding.rule == "TAG-002" and finding.count == 1 and bool(_FOOT.search(finding.evidence))


_FOOT = re.compile(r"Page ?\d+ of \d+")


def is_content(finding: Any, file: Rendered) -> bool:
    """Return whether a finding is about lines that begin or end several pages, but are no lines of the foot."""
    document = file.edition.document
    chapters = {flatten(section.title) for section in document.sections}
    lines = [" ".join(line.split()) for line in finding.evidence.split("; ")]
    return finding.rule == "PAG-001" and not any(
        line in chapters
        or line.startswith(("Page", "Content code"))
        or (len(line.split()) > 2 and line in document.about.edition_note)
        for line in lines
    )


def is_head(finding: Any, file: Rendered) -> bool:
    """Return whether a finding is about the head of a table that is repeated, and tagged where it comes first."""
    if finding.rule != "TAG-002" or finding.count != 1:
        return False
    return "".join(finding.evidence.split()) in "".join(Pdf(file.artifact).tree.text.split())


def test_nothing_is_at_the_edge_of_the_paper(files: Files) -> None:
    """Printers can print every letter of every file, also the foot with the region and the stamp."""
    assert {name: file.edge for name, file in files.items() if file.edge < MARGIN} == {}


def test_pdfua_finds_nothing(files: Files, tmp_path: Path) -> None:
    """No file has a finding of any severity."""
    for name, file in files.items():
        assert pdfua.validate(str(write_file(tmp_path, name, file.data))).findings == (), name


def test_every_warning_can_be_read(files: Files) -> None:
    """Each sheet and decision aid has the short form of each warning, as it is spelled in its region."""
    for name, file in files.items():
        if not file.edition.handout.is_volume:
            assert list_missing_warnings(file.edition, file.data) == [], name


def list_missing_warnings(edition: Edition, data: bytes) -> list[str]:
    """Return the ids of the warnings whose short form is not in a file."""
    words = normalize_letters(" ".join(read_back(data)))
    risks = spell_guide(edition.guide, edition.region.code).risks
    warnings = (*risks.red_flags, *risks.to_avoid)
    return [warning.id for warning in warnings if normalize_letters(str(warning.short)) not in words]


def test_no_file_has_notes(files: Files) -> None:
    """With no overlay, one with a name only and one with each field at its limit, nothing is shortened."""
    assert {name: file.artifact.notes for name, file in files.items() if file.artifact.notes} == {}


def test_no_sheet_has_reference_numbers(files: Files) -> None:
    """They are in the volumes and on decision aids."""
    for name, file in files.items():
        assert file.edition.handout.kind != "sheet" or "[1]" not in "".join(read_back(file.data)), name


def test_every_file_has_the_words_of_its_document(files: Files) -> None:
    """Nothing is lost, added or moved in any handout, in any region, as two libraries read it."""
    require_programs("pdftotext")

    assert [
        found for file in files.values() for found in compare_texts(file.edition, file.artifact, file.options, READERS)
    ] == []


def test_no_file_has_too_many_pages(files: Files) -> None:
    """A sheet has two sides and a decision aid four, or at most twice as many in large print."""
    for name, file in files.items():
        usual, large = SIDES.get(file.edition.handout.kind, (math.inf, math.inf))
        count = file.artifact.page_count or 0
        if not file.edition.handout.is_volume:
            assert count <= large if file.options.large_print else count == usual, name


def test_no_page_of_a_volume_is_empty(files: Files) -> None:
    """At most a third of a page is empty, except before a part that must begin a page; in large print a line more."""
    for name, file in files.items():
        if file.edition.handout.is_volume:
            assert (file.artifact.page_count or 0) > 20, name
            assert file.empty == (), name


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
