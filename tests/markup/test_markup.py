"""Every kind of block and inline becomes escaped HTML that is well-formed XML, with ids and headings."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from acucontent.document.anchors import make_anchor
from acucontent.document.blocks import (
    Block,
    Callout,
    CertaintyWord,
    Column,
    Foreign,
    Inline,
    ListBlock,
    Note,
    Paragraph,
    ReferenceList,
    Section,
    Table,
    WebLink,
    Words,
)
from acucontent.document.compose.writer import Writer
from acucontent.document.labels import layer_labels, load_labels
from acucontent.edition import Edition
from acucontent.markup import MarkupSettings, extract_text, render_html, render_inline_html
from acucontent.markup.html import get_macro_name
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Prose
from tests.document.examples import BLOCKS, INLINES, ODD, ODD_WORDS, PARAGRAPH
from tests.factories import make_guide

LABELS = load_labels("en")
PLAIN = MarkupSettings()
SETTINGS = {
    "plain": PLAIN,
    "book": MarkupSettings(href=lambda block: f"page.xhtml#{block}", epub=True, back_links=True),
    "narrow": MarkupSettings(most_columns=1, anchors=True),
}


def parse_markup(markup: str) -> ET.Element:
    """Parse the markup as XML."""
    return ET.fromstring(f'<div xmlns:epub="http://www.idpf.org/2007/ops">{markup}</div>')


def get_text(element: ET.Element) -> str:
    """Return the text of an element."""
    return "".join(element.itertext())


def list_heading_levels(markup: str) -> list[int]:
    """Return the levels of the headings, in order."""
    return [int(level) for level in re.findall(r"<h([1-9])", markup)]


def make_nested_section(depth: int) -> Section:
    """Make a section with nested sections."""
    inner: tuple[Block, ...] = (make_nested_section(depth - 1),) if depth > 1 else (PARAGRAPH,)
    return Section(f"section.{depth}", ODD_WORDS, inner)


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("of", get_args(Block))
def test_every_kind_of_block_has_its_markup(of: type[Any], settings: MarkupSettings) -> None:
    """Every kind of block has a macro, which makes well-formed XML with its text."""
    markup = render_html((BLOCKS[of],), LABELS, settings)

    assert ODD in get_text(parse_markup(markup))


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("of", get_args(Inline))
def test_every_kind_of_inline_has_its_markup(of: type[Any], settings: MarkupSettings) -> None:
    """Every kind of inline has a macro, which keeps its text and the spaces around it."""
    words = flatten((INLINES[of],))

    element = parse_markup(render_inline_html((Words("a "), INLINES[of], Words(" b")), LABELS, settings))

    assert get_text(element) == f"a {words} b" if words else "a 1 b"


def test_macros_are_named_after_classes() -> None:
    """The name of a macro is the name of the class in snake case."""
    assert get_macro_name(BLOCKS[ReferenceList]) == "reference_list"
    assert get_macro_name(INLINES[WebLink]) == "web_link"


def test_text_is_escaped() -> None:
    """Text that looks like a tag, an entity or a template is shown as it was written."""
    markup = render_html(tuple(BLOCKS.values()), LABELS, PLAIN)

    assert "<b>" not in markup
    assert "<!--" not in markup
    assert 'href="https://example.org/?a=1&amp;b=&#34;2&#34;"' in markup
    assert parse_markup(markup).find(".//table[@class='facts']").get("aria-label") == ODD  # type: ignore[union-attr]


def test_elements_have_the_ids_of_their_blocks() -> None:
    """The ids of blocks and of citation marks are ids of elements."""
    blocks = tuple(block for of, block in BLOCKS.items() if of not in (Paragraph, ListBlock))

    ids = [
        element.get("id") for element in parse_markup(render_html(blocks, LABELS, PLAIN)).iter() if element.get("id")
    ]

    assert {"a_table", "a_facts", "safety.urgent", "references_list", "references.a", "a", "a.b"} <= set(ids)
    assert "cite.hum1999.1" in ids


def test_a_section_is_named_by_its_heading() -> None:
    """The heading is the accessible name of a section or box."""
    root = parse_markup(render_html((BLOCKS[Section], BLOCKS[Callout]), LABELS, PLAIN))

    named = {element.get("id"): element.get("aria-labelledby") for element in root.iter("section")}
    headings = {element.get("id") for element in root.iter() if re.fullmatch("h[1-6]", element.tag)}

    assert set(named) == {"a", "a.b", "safety.urgent"}
    assert set(named.values()) == headings


@pytest.mark.parametrize("start", [1, 2, 5])
def test_headings_go_down_one_level_at_a_time(start: int) -> None:
    """No level is skipped, and none is below the sixth."""
    markup = render_html((make_nested_section(8),), LABELS, PLAIN, level=start)

    assert list_heading_levels(markup) == [min(level, 6) for level in range(start, start + 8)]


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
def test_the_shipped_guide_skips_no_heading(back_pain: Guide, handout: str) -> None:
    """In the shipped guide, each heading is at most one level below the heading before it."""
    document = Edition.of(back_pain, handout).document

    levels = list_heading_levels(render_html((*document.opening, *document.sections), document.labels, PLAIN))

    assert levels[0] == 2
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_the_shipped_guide_is_well_formed(back_pain: Guide, settings: MarkupSettings) -> None:
    """The complete guide is XML, its ids are unique, and every internal link has a target."""
    document = Edition.of(back_pain).document

    root = parse_markup(render_html((*document.opening, *document.sections), document.labels, settings))

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    inner = [
        link.get("href", "")
        for link in root.iter("a")
        if "#" in link.get("href", "") and ":" not in link.get("href", "")
    ]
    assert len(ids) == len(set(ids))
    assert len(inner) > 200
    assert {href.split("#")[1] for href in inner} <= set(ids)


def test_adjacent_citation_marks_are_one_group() -> None:
    """Adjacent marks are in one superscript; separate marks are not."""
    together = render_inline_html(
        (Words("a"), Note("x", 1, "i"), Note("y", 2, "j"), Words("b"), Note("x", 1, "k")), LABELS, PLAIN
    )

    assert [get_text(element) for element in parse_markup(together).iter("sup")] == ["1, 2", "1"]
    assert [element.get("aria-label") for element in parse_markup(together).iter("a")] == [
        f"Reference {n}" for n in (1, 2, 1)
    ]


def test_only_books_have_epub_types_and_back_links() -> None:
    """EPUB types and links back from references are written only if the settings have them."""
    blocks = (BLOCKS[ReferenceList], PARAGRAPH)

    assert "epub:type" not in render_html(blocks, LABELS, PLAIN)
    assert "doc-backlink" not in render_html(blocks, LABELS, PLAIN)
    assert 'epub:type="biblioref"' in render_html(blocks, LABELS, SETTINGS["book"])
    assert 'href="page.xhtml#cite.a.1"' in render_html(blocks, LABELS, SETTINGS["book"])


def test_languages_are_marked() -> None:
    """Words in another language have it as their `lang`."""
    (marked,) = parse_markup(render_inline_html((INLINES[Foreign],), LABELS, PLAIN)).iter("span")

    assert marked.get("lang") == "zh-Hans"


def test_tables_have_heads() -> None:
    """Columns and rows have heads, so that screen readers can announce them with each cell."""
    root = parse_markup(render_html((BLOCKS[Table],), LABELS, PLAIN))

    assert [head.get("scope") for head in root.iter("th")] == ["col", "col", "row", "row"]
    assert root.find(".//caption") is not None


def test_each_row_of_a_wide_table_is_a_small_table_on_a_narrow_page() -> None:
    """Each cell has the name of its column before it. A table that is not too wide stays as it is."""
    columns = tuple(Column(name.lower(), (Words(name),)) for name in ("Finding", "Result", "Certainty"))
    rows = (
        ((Words("Pain"),), (Words("Better"),), (Words("Low"),)),
        ((Words("Sleep"),), (Words("Same"),), (Words("High"),)),
    )
    table = Table("found", (Words("The findings"),), columns, rows)

    whole, small = (
        parse_markup(render_html((table,), LABELS, MarkupSettings(most_columns=most, anchors=True))) for most in (3, 2)
    )

    assert [len(each.findall(".//table")) for each in (whole, small)] == [1, 2]
    assert [each.find(".//*[@id='found']") is None for each in (whole, small)] == [False, False]
    assert [["".join(get_text(line).split()) for line in each.iter("tr")] for each in small.iter("table")] == [
        ["FindingPain", "ResultBetter", "CertaintyLow"],
        ["FindingSleep", "ResultSame", "CertaintyHigh"],
    ]
    assert [(each.get("id"), each.get("aria-label")) for each in small.iter("table")] == [
        (make_anchor("found", 1), "Pain"),
        (make_anchor("found", 2), "Sleep"),
    ]


@pytest.mark.parametrize(("marker", "tag"), [("bullet", "ul"), ("check", "ul"), ("number", "ol")])
def test_numbered_lists_are_ordered(marker: Any, tag: str) -> None:
    """A list is ordered if its marker is a number."""
    root = parse_markup(render_html((ListBlock(((PARAGRAPH,),), marker),), LABELS, PLAIN))

    assert root[0].tag == tag


def test_dots_of_certainty_are_not_read() -> None:
    """The text has the word for the certainty once, without the dots that screen readers skip."""
    marked = Paragraph((CertaintyWord("low", (Words("low"),), marked=True), Words(" certainty")))
    made = render_html((marked,), LABELS, PLAIN)

    assert "●●○○" in made
    assert extract_text(parse_markup(made)).split() == ["low", "certainty"]


@given(st.text(alphabet=st.characters(), min_size=1, max_size=80))
def test_no_prose_breaks_the_markup(text: str) -> None:
    """Any valid prose becomes well-formed markup, as blocks and as inlines."""
    try:
        prose = Prose.parse(text)
    except PydanticCustomError:
        return
    guide = make_guide()
    writer = Writer(guide, guide.regions[0], layer_labels(guide, guide.regions[0], "en-US"), "en-US")

    assert parse_markup(render_html(writer.write_blocks(prose), LABELS, PLAIN)) is not None
    assert parse_markup(render_html((Paragraph(writer.write_inlines(prose)),), LABELS, PLAIN)) is not None
