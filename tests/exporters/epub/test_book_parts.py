"""What makes the ebook a book: notes, a key to its words, an imprint, its letters, a clinic's edition."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from acucontent.document.blocks import Figure, Table
from acucontent.edition import (
    Edition,
    PrintedPages,
    PrintedSource,
)
from acucontent.model.guide import Guide
from acucontent_epub.fonts import make_faces, read_licenses
from acucontent_epub.licences import get_licence_name
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
    """The tiny guide as a clinic's edition."""
    return Book.from_guide(make_guide(), overlay=make_overlay())


def test_each_mark_opens_a_note_on_its_own_page(complete: Book) -> None:
    """A mark is a noteref to an aside that is a footnote, in reach of every reading system; the aside leads back."""
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


def test_marks_are_no_powers(complete: Book) -> None:
    """Marks stand in brackets: without them, a raised 65 behind BL60 reads as a number of its own or as a power."""
    raised = [_get_text(mark) for page in complete.pages.values() for mark in page.iter("{*}sup")]

    assert len(raised) > 300
    assert [words for words in raised if not re.fullmatch(r"\[\d+(, \d+)*\]", words)] == []


def test_notes_say_what_the_reference_list_says(complete: Book) -> None:
    """A note and the entry of its number have the same words."""
    entries = complete.pages["references.xhtml"].xpath("//xhtml:ol[@class='references']/xhtml:li", namespaces=NAMES)
    said = {number: _get_text(entry).partition(" Back to the text")[0] for number, entry in enumerate(entries, start=1)}
    notes = complete.pages["evidence.xhtml"].xpath("//xhtml:aside", namespaces=NAMES)

    assert len(notes) > 10
    for note in notes:
        number, _, words = _get_text(note).partition(". ")
        assert words.partition(" Back to the text")[0] == said[int(number)]


def test_ways_back_say_where_they_lead(complete: Book) -> None:
    """Who hears 'Back to the text, 3' among thirty is told the heading that the mark stands under."""
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
    """What a chapter cites, and what its pictures show in words, stand under headings of their own."""
    for page in complete.pages.values():
        for kind, heading in (("notes", "References in this chapter"), ("descriptions", "in words")):
            for part in page.xpath(f"//*[@class='{kind}']"):
                assert etree.QName(part[0]).localname == "h2"
                assert heading in _get_text(part[0])
    assert complete.pages["maps.xhtml"].xpath("//*[@class='descriptions']")


def test_words_lead_to_the_glossary_that_defines_them(complete: Book) -> None:
    """Each entry is a defined term, and a link to one says that it is."""
    terms = complete.pages["glossary.xhtml"].xpath("//xhtml:dfn[@epub:type='glossterm']", namespaces=NAMES)
    links = [
        link
        for page in complete.pages.values()
        for link in page.iter("{*}a")
        if str(link.get("href")).startswith("glossary.xhtml#glossary.")
    ]

    assert len(terms) > 30
    assert len(links) > 30
    contents = complete.pages["nav.xhtml"]
    assert {link.get("role") for link in links if link.getroottree().getroot() is not contents} == {"doc-glossref"}


def test_words_for_how_sure_lead_to_their_key(complete: Book) -> None:
    """Where a table or a fact says how sure anyone is, the word leads to the page that explains it."""
    links = complete.pages["evidence.xhtml"].xpath("//xhtml:a[starts-with(@href, 'key_to_words')]", namespaces=NAMES)
    key = complete.get_text("key_to_words.xhtml")

    assert {"high", "moderate", "low", "very low", "not graded"} >= {_get_text(link).lower() for link in links} - {
        "low or very low"
    }
    assert len(links) > 20
    for word in ("moderate", "not graded", "very common", "rare"):
        assert word in key


def test_book_without_such_words_needs_no_key() -> None:
    """A sheet that says nothing of how sure anyone is has no page for it."""
    book = Book.from_guide(make_guide(handouts=[make_handout(include=["key_points", "sessions"])]))

    assert "key_to_words.xhtml" not in book.spine


