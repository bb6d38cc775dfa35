"""A web page is one file that shows its whole document on any screen, and needs nothing else."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image

from acucontent import Clinic, Edition, Guide, Overlay, UnreadableText, export
from acucontent.document import Section, walk_blocks
from acucontent.edition import PrintedPages
from acucontent.logo import clean_logo
from acucontent_html import EXPORTER, HtmlOptions, read_back
from tests.exporters.html.page import WebPage
from tests.factories import make_guide, make_handout, make_source

PAGES = ("complete", "sheet")


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> WebPage:
    """Return each page."""
    made = request.getfixturevalue(request.param)
    assert isinstance(made, WebPage)
    return made


def test_a_page_needs_no_other_file_and_no_script(page: WebPage) -> None:
    """Styles, fonts and pictures are in the page, and nothing in it is run or fetched."""
    kinds = {each.get("type") for each in page.root.iter("script")}
    addresses = re.findall(r"url\(.(.{8})", page.text)

    assert kinds == {"application/json", "application/ld+json"}
    assert addresses
    assert {*addresses} == {"data:fon"}
    assert not [each for each in page.root.iter() if each.tag in {"link", "iframe", "object", "embed", "base"}]
    assert not [each for each in page.root.iter() if any(name.startswith("on") for name in each.attrib)]
    assert not [each for each in page.root.iter() if each.get("src")]


@pytest.mark.parametrize(("handout", "limit"), [("complete", 2_000_000), ("reference", 2_000_000), ("points", 600_000)])
def test_a_page_is_small(handout: str, limit: int, back_pain: Guide) -> None:
    """A sheet has at most 600 kB and a volume 2 MB."""
    assert len(export(back_pain, "html", handout=handout)) <= limit


@pytest.mark.parametrize("fragment", [False, True])
@pytest.mark.parametrize("handout", ["complete", "first-visit", "evidence"])
def test_every_section_has_its_id(handout: str, fragment: bool, back_pain: Guide) -> None:
    """The id of a section is its path in the guide, each id occurs once, and each link within the page has a target."""
    page = WebPage(export(back_pain, "html", handout=handout, fragment=fragment))
    sections = [each.id for each in walk_blocks(Edition.of(back_pain, handout).document.sections) if _is_section(each)]
    links = {each.get("href", "") for each in page.root.iter("a")}

    assert {*sections} <= {*page.ids}
    assert len(page.ids) == len({*page.ids})
    assert {link[1:] for link in links if link.startswith("#")} <= {*page.ids}


def _is_section(block: object) -> bool:
    return isinstance(block, Section)


def test_headings_have_no_gaps(page: WebPage) -> None:
    """The title is the only heading of level 1, and no level is skipped."""
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(page.headings) if before > 1)


def test_the_contents_of_a_volume_list_its_chapters(complete: WebPage, sheet: WebPage) -> None:
    """A volume has a list of its chapters, and a sheet has none."""
    (contents,) = complete.root.iter("nav")

    assert [each.get("href") for each in contents.iter("a")][:2] == ["#summary", "#key_points"]
    assert not list(sheet.root.iter("nav"))


def test_a_page_has_dark_and_printed_styles(page: WebPage) -> None:
    """The style sheet has rules for dark mode, print and narrow screens."""
    for query in ("screen and (prefers-color-scheme: dark)", "print", "screen and (max-width: 36em)"):
        assert f"@media {query}" in page.text


def test_a_long_text_alternative_is_below_its_figure(complete: WebPage) -> None:
    """A figure names the element that describes it, which is below it, to unfold."""
    described = {each.get("aria-details") for each in complete.root.iter("svg")} - {None}
    folded = {each.get("id") for details in complete.root.iter("details") for each in details.iter("p")}

    assert described
    assert described == folded


def test_a_page_shows_its_clinic(back_pain: Guide) -> None:
    """The name, the logo and the color of a clinic are in the page."""
    logo = clean_logo(_make_logo(), "logo.png")
    overlay = Overlay(Clinic(name="Example Clinic", color="#1f5a7a"), logo)

    page = WebPage(export(back_pain, "html", handout="first-visit", overlay=overlay))

    (picture,) = page.root.iter("img")
    assert picture.get("alt") == "Logo of Example Clinic"
    assert picture.get("src", "").startswith("data:image/png;base64,")
    assert "--accent: #1f5a7a;" in page.text


def _make_logo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 20), "#1f5a7a").save(made, "PNG")
    return made.getvalue()


def test_a_page_does_not_depend_on_other_formats() -> None:
    """Page numbers of a PDF of the same build change nothing, so that a page can be made again alone."""
    edition = Edition.of(make_guide(handouts=[make_handout()]))
    printed = replace(edition, printed=PrintedPages(make_source(), (("safety", 2),), 3))

    assert EXPORTER.export(printed, HtmlOptions()) == EXPORTER.export(edition, HtmlOptions())


@pytest.mark.parametrize("damage", [b"<p>", b"</p>", b"\xff"])
def test_a_damaged_page_cannot_be_read(damage: bytes, sheet: WebPage) -> None:
    """Elements that are not nested are reported, because browsers guess what was meant."""
    with pytest.raises(UnreadableText):
        read_back(sheet.data.replace(b"</main>", damage + b"</main>"))
