"""A site is a folder of pages that needs no server: its links lead to its own files."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
import zxingcpp

from acucontent import Clinic, Guide, Overlay, Registry, UnknownLanguage, WouldOverwrite, export
from acucontent.build import BuildFailed
from acucontent.model.base import NoSuchRecord
from acucontent.rendering.exporter import BadOptions, Exporter, ExportFailed
from acucontent.site.build import Site, build_site
from tests.exporters.html.page import WebPage
from tests.factories import make_guide, make_handout
from tests.site.links import list_broken_links, list_unreachable_files, read_page, read_search_index

ADDRESS = "https://www.example.org/guides/"


def test_every_link_leads_to_a_file_of_the_site(folder: Path) -> None:
    """Each address and fragment in the pages and in the search indexes has a target, and each file can be reached."""
    assert list_broken_links(folder) == []
    assert list_unreachable_files(folder) == []


def test_broken_links_are_found(folder: Path, tmp_path: Path) -> None:
    """The link checker finds a missing file, a missing id, an address of a server, and a file without a link."""
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "us" / "hiccups.pdf").rename(copy / "us" / "other.pdf")
    page = copy / "gb" / "yawns.html"
    page.write_text(page.read_text(encoding="utf-8").replace('id="risks"', 'id="other"'), encoding="utf-8")
    index = copy / "index.html"
    index.write_text(index.read_text(encoding="utf-8").replace("us/yawns.json", "/us/yawns.json"), encoding="utf-8")

    broken = list_broken_links(copy)

    assert "index.html: us/hiccups.pdf: no such file" in broken
    assert "index.html: /us/yawns.json: not relative" in broken
    assert "gb/search-index.js: gb/yawns.html#risks: no such id" in broken
    assert "us/other.pdf" in list_unreachable_files(copy)


def test_a_site_loads_nothing_from_elsewhere(folder: Path) -> None:
    """The index loads the program of the search, and a page loads nothing; pictures and fonts are in the pages."""
    pages = {path.name: read_page(path).loaded for path in folder.rglob("*.html")}

    assert pages.pop("index.html") == ["search.js"]
    assert not any(pages.values())
    assert "url(http" not in (folder / "index.html").read_text(encoding="utf-8")


def test_the_index_lists_every_guide_handout_and_file(folder: Path) -> None:
    """It has the status of each guide, what each handout is for, its regions and languages, and sizes."""
    text = " ".join("".join(WebPage((folder / "index.html").read_bytes()).root.itertext()).split())

    assert text.count("Not yet reviewed by a clinician.") == 2
    assert "Regions: United States, United Kingdom. Languages: English (United States)" in text
    for words in ("Humming for hiccups", "Humming for yawns", "Your first tune", "For your first visit."):
        assert words in text
    assert "Plain text, " in text
    assert "PDF for print and screen, 2 pages, " in text


def test_a_handout_without_other_files_has_no_empty_list(
    guides: list[Guide], registry: Registry, tmp_path: Path
) -> None:
    """With one region the title is the link to the page, and only other files are listed."""
    build_site(guides[:1], registry, tmp_path, formats=["text"], regions=["US"])

    root = WebPage((tmp_path / "index.html").read_bytes()).root
    items = [item for each in root.iter("ul") if each.get("class") == "editions" for item in each]
    assert [["".join(each.itertext()).split(",")[0].strip() for each in item.iter("a")] for item in items] == [
        ["Plain text"]
    ]


def test_the_pages_are_those_of_a_build(folder: Path, guides: list[Guide]) -> None:
    """A page has the bytes that the format writes, so `verify` reads it; it begins with a link to the index."""
    page = (folder / "gb" / "hiccups-visit.html").read_bytes()

    assert page == export(guides[0], "html", handout="visit", region="GB", site_link=True)
    assert b'<a id="site_link" href="../index.html">All guides</a>' in page


def test_two_builds_are_equal(folder: Path, guides: list[Guide], registry: Registry, tmp_path: Path) -> None:
    """The same guides and formats give the same files."""
    build_site(guides, registry, tmp_path, formats=["json", "pdf", "text"])

    assert dict(_read_files(tmp_path)) == dict(_read_files(folder))


def _read_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def test_the_search_index_has_every_section(folder: Path) -> None:
    """It has the text of each section of each page without citation marks, and says in which handout it is."""
    index = read_search_index(folder / "us" / "search-index.js")

    titles = [str(page[0]) for page in index["pages"]]
    found = {(titles[int(str(page))], key): str(text) for page, key, _, _, text, _ in index["sections"]}
    assert titles == ["Humming for hiccups", "Your first tune", "Yawns"]
    assert "You have a pacemaker" in found["Humming for hiccups", "safety.avoid"]
    assert not [text for text in found.values() if "[1" in text]


def test_a_site_can_be_built_again(guides: list[Guide], registry: Registry, tmp_path: Path) -> None:
    """A build replaces the files of the last one, and names those that are no longer part of the site."""
    build_site(guides, registry, tmp_path, formats=["json"], regions=["US"])

    again = build_site(guides[:1], registry, tmp_path, formats=["json"], regions=["US"])

    assert {path.name for path in again.leftovers} == {"yawns.html", "yawns.json"}
    assert list_broken_links(tmp_path) == []


@pytest.mark.parametrize("name", ["index.html", "search.js", "us/search-index.js", "us/hiccups.html"])
def test_files_of_others_are_not_replaced(name: str, guides: list[Guide], registry: Registry, tmp_path: Path) -> None:
    """A file that no build wrote, or that was edited, stays as it is, and nothing else is written."""
    (tmp_path / "us").mkdir()
    (tmp_path / name).write_text("mine", encoding="utf-8")

    with pytest.raises(WouldOverwrite, match=name.rpartition("/")[2]):
        build_site(guides, registry, tmp_path, formats=["json"], regions=["US"])

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name]
    build_site(guides, registry, tmp_path, formats=["json"], regions=["US"], overwrite=True)
    (tmp_path / name).write_text("edited", encoding="utf-8")
    with pytest.raises(WouldOverwrite, match="was changed after"):
        build_site(guides, registry, tmp_path, formats=["json"], regions=["US"])


def test_codes_lead_to_the_page_of_the_guide(guides: list[Guide], registry: Registry, tmp_path: Path) -> None:
    """With an address, the sheets of a clinic lead to the full guide of their region in the site."""
    overlay = Overlay(Clinic(name="Example Clinic", guide_web="https://www.example.org/other"))

    build_site(guides, registry, tmp_path / "own", formats=["text"], overlay=overlay)
    build_site(guides, registry, tmp_path / "given", formats=["text"], overlay=overlay, address=ADDRESS.rstrip("/"))

    for place, start in (("own", "https://www.example.org/other/"), ("given", ADDRESS)):
        for region in ("us", "gb"):
            page = (tmp_path / place / region / "hiccups-visit.html").read_text(encoding="utf-8")
            assert f'href="{start}{region}/hiccups.html"' in page
            assert (tmp_path / place / region / "hiccups.html").is_file()


def test_the_code_of_a_printed_sheet_leads_to_a_page(guides: list[Guide], registry: Registry, tmp_path: Path) -> None:
    """The code on the paper holds the address of a file of the site."""
    overlay = Overlay(Clinic(name="Example Clinic"))

    build_site(guides[:1], registry, tmp_path, formats=["pdf"], regions=["US"], overlay=overlay, address=ADDRESS)

    codes = [each for each in _read_codes(tmp_path / "us" / "hiccups-visit.pdf") if each.startswith(ADDRESS)]
    assert codes == [f"{ADDRESS}us/hiccups.html"]
    assert (tmp_path / codes[0].removeprefix(ADDRESS)).is_file()


def _read_codes(path: Path) -> Iterator[str]:
    """Yield the text of each QR code on the pages of a PDF."""
    with pdfium.PdfDocument(path) as pdf:
        for page in pdf:
            yield from (code.text for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil()))


def test_a_clinic_puts_its_name_color_and_notes(guides: list[Guide], registry: Registry, tmp_path: Path) -> None:
    """The index has its name, phone number and color; a note is in the handout of the guide that has it."""
    clinic = Clinic.model_validate(
        {
            "name": "Example Clinic",
            "phone": "555 0100",
            "color": "#1f5a7a",
            "notes": [{"handout": "visit", "text": "Ring the bell."}],
        }
    )

    build_site(guides, registry, tmp_path, formats=["text"], regions=["US"], overlay=Overlay(clinic))

    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<title>Guides for patients – Example Clinic</title>" in index
    assert "555 0100" in index
    assert "--accent: #1f5a7a;" in index
    assert "Ring the bell." in (tmp_path / "us" / "hiccups-visit.html").read_text(encoding="utf-8")
    assert "Ring the bell." not in (tmp_path / "us" / "yawns.html").read_text(encoding="utf-8")


def test_an_overdue_guide_is_marked(guides: list[Guide], registry: Registry, tmp_path: Path) -> None:
    """The index and the pages say that the review was due."""
    build_site(guides, registry, tmp_path, formats=["text"], regions=["US"], today=datetime.date(2032, 1, 1))

    for name in ("index.html", "us/hiccups-visit.html"):
        assert "It was due to be reviewed in January 2031." in (tmp_path / name).read_text(encoding="utf-8")


def test_a_failed_file_leaves_the_index_as_it_was(
    guides: list[Guide], registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is written only if all its links work."""
    failing = Registry({**registry.exporters, "text": _make_failing(registry)}, registry.guides)

    with pytest.raises(BuildFailed) as caught:
        build_site(guides, failing, tmp_path, formats=["text"], regions=["US"])

    assert {each.format for each in caught.value.failed} == {"text"}
    assert (tmp_path / "us" / "hiccups.html").is_file()
    assert not (tmp_path / "index.html").exists()


