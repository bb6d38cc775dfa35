"""The parts of a book: notes, certainty key, imprint, fonts, and the edition of a clinic."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from acucontent.document.blocks import Figure, Table
from acucontent.document.licences import get_licence_name
from acucontent.edition import (
    Edition,
    PrintedPages,
    PrintedSource,
)
from acucontent.markup.faces import make_faces, read_licenses
from acucontent.model.guide import Guide
from tests.exporters.epub.book import NAMES, Book
from tests.exporters.pdf.clinics import make_overlay
from tests.factories import (
    make_guide,
    make_handout,
    make_source,
)

EPUB_TYPE = f"{{{NAMES['epub']}}}type"
UNKNOWN_TO_RMSDK = re.compile(r"\b(?:calc|min|max|clamp|var|env)\(|:\s*(?:flex|grid)\b|--[a-z]")


@pytest.fixture(scope="module")
def clinics() -> Book:
    """Return the ebook of the small guide as a clinic's edition."""
    return Book.from_guide(make_guide(), overlay=make_overlay())


def test_each_mark_opens_a_note_on_its_own_page(complete: Book) -> None:
    """A citation mark is a noteref to a footnote on the same page, and the footnote links back."""
    marks = 0
    for name, page in complete.pages.items():
        notes = {each.get("id"): each for each in page.xpath("//xhtml:aside[@epub:type='footnote']", namespaces=NAMES)}
        for mark in page.xpath("//*[@role='doc-noteref']"):
            marks += 1
            note = notes[mark.get("href").removeprefix("#")]
            back = [link.get("href") for link in note.xpath(".//*[@role='doc-backlink']")]
            assert (mark.get(EPUB_TYPE), note.get("role")) == ("noteref", "doc-footnote"), name
            assert f"#{mark.get('id')}" in back
            assert "".join(note.itertext()).strip().startswith(f"{mark.text}. ")
    assert marks > 300


def test_marks_have_brackets(complete: Book) -> None:
    """Citation marks are in brackets; without them, a raised 65 after BL60 looks like an exponent."""
    raised = [_get_text(mark) for page in complete.pages.values() for mark in page.iter("{*}sup")]

    assert len(raised) > 300
    assert [words for words in raised if not re.fullmatch(r"\[\d+(, \d+)*\]", words)] == []


def test_notes_equal_the_reference_list(complete: Book) -> None:
    """A note and the reference with its number have the same text."""
    entries = complete.pages["references.xhtml"].xpath("//xhtml:ol[@class='references']/xhtml:li", namespaces=NAMES)
    texts = {
        number: _get_text(entry).partition(" Back to the text")[0] for number, entry in enumerate(entries, start=1)
    }
    notes = complete.pages["evidence.xhtml"].xpath("//xhtml:aside", namespaces=NAMES)

    assert len(notes) >= 10
    for note in notes:
        number, _, words = _get_text(note).partition(". ")
        assert words.partition(" Back to the text")[0] == texts[int(number)]


def test_back_links_name_their_heading(complete: Book) -> None:
    """The label of a back link includes the heading above the mark, so that thirty such links differ."""
    links = complete.pages["references.xhtml"].xpath("//*[@role='doc-backlink']")
    titles = {
        section.get("id"): _get_text(section.xpath("*[starts-with(local-name(), 'h')]")[0])
        for page in complete.pages.values()
        for section in page.iter("{*}section")
        if "callout" not in section.get("class", "")
    }

    assert len(links) > 100
    for link in links:
        page, _, mark = link.get("href").partition("#")
        (sup,) = complete.pages[page].xpath(f"//*[@id='{mark}']")
        home = next(each for each in sup.iterancestors("{*}section") if "callout" not in each.get("class", ""))
        assert link.get("aria-label").startswith("Back to the text")
        assert link.get("aria-label").endswith(f": {titles[home.get('id')]}")


def test_ends_of_chapters_have_headings(complete: Book) -> None:
    """The references and the long descriptions of a chapter have their own headings."""
    for page in complete.pages.values():
        for kind, heading in (("notes", "References in this chapter"), ("descriptions", "in words")):
            for part in page.xpath(f"//*[@class='{kind}']"):
                assert etree.QName(part[0]).localname == "h2"
                assert heading in _get_text(part[0])
    assert complete.pages["maps.xhtml"].xpath("//*[@class='descriptions']")


def test_terms_link_to_the_glossary(complete: Book) -> None:
    """Each glossary entry is a defined term, and links to it have the role of glossary references."""
    terms = complete.pages["glossary.xhtml"].xpath("//xhtml:dfn[@epub:type='glossterm']", namespaces=NAMES)
    links = [
        link
        for page in complete.pages.values()
        for link in page.iter("{*}a")
        if str(link.get("href")).startswith("glossary.xhtml#glossary.")
    ]

    assert len(terms) > 10
    assert len(links) > 30
    contents = complete.pages["nav.xhtml"]
    assert {link.get("role") for link in links if link.getroottree().getroot() is not contents} == {"doc-glossref"}


