"""The EPUB exporter makes a complete, ordered and accessible book."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from acucontent.document.blocks import (
    Callout,
    Column,
    CrossLink,
    Fact,
    Facts,
    Foreign,
    Paragraph,
    Section,
    Table,
    WebLink,
    Words,
)
from acucontent.document.certainty_key import BACK_MATTER
from acucontent.document.traversal import walk_blocks
from acucontent.edition import Edition
from acucontent.model.base import normalize_text
from acucontent.model.guide import Guide
from acucontent.model.narrowing import Scope, narrow_guide
from acucontent.model.plain_text import flatten
from acucontent_epub.contents import list_entries
from tests.exporters.epub.book import NAMES, XML_LANG, Book
from tests.exporters.text.documents import make_document
from tests.factories import make_condition, make_guide, make_handout, make_term

HOSTILE = (
    "../../etc/passwd",
    "..",
    "<script>alert('x')</script>",
    "Salt & pepper; &amp; &#0; ]]>",
    "\"double\" 'single' `back`",
    "Pain 😀 👩🏽‍⚕️ relief",
    "{{ about }} {% block %}",
    "عربي עברית",
    "x" * 400,
    "wide " * 79 + "wide",
)

LEAVES = [f"{{{NAMES['xhtml']}}}{name}" for name in ("h1", "h2", "caption", "th", "td", "a", "span")]


def test_every_internal_link_has_a_target(book: Book) -> None:
    """No link within the book is broken: chapters, notes, references, styles and the cover."""
    assert [*book.find_dead_links()] == []


def test_pages_are_in_document_order(complete: Book, back_pain: Guide) -> None:
    """Cover, title page, imprint and contents are first, then one chapter for each section, named after its id."""
    chapters = [f"{section.id}.xhtml" for section in Edition.of(back_pain).book.sections]

    assert "sessions.xhtml" in chapters
    assert complete.spine[:4] == ["cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"]
    assert [name for name in complete.spine[4:] if name != "key_to_words.xhtml"] == chapters


def test_contents_list_every_section_in_order(complete: Book, back_pain: Guide) -> None:
    """The contents list each section and each listed subsection, nested, in document order.

    They also list the direct subsections of chapters of the text, such as questions. A line for each volume is above
    its chapters; that of the reference volume is also that of its first chapter.
    """
    listed = [
        (block, section)
        for section in Edition.of(back_pain).book.sections
        for block in walk_blocks((section,))
        if isinstance(block, Section)
        and (block is section or block.listed or (block in section.blocks and section.role not in BACK_MATTER))
    ]

    assert len(listed) > 70
    local = narrow_guide(back_pain, Scope("US")).questions
    assert {f"questions.{question.id}" for question in local} <= {block.id for block, _ in listed}
    lines = [(words, href) for _, words, href in complete.list_nav() if not href.startswith("key_to_words.xhtml")]
    assert lines[0] == (back_pain.title, lines[1][1])
    assert lines[1:] == [
        (flatten(block.title), f"{chapter.id}.xhtml" + ("" if block is chapter else f"#{block.id}"))
        for block, chapter in listed
    ]
    assert {depth for depth, _, _ in complete.list_nav()} == {1, 2, 3, 4}


def test_both_tables_of_contents_are_equal(book: Book) -> None:
    """The EPUB 2 contents equal the EPUB 3 contents and state their depth."""
    assert book.list_nav()
    assert book.list_ncx() == book.list_nav()
    depth = max(depth for depth, _, _ in book.list_nav())
    assert book.parse_member("toc.ncx").xpath("//ncx:meta[@name='dtb:depth']/@content", namespaces=NAMES) == [
        str(depth)
    ]


def test_titles_in_the_contents_hold_no_links() -> None:
    """A line of the contents is one link, so links and notes in headings become plain text there."""
    section = Section("one", (Words("See "), CrossLink("one", (Words("this"),))), ())
    (entry,) = list_entries(make_document(section))

    assert (entry.href, entry.title) == ("one.xhtml", "See this")
    assert all(isinstance(inline, Words) for inline in entry.inlines)


def test_landmarks_link_the_parts_of_the_book(complete: Book) -> None:
    """The landmarks link the cover, contents, first chapter, glossary and references."""
    (landmarks,) = complete.pages["nav.xhtml"].xpath("//xhtml:nav[@epub:type='landmarks']", namespaces=NAMES)
    found = {link.get(f"{{{NAMES['epub']}}}type"): link.get("href") for link in landmarks.iterfind(".//xhtml:a", NAMES)}

    assert found == {
        "cover": "cover.xhtml",
        "titlepage": "title.xhtml",
        "imprint": "imprint.xhtml",
        "toc": "nav.xhtml#toc",
        "loi": "nav.xhtml#loi",
        "lot": "nav.xhtml#lot",
        "bodymatter": "summary.xhtml",
        "backmatter": "key_to_words.xhtml",
        "glossary": "glossary.xhtml",
        "bibliography": "references.xhtml",
    }


def test_title_page_has_the_facts_about_the_book(complete: Book, back_pain: Guide) -> None:
    """The title page has title, subtitle, edition, review note and publisher."""
    words = complete.get_text("title.xhtml")

    for expected in (
        "Acupuncture for back pain",
        str(back_pain.subtitle),
        f"Edition {back_pain.edition}",
        "Not yet reviewed by a clinician.",
        "The acucontent authors",
    ):
        assert expected in words


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
@pytest.mark.parametrize("region", ["US", "GB"])
def test_red_flags_are_in_the_book(back_pain: Guide, handout: str, region: str) -> None:
    """Every book contains each sign that needs urgent care, a sheet in its short form, and the emergency number."""
    words = Book.from_guide(back_pain, handout, region).get_text("safety.xhtml")

    assert back_pain.regions[region].emergency_number in words
    assert back_pain.risks.red_flags
    for flag in back_pain.risks.red_flags:
        assert (flag.sign if handout == "complete" else flag.short) in words


def test_each_page_states_its_language(book: Book) -> None:
    """Each page, the package and the EPUB 2 contents state their language, so that it is read aloud correctly."""
    assert book.parse_member("content.opf").get(XML_LANG) == "en-US"
    assert book.parse_member("toc.ncx").get(XML_LANG) == "en-US"
    for page in book.pages.values():
        assert (page.get("lang"), page.get(XML_LANG)) == ("en-US", "en-US")


def test_foreign_words_state_their_language(complete: Book) -> None:
    """Chinese and pinyin are marked with both `lang` and `xml:lang`."""
    spans = complete.pages["acupoints.xhtml"].xpath("//xhtml:span[@lang]", namespaces=NAMES)
    found = {(span.get("lang"), "".join(span.itertext())) for span in spans}

    assert {("zh-Hans", "委中"), ("zh-Latn-pinyin", "Wěizhōng")} <= found
    assert all(span.get(XML_LANG) == span.get("lang") for span in spans)


def test_headings_make_an_outline(book: Book) -> None:
    """Each page except the cover begins with its only main heading, and no heading skips a level."""
    for name, page in book.pages.items():
        headings = page.xpath("//*[starts-with(local-name(), 'h') and string-length(local-name()) = 2]")
        levels = [int(heading.tag[-1]) for heading in headings if heading.tag[-1].isdigit()]
        assert name == "cover.xhtml" or (levels[0] == 1 and levels.count(1) == 1)
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_cells_of_a_stacked_table_are_named(complete: Book) -> None:
    """Each cell has the name of its column for narrow screens, and no part repeats the role of its element."""
    page = complete.pages["reference.evidence.xhtml"]
    (table,) = page.xpath("//xhtml:table[@id='evidence.statements_table']", namespaces=NAMES)
    heads = list(table.iterfind("xhtml:thead//xhtml:th", NAMES))

    assert {cell.get("data-label") for cell in table.iterfind(".//xhtml:td", NAMES)} == {
        "".join(cell.itertext()) for cell in heads[1:]
    }
    assert not [element for element in table.iter() if element.get("role")]


def test_cells_of_a_table_with_two_columns_are_not_named() -> None:
    """Cells in a table of two columns do not repeat the column name, because the head of the table shows it."""
    word = (Words("word"),)
    two, three = (Table(f"one.{n}", word, (Column("word", word),) * n, ((word,) * n,)) for n in (2, 3))
    page = Book.from_document(make_document(Section("one", word, (two, three)))).pages["one.xhtml"]

    cells = {table.get("id"): [*table.iterfind(".//xhtml:td", NAMES)] for table in page.iter("{*}table")}
    assert [cell.get("data-label") for cell in cells["one.2"]] == [None]
    assert [cell.get("data-label") for cell in cells["one.3"]] == ["word", "word"]


def test_addresses_and_codes_break_where_they_may() -> None:
    """Addresses can break after points and slashes, codes cannot break, and the text to copy stays the same."""
    address, code = "https://doi.org/10.1000/182", "PMID: 20445762"
    text = Words("See EX-B2, not X-EX-B2, and a.b.")
    links = (WebLink(address, (Words(address),)), WebLink("https://e.org/", (Words(code),)))
    named = WebLink("https://e.org/", (Words("our site, e.org"),))
    section = Section("one", (Words("One"),), (Paragraph((text, *links, named)),))
    (paragraph,) = Book.from_document(make_document(section)).pages["one.xhtml"].iter("{*}p")

    codes = paragraph.xpath(".//xhtml:span[@class='code']", namespaces=NAMES)
    assert [span.text for span in codes] == ["EX-B2", code]
    assert [rest.tail for rest in paragraph.iter("{*}wbr")] == ["org/", "10.", "1000/", "182"]
    assert "".join(paragraph.itertext()) == f"{text.text}{address}{code}our site, e.org"


def test_style_leaves_font_size_and_colors_to_the_reader(complete: Book) -> None:
    """Styles set no font, no fixed size, no text color, and no background except for drawings, which are dark."""
    for name in ("base.css", "book.css"):
        css = re.sub(r"/\*.*?\*/", "", complete.archive.read(f"EPUB/{name}").decode(), flags=re.DOTALL)
        declared = re.findall(r"([a-z-]+)\s*:\s*([^;{}]+);", css)
        assert declared
        for name_, value in declared:
            assert name_ not in ("color", "font-family")
            assert name_ != "float" or value == "left"  # a pictogram in the place of a bullet
            assert not name_.startswith("background")
            assert not re.search(r"\d(?:px|pt)\b", value) or name_ in ("width", "height")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_breaks_the_book(text: str) -> None:
    """Any title of a guide is shown unchanged and does not affect file names."""
    guide = make_guide(
        title=text,
        subtitle=text,
        publisher=text,
        authors=[{"name": text, "sort_as": text}],
        glossary=[make_term(term=text)],
        conditions=[make_condition()],
        handouts=[make_handout(title=text)],
    )
    book, text = Book.from_guide(guide), guide.title

    assert book.get_text("title.xhtml").startswith(f"{text} {text} ")
    assert text in book.get_text("glossary.xhtml")
    assert book.find_metadata("//dc:title") == [text, text]
    assert [*book.find_dead_links()] == []
    assert all(re.fullmatch(r"[A-Za-z0-9_/-]+(\.[a-z]+)*", name) for name in book.archive.namelist())
    assert not any(page.xpath("//xhtml:script", namespaces=NAMES) for page in book.pages.values())


def _is_valid(text: str) -> bool:
    try:
        return normalize_text(text) == text
    except PydanticCustomError:
        return False


@given(st.text(max_size=60).filter(_is_valid))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_book(text: str) -> None:
    """Any valid text of a guide is in the book unchanged, in every place."""
    words = (Words(text),)
    table = Table("one.table", words, (Column("one", words), Column("two", words)), ((words, words),))
    facts = Facts("one.facts", text, (Fact("one", text, words),))
    link = Paragraph((CrossLink("one", words), Foreign("zh-Hans", words)))
    section = Section("one", words, (table, facts, link, Callout("one.note", "note", text, ())))
    book = Book.from_document(make_document(section, title=text, subtitle=text, authors=((text, "author", text),)))

    shown = ["".join(element.itertext()) for element in book.pages["one.xhtml"].iter(*LEAVES)]
    assert shown == [text] * 11
    assert [*book.find_dead_links()] == []


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en-US", None)])
def test_a_book_is_read_in_the_direction_of_its_language(language: str, direction: str | None) -> None:
    """Pages of a book in Arabic, and their order, are from right to left."""
    book = Book.from_document(make_document(Section("one", (Words("عربي"),), ()), language=language))

    assert {page.get("dir") for page in book.pages.values()} == {direction}
    assert book.find_metadata("//opf:spine/@page-progression-direction") == ([direction] if direction else [])