def _make_failing(registry: Registry) -> Exporter[Any]:
    def fail(edition: object, options: object) -> None:
        raise ExportFailed("It cannot be rendered.")

    return replace(registry["text"], export=fail)


CLINIC = Overlay(Clinic(name="Example Clinic"))


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"regions": ["FR"]}, (NoSuchRecord, "Unknown region 'FR' for the guide 'hiccups'")),
        ({"languages": ["es"]}, (UnknownLanguage, "Language 'es' is not available for guide 'hiccups'")),
        ({"languages": "es"}, (TypeError, "must be a list of names")),
        ({"options": {"papr": "a4"}}, (BadOptions, "Did you mean 'paper'")),
        ({"options": {"paper": "a5"}}, (BadOptions, "paper")),
        ({"options": {"site_link": False}}, (BadOptions, "'site_link' is not supported by a site")),
        ({"options": {"paper": "a4"}, "formats": ["text"]}, (BadOptions, "Formats that have it: pdf")),
        ({"address": ADDRESS}, (BadOptions, "add a clinic's overlay")),
        ({"address": "www.example.org", "overlay": CLINIC}, (BadOptions, "is not a valid web address")),
        ({"address": ADDRESS + "index.html", "overlay": CLINIC}, (BadOptions, "is that of a page")),
        ({"address": ADDRESS + "?page=3", "overlay": CLINIC}, (BadOptions, "is that of a page")),
        ({"address": ADDRESS + "a" * 45, "overlay": CLINIC}, (BadOptions, "a short one leaves room")),
    ],
    ids=[
        "region",
        "language",
        "text for a list",
        "option",
        "value",
        "option of a site",
        "option of another",
        "no clinic",
        "no scheme",
        "page",
        "query",
        "too long",
    ],
)
def test_bad_choices_are_refused(
    choices: dict[str, object],
    expected: tuple[type[Exception], str],
    guides: list[Guide],
    registry: Registry,
    tmp_path: Path,
) -> None:
    """One message says what is wrong, before anything is written."""
    error, message = expected

    with pytest.raises(error, match=message):
        build_site(guides, registry, tmp_path / "site", **choices)  # type: ignore[arg-type]

    assert not (tmp_path / "site").exists()