def test_certainty_words_link_to_their_key(complete: Book) -> None:
    """Each word for certainty in a table or fact links to the page that explains it."""
    page = complete.pages["reference.evidence.xhtml"]
    links = page.xpath("//xhtml:a[starts-with(@href, 'key_to_words')]", namespaces=NAMES)
    key = complete.get_text("key_to_words.xhtml")

    assert {"high", "moderate", "low", "very low", "not graded"} >= {_get_text(link).lower() for link in links} - {
        "low or very low"
    }
    assert len(links) > 20
    for word in ("moderate", "not graded", "very common", "rare"):
        assert word in key


def test_book_without_such_words_needs_no_key() -> None:
    """A handout without words for certainty has no page that explains them."""
    book = Book.from_guide(make_guide(handouts=[make_handout(include=["key_points", "sessions"])]))

    assert "key_to_words.xhtml" not in book.spine


def test_imprint_has_the_facts_about_the_book(complete: Book, back_pain: Guide) -> None:
    """The imprint has edition, licence, review, funding, interests, content code and font licences."""
    words = complete.get_text("imprint.xhtml")

    for expected in (
        back_pain.edition,
        back_pain.licence,
        back_pain.content_hash,
        "Not yet reviewed by a clinician.",
        "Who paid for it",
        "Interests of the writers",
        "SIL Open Font License 1.1",
        "fonts/guide-sans-license.txt",
    ):
        assert expected in words


def test_imprint_has_a_copyright_line(full: Book) -> None:
    """The copyright line has the year and the authors, not the other contributors."""
    assert "© 2030 Ada Hummer, The Hiccup Society" in full.get_text("imprint.xhtml")


def test_licence_is_a_link_with_its_name(complete: Book) -> None:
    """The imprint and the chapter about the guide show the full name of the licence, linked to its text."""
    for page in ("imprint.xhtml", "review.xhtml"):
        (link,) = complete.pages[page].xpath("//xhtml:a[contains(@href, 'creativecommons')]", namespaces=NAMES)
        assert link.get("href") == "https://creativecommons.org/licenses/by/4.0/"
        assert _get_text(link.getparent()) == "Creative Commons Attribution 4.0 International (CC-BY-4.0)"


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("CC-BY-4.0", "Creative Commons Attribution 4.0 International"),
        ("CC-BY-NC-SA-3.0", "Creative Commons Attribution Non Commercial Share Alike 3.0 Unported"),
        ("CC-BY-ND-2.5", "Creative Commons Attribution No Derivatives 2.5 Generic"),
        ("CC0-1.0", "Creative Commons Zero v1.0 Universal"),
        ("CC-BY-9.9", None),
        ("CC-BY-4.0 OR MIT", None),
        ("MIT", None),
        ("LicenseRef-own", None),
    ],
)
def test_names_of_licences_are_those_of_spdx(expression: str, name: str | None) -> None:
    """Creative Commons licences have their SPDX names; other licences have none."""
    assert get_licence_name(expression) == name


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            make_source(isbn="9780306406157"),
            "the printed edition {edition}, for readers in: United States. ISBN 9780306406157.",
        ),
        (make_source(), "the printed edition {edition}, for readers in"),
        (
            make_source(clinic="Hum", options=(("paper", "a4"), ("large_print", "True"))),
            "this file: Humming for hiccups, Edition 1.0.0, US, Hum, pdf, paper a4, large_print True.",
        ),
    ],
    ids=["with ISBN", "without ISBN", "other options"],
)
def test_imprint_describes_the_page_numbers(back_pain: Guide, source: PrintedSource, text: str) -> None:
    """A sentence names the source of the page numbers; a file with other options has its own name."""
    book = Book.from_guide(back_pain, printed=PrintedPages(source, (), 1))

    assert f"The page numbers are those of {text.format(edition=back_pain.edition)}" in book.get_text("imprint.xhtml")


def test_title_page_has_the_title_once(complete: Book, back_pain: Guide) -> None:
    """The edition line on the title page does not repeat the title."""
    words = complete.get_text("title.xhtml")

    assert words.count("Acupuncture for back pain") == 1
    assert f" Edition {back_pain.edition}, " in words


@pytest.mark.parametrize(("kind", "block"), [("loi", Figure), ("lot", Table)])
def test_figures_and_tables_are_listed(complete: Book, back_pain: Guide, kind: str, block: type) -> None:
    """Every figure and table is listed in reading order, with a unique name."""
    links = complete.pages["nav.xhtml"].xpath(f"//xhtml:nav[@epub:type='{kind}']//xhtml:a", namespaces=NAMES)
    ids = [each.id for each in Edition.of(back_pain).book.walk_blocks() if isinstance(each, block)]
    listed = [link.get("href").partition("#")[2] for link in links]

    assert len(ids) > 5
    assert [id_ for id_ in listed if not id_.startswith("key_to_words")] == ids
    assert max(Counter(map(_get_text, links)).values()) == 1