def test_imprint_says_whose_and_how_sound_the_book_is(complete: Book, back_pain: Guide) -> None:
    """Edition, licence, review, funding, interests, the content code and the licences of the letters."""
    words = complete.get_text("imprint.xhtml")

    for said in (
        back_pain.edition,
        back_pain.licence,
        back_pain.content_hash,
        "Not yet reviewed by a clinician.",
        "Who paid for it",
        "Interests of the writers",
        "SIL Open Font License 1.1",
        "fonts/guide-sans-license.txt",
    ):
        assert said in words


def test_imprint_says_whose_the_words_are(full: Book) -> None:
    """The line of copyright has the year and the writers, whoever else had a part in the book."""
    assert "© 2030 Ada Hummer, The Hiccup Society" in full.get_text("imprint.xhtml")


def test_licence_has_its_name_and_leads_to_its_text(complete: Book) -> None:
    """In the imprint and in the chapter about the guide, a reader need not know what CC-BY-4.0 is."""
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
    """Creative Commons' names follow a rule; no name is made up for what the rule does not reach."""
    assert get_licence_name(expression) == name


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            make_source(isbn="9780306406157"),
            "the printed edition 0.1.0-draft, for readers in: United States. ISBN 9780306406157.",
        ),
        (make_source(), "the printed edition 0.1.0-draft, for readers in"),
        (
            make_source(clinic="Hum", options=(("paper", "a4"), ("large_print", "True"))),
            "this file: Humming for hiccups, Edition 1.0.0, US, Hum, pdf, paper a4, large_print True.",
        ),
    ],
    ids=["sold", "as it is", "made otherwise"],
)
def test_imprint_says_whose_page_numbers_it_has(back_pain: Guide, source: PrintedSource, told: str) -> None:
    """In a sentence for readers; a file made with other options is told apart."""
    book = Book.from_guide(back_pain, printed=PrintedPages(source, (), 1))

    assert f"The page numbers are those of {told}" in book.get_text("imprint.xhtml")


def test_title_stands_once_on_its_page(complete: Book) -> None:
    """The line that says which edition it is does not begin with the title that stands above it."""
    words = complete.get_text("title.xhtml")

    assert words.count("Acupuncture for back pain") == 1
    assert " Edition 0.1.0-draft, " in words


@pytest.mark.parametrize(("kind", "block"), [("loi", Figure), ("lot", Table)])
def test_figures_and_tables_are_listed(complete: Book, back_pain: Guide, kind: str, block: type) -> None:
    """Each of them in the order of reading, each under a name of its own."""
    links = complete.pages["nav.xhtml"].xpath(f"//xhtml:nav[@epub:type='{kind}']//xhtml:a", namespaces=NAMES)
    ids = [each.id for each in Edition.of(back_pain).document.blocks() if isinstance(each, block)]
    listed = [link.get("href").partition("#")[2] for link in links]

    assert len(ids) > 5
    assert [id_ for id_ in listed if not id_.startswith("key_to_words")] == ids
    assert max(Counter(map(_get_text, links)).values()) == 1


def test_figure_is_told_at_length(complete: Book, back_pain: Guide) -> None:
    """A figure names itself in a sentence, and points to all that it shows, in words for everyone on the same page."""
    figures = [each for each in Edition.of(back_pain).document.blocks() if isinstance(each, Figure)]
    pages = {element.get("id"): page for page in complete.pages.values() for element in page.iter("{*}figure")}

    for figure in figures:
        (drawing,) = pages[figure.id].xpath(f"//*[@aria-details='{figure.id}_details']")
        (told,) = pages[figure.id].xpath(f"//*[@id='{figure.id}_details']")
        assert _get_text(drawing[0]) in figure.alternative
        assert " ".join(figure.alternative.split()) in _get_text(told)


