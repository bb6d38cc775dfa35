"""Markup: each kind of block and inline becomes HTML that is well-formed XML, escaped, with its ids and headings."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from acucontent.document.blocks import (
    Block,
    Callout,
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
from acucontent.document.labels import labels_for
from acucontent.edition import Edition
from acucontent.markup import MarkupSettings, render_html, render_inline_html
from acucontent.markup.html import name_macro
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Prose
from tests.document.examples import BLOCKS, INLINES, ODD, ODD_WORDS, PARAGRAPH
from tests.factories import make_guide

LABELS = labels_for("en")
PLAIN = MarkupSettings()
SETTINGS = {
    "plain": PLAIN,
    "book": MarkupSettings(href=lambda block: f"page.xhtml#{block}", epub=True, back_links=True),
}


def tree(markup: str) -> ET.Element:
    """The markup as an XML tree."""
    return ET.fromstring(f'<div xmlns:epub="http://www.idpf.org/2007/ops">{markup}</div>')


def shown(element: ET.Element) -> str:
    """The words of an element."""
    return "".join(element.itertext())


def levels(markup: str) -> list[int]:
    """The levels of the headings, in order."""
    return [int(level) for level in re.findall(r"<h([1-9])", markup)]


def nested(depth: int) -> Section:
    """Sections within sections."""
    inner: tuple[Block, ...] = (nested(depth - 1),) if depth > 1 else (PARAGRAPH,)
    return Section(f"section.{depth}", ODD_WORDS, inner)


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("of", get_args(Block))
def test_every_kind_of_block_has_its_markup(of: type[Any], settings: MarkupSettings) -> None:
    """No kind of block is without a template, and what it makes is XML that shows its words."""
    markup = render_html((BLOCKS[of],), LABELS, settings)

    assert ODD in shown(tree(markup))


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("of", get_args(Inline))
def test_every_kind_of_inline_has_its_markup(of: type[Any], settings: MarkupSettings) -> None:
    """No kind of inline is without a template, and its words are shown as they are, blanks and all."""
    words = flatten((INLINES[of],))

    element = tree(render_inline_html((Words("a "), INLINES[of], Words(" b")), LABELS, settings))

    assert shown(element) == f"a {words} b" if words else "a 1 b"


def test_a_kind_is_named_after_its_class() -> None:
    """The name of a template part follows from the class, so that none can be forgotten."""
    assert name_macro(BLOCKS[ReferenceList]) == "reference_list"
    assert name_macro(INLINES[WebLink]) == "web_link"


def test_words_are_never_markup() -> None:
    """What looks like a tag, an entity or a template in a guide is shown as it was written."""
    markup = render_html(tuple(BLOCKS.values()), LABELS, PLAIN)

    assert "<b>" not in markup
    assert "<!--" not in markup
    assert 'href="https://example.org/?a=1&amp;b=&#34;2&#34;"' in markup
    assert tree(markup).find(".//table[@class='facts']").get("aria-label") == ODD  # type: ignore[union-attr]


def test_blocks_carry_their_ids() -> None:
    """Each id of a block, and of a mark of a citation, can be linked to."""
    blocks = tuple(block for of, block in BLOCKS.items() if of not in (Paragraph, ListBlock))

    ids = [element.get("id") for element in tree(render_html(blocks, LABELS, PLAIN)).iter() if element.get("id")]

    assert {"a_table", "a_facts", "safety.urgent", "references_list", "references.a", "a", "a.b"} <= set(ids)
    assert "cite.hum1999.1" in ids


def test_a_section_is_named_by_its_heading() -> None:
    """A screen reader hears the heading as the name of the section or box."""
    root = tree(render_html((BLOCKS[Section], BLOCKS[Callout]), LABELS, PLAIN))

    named = {element.get("id"): element.get("aria-labelledby") for element in root.iter("section")}
    headings = {element.get("id") for element in root.iter() if re.fullmatch("h[1-6]", element.tag)}

    assert set(named) == {"a", "a.b", "safety.urgent"}
    assert set(named.values()) == headings


@pytest.mark.parametrize("start", [1, 2, 5])
def test_headings_go_down_one_level_at_a_time(start: int) -> None:
    """No level is skipped on the way down, and none is below the sixth."""
    markup = render_html((nested(8),), LABELS, PLAIN, level=start)

    assert levels(markup) == [min(level, 6) for level in range(start, start + 8)]


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
def test_the_shipped_guide_skips_no_heading(back_pain: Guide, handout: str) -> None:
    """In the shipped guide too, each heading is at most one level below the one before."""
    document = Edition.of(back_pain, handout).document

    met = levels(render_html((*document.opening, *document.sections), document.labels, PLAIN))

    assert met[0] == 2
    assert all(below - above <= 1 for above, below in pairwise(met))


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_the_shipped_guide_is_well_formed(back_pain: Guide, settings: MarkupSettings) -> None:
    """The whole guide is XML, its ids are unique, and every link within it leads to one of them."""
    document = Edition.of(back_pain).document

    root = tree(render_html((*document.opening, *document.sections), document.labels, settings))

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    inner = [
        link.get("href", "")
        for link in root.iter("a")
        if "#" in link.get("href", "") and ":" not in link.get("href", "")
    ]
    assert len(ids) == len(set(ids))
    assert len(inner) > 300
    assert {href.split("#")[1] for href in inner} <= set(ids)


def test_neighboring_notes_are_one_group() -> None:
    """Marks that stand together share one raised list; marks apart do not."""
    together = render_inline_html(
        (Words("a"), Note("x", 1, "i"), Note("y", 2, "j"), Words("b"), Note("x", 1, "k")), LABELS, PLAIN
    )

    assert [shown(element) for element in tree(together).iter("sup")] == ["1, 2", "1"]
    assert [element.get("aria-label") for element in tree(together).iter("a")] == [f"Reference {n}" for n in (1, 2, 1)]


def test_only_a_book_has_what_books_need() -> None:
    """Types for reading systems, and ways back from a reference, stand only where they are asked for."""
    blocks = (BLOCKS[ReferenceList], PARAGRAPH)

    assert "epub:type" not in render_html(blocks, LABELS, PLAIN)
    assert "doc-backlink" not in render_html(blocks, LABELS, PLAIN)
    assert 'epub:type="biblioref"' in render_html(blocks, LABELS, SETTINGS["book"])
    assert 'href="page.xhtml#cite.a.1"' in render_html(blocks, LABELS, SETTINGS["book"])


def test_a_language_is_marked() -> None:
    """Words in another language are spoken in it."""
    (marked,) = tree(render_inline_html((INLINES[Foreign],), LABELS, PLAIN)).iter("span")

    assert marked.get("lang") == "zh-Hans"


def test_a_table_has_heads() -> None:
    """Each cell is named by its column and its row, so that a table can be heard."""
    root = tree(render_html((BLOCKS[Table],), LABELS, PLAIN))

    assert [head.get("scope") for head in root.iter("th")] == ["col", "col", "row", "row"]
    assert root.find(".//caption") is not None


@pytest.mark.parametrize(("marker", "tag"), [("bullet", "ul"), ("check", "ul"), ("number", "ol")])
def test_steps_are_numbered(marker: Any, tag: str) -> None:
    """A list is ordered when its order matters."""
    root = tree(render_html((ListBlock(((PARAGRAPH,),), marker),), LABELS, PLAIN))

    assert root[0].tag == tag


@given(st.text(alphabet=st.characters(), min_size=1, max_size=80))
def test_no_prose_breaks_the_markup(text: str) -> None:
    """Whatever a guide may say becomes well-formed markup, as blocks and in a table cell."""
    try:
        prose = Prose.parse(text)
    except PydanticCustomError:
        return
    guide = make_guide()
    writer = Writer(guide, guide.regions[0], LABELS, "en-US")

    assert tree(render_html(writer.blocks(prose), LABELS, PLAIN)) is not None
    assert tree(render_html((Paragraph(writer.inlines(prose)),), LABELS, PLAIN)) is not None