def test_a_note_for_no_handout_is_refused(guides: list[Guide], registry: Registry, tmp_path: Path) -> None:
    """A note must be for a handout of one of the guides."""
    clinic = Clinic.model_validate({"name": "Example", "notes": [{"handout": "vist", "text": "Ring."}]})

    with pytest.raises(NoSuchRecord, match="Did you mean 'visit'"):
        build_site(guides, registry, tmp_path, overlay=Overlay(clinic))


def test_files_with_one_name_are_refused(registry: Registry, tmp_path: Path) -> None:
    """A handout of one guide can have the file name of another guide; neither replaces the other."""
    sheet = make_handout(id="visit", title="Your first tune")
    pair = [make_guide(handouts=[make_handout(), sheet]), make_guide(id="hiccups-visit", handouts=[make_handout()])]

    with pytest.raises(ExportFailed, match=r"hiccups-visit\.html: two guides have a file with this name"):
        build_site(pair, registry, tmp_path, formats=["text"])


def test_the_result_lists_every_file(site: Site) -> None:
    """The result lists each file with its size."""
    sizes = {path.name: size for path, size in site.parts} | {each.path.name: each.size for each in site.files}

    assert all((site.index.parent / path).stat().st_size == size for path, size in site.parts)
    assert {"index.html", "search.js", "search-index.js", "hiccups.pdf", "yawns.html"} <= set(sizes)