def test_letters_are_those_of_the_book_under_our_name(complete: Book) -> None:
    """Every Latin letter that the book shows is in its font, whose name is not the one that its license keeps."""
    shown = set("".join(complete.get_text(name) for name in complete.spine))
    font = TTFont(io.BytesIO(complete.archive.read("EPUB/fonts/guide-sans-regular.ttf")))
    names = {record.nameID: str(record) for record in font["name"].names}

    assert {letter for letter in shown if letter.isascii() and letter.isprintable()} <= {*map(chr, font.getBestCmap())}
    assert set("ǎěǐǒǔ").isdisjoint(shown) or "ǎ" not in shown or ord("ǎ") in font.getBestCmap()
    assert len(font.getBestCmap()) < 250
    assert not any("Source" in names[number] for number in (1, 3, 4, 6))
    assert "SIL Open Font License" in names[13]


def test_licenses_go_with_the_letters(complete: Book) -> None:
    """Each family's license is in the book, as its author wrote it."""
    for name, text in read_licenses(make_faces("委")).items():
        assert complete.archive.read(f"EPUB/{name}") == text
        assert b"SIL OPEN FONT LICENSE Version 1.1" in text


def test_letters_are_the_same_on_each_make() -> None:
    """Equal words give equal fonts, byte for byte."""
    assert make_faces("Āb 委中") == make_faces("委中 bĀ")


def test_no_style_has_what_drops_it_in_old_readers(complete: Book) -> None:
    """Adobe RMSDK drops a style sheet, or the book, at a function that it does not know."""
    names = [name for name in complete.archive.namelist() if name.endswith(".css")]

    assert len(names) > 6
    for name in names:
        css = re.sub(r"/\*.*?\*/", "", complete.archive.read(name).decode(), flags=re.DOTALL)
        assert not UNKNOWN_TO_RMSDK.search(css), name
        if not name.endswith("narrow.css"):
            assert "@container" not in css


def test_each_page_has_every_style_in_order(book: Book) -> None:
    """What all formats share comes first, the quirks of reading systems last."""
    for page in book.pages.values():
        links = page.xpath("//xhtml:link/@href", namespaces=NAMES)
        assert links[0] == "base.css"
        assert links[-3:] == ["apple-books.css", "kobo.css", "kindle.css"]


def test_a_clinics_edition_looks_like_the_clinics(clinics: Book) -> None:
    """Its name and logo on the title page, its name in the imprint and on the cover, its colors on the rules."""
    (logo,) = clinics.pages["title.xhtml"].xpath("//xhtml:img", namespaces=NAMES)
    style = clinics.archive.read("EPUB/edition.css").decode()

    assert clinics.get_text("title.xhtml").startswith("Example Clinic Humming")
    assert logo.get("alt") == "Logo of Example Clinic"
    assert clinics.archive.read(f"EPUB/{logo.get('src')}").startswith(b"\x89PNG")
    assert "Example Clinic hands out this edition." in clinics.get_text("imprint.xhtml")
    assert "Example Clinic" in clinics.pages["cover.xhtml"].xpath("string(//xhtml:img/@alt)", namespaces=NAMES)
    assert ("#1f5a7a" in style, "#7a4a1f" in style) == (True, True)


def test_a_clinics_edition_is_a_publication_of_its_own(clinics: Book) -> None:
    """It has another identifier than the guide's, and never the guide's ISBN."""
    guide = make_guide(identifiers={"isbn_epub": "978-92-4-008178-9"})

    assert clinics.find_metadata("//dc:identifier") != Book.from_guide(make_guide()).find_metadata("//dc:identifier")
    assert Book.from_guide(guide, overlay=make_overlay()).find_metadata("//dc:identifier") == clinics.find_metadata(
        "//dc:identifier"
    )


def _get_text(element: object) -> str:
    return " ".join("".join(element.itertext()).split())  # type: ignore[attr-defined]