def test_figure_has_a_long_description(complete: Book, back_pain: Guide) -> None:
    """A figure has a short name and refers to its long description, which is visible on the same page."""
    figures = [each for each in Edition.of(back_pain).book.walk_blocks() if isinstance(each, Figure)]
    pages = {element.get("id"): page for page in complete.pages.values() for element in page.iter("{*}figure")}

    for figure in figures:
        drawing, *_ = pages[figure.id].xpath(f"//*[@aria-details='{figure.id}_details']")
        (description,) = pages[figure.id].xpath(f"//*[@id='{figure.id}_details']")
        assert _get_text(drawing[0]) in figure.alternative
        assert " ".join(figure.alternative.split()) in _get_text(description)


def test_font_is_a_renamed_subset(complete: Book) -> None:
    """The font has every Latin letter of the book and few others, and not the name that its license reserves."""
    shown = set("".join(complete.get_text(name) for name in complete.spine))
    font = TTFont(io.BytesIO(complete.archive.read("EPUB/fonts/guide-sans-regular.ttf")))
    names = {record.nameID: str(record) for record in font["name"].names}

    assert {letter for letter in shown if letter.isascii() and letter.isprintable()} <= {*map(chr, font.getBestCmap())}
    assert set("ǎěǐǒǔ").isdisjoint(shown) or "ǎ" not in shown or ord("ǎ") in font.getBestCmap()
    assert len(font.getBestCmap()) < 250
    assert not any("Source" in names[number] for number in (1, 3, 4, 6))
    assert "SIL Open Font License" in names[13]


def test_book_includes_font_licenses(complete: Book) -> None:
    """The license of each font family is in the book, unchanged."""
    for name, text in read_licenses(make_faces("委")).items():
        assert complete.archive.read(f"EPUB/{name}") == text
        assert b"SIL OPEN FONT LICENSE Version 1.1" in text


def test_fonts_are_reproducible() -> None:
    """The same characters give the same fonts, byte for byte."""
    assert make_faces("Āb 委中") == make_faces("委中 bĀ")


def test_style_sheets_work_in_old_readers(complete: Book) -> None:
    """Style sheets avoid functions that Adobe RMSDK does not know, because it would drop the sheet or the book."""
    names = [name for name in complete.archive.namelist() if name.endswith(".css")]

    assert len(names) > 6
    for name in names:
        css = re.sub(r"/\*.*?\*/", "", complete.archive.read(name).decode(), flags=re.DOTALL)
        assert not UNKNOWN_TO_RMSDK.search(css), name
        if not name.endswith("narrow.css"):
            assert "@container" not in css


def test_each_page_has_every_style_in_order(book: Book) -> None:
    """The style sheet of all formats is first; those for single reading systems are last."""
    for page in book.pages.values():
        links = page.xpath("//xhtml:link/@href", namespaces=NAMES)
        assert links[0] == "base.css"
        assert links[-3:] == ["apple-books.css", "kobo.css", "kindle.css"]


def test_clinics_edition_has_its_name_and_colors(clinics: Book) -> None:
    """The clinic's name, logo and colors appear on the title page, in the imprint, on the cover and on lines."""
    (logo,) = clinics.pages["title.xhtml"].xpath("//xhtml:img", namespaces=NAMES)
    style = clinics.archive.read("EPUB/themes.css").decode()

    assert clinics.get_text("title.xhtml").startswith("Example Clinic Humming")
    assert logo.get("alt") == "Logo of Example Clinic"
    assert clinics.archive.read(f"EPUB/{logo.get('src')}").startswith(b"\x89PNG")
    assert "Example Clinic hands out this edition." in clinics.get_text("imprint.xhtml")
    assert "Example Clinic" in clinics.pages["cover.xhtml"].xpath("string(//xhtml:img/@alt)", namespaces=NAMES)
    assert ("#1f5a7a" in style, "#7a4a1f" in style) == (True, True)


def test_clinics_edition_is_a_separate_publication(clinics: Book) -> None:
    """A clinic's edition has its own identifier and never the guide's ISBN."""
    guide = make_guide(identifiers={"isbn_epub": "978-92-4-008178-9"})

    assert clinics.find_metadata("//dc:identifier") != Book.from_guide(make_guide()).find_metadata("//dc:identifier")
    (identifier,) = Book.from_guide(guide, overlay=make_overlay()).find_metadata("//dc:identifier")
    assert identifier.startswith("urn:uuid:")


def _get_text(element: object) -> str:
    return " ".join("".join(element.itertext()).split())  # type: ignore[attr-defined]
