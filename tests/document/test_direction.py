"""Names in the other direction keep their place in a list, in every format."""

from __future__ import annotations

import pytest

from acucontent import export
from acucontent.clinic import Clinic, Overlay
from acucontent.document.blocks import Inlines, Isolated, Words
from acucontent.document.direction import join_isolated
from acucontent.document.labels import load_labels
from acucontent.document.references import format_reference
from acucontent.edition import Edition
from acucontent.markup import MarkupSettings, render_inline_html
from acucontent.model.plain_text import flatten
from tests.exporters.epub.book import Book
from tests.factories import make_guide, make_reference

LABELS = load_labels("en")
SMITH, HEBREW, ARABIC, LEE = "Smith J", "אבג ד", "محمد", "Lee K"
NAMES = (SMITH, HEBREW, ARABIC, LEE)
HTML = f"{SMITH}, <bdi>{HEBREW}</bdi>, <bdi>{ARABIC}</bdi>, {LEE}"
TEXT = f"{SMITH}, \u2068{HEBREW}\u2069, \u2068{ARABIC}\u2069, {LEE}"


def render(inlines: Inlines) -> str:
    """Return inlines as HTML."""
    return str(render_inline_html(inlines, LABELS, MarkupSettings()))


@pytest.mark.parametrize(
    ("language", "isolated"), [("en", [HEBREW, ARABIC]), ("zh-Hans", [HEBREW, ARABIC]), ("he", [SMITH, LEE])]
)
def test_only_words_of_the_other_direction_are_isolated(language: str, isolated: list[str]) -> None:
    """In a list, exactly the names in the other direction than the language are isolated; no word is lost."""
    joined = join_isolated(NAMES, ", ", language)

    assert [flatten(each.children) for each in joined if isinstance(each, Isolated)] == isolated
    assert flatten(joined) == ", ".join(NAMES)


def test_names_of_one_direction_are_plain_words() -> None:
    """A list of names in the direction of the document has no isolates."""
    assert join_isolated([SMITH, "王秀英", LEE, "2020"], "; ", "en") == (Words("Smith J; 王秀英; Lee K; 2020"),)


def test_authors_and_titles_of_references_are_isolated() -> None:
    """In a reference, names, the title and the journal keep their places."""
    authors = [{"literal": name} for name in NAMES]
    reference = make_reference(author=authors, title="כותרת", language="he", **{"container-title": "כתב עת"})

    written = render(format_reference(reference, LABELS))

    assert written.startswith(f'{HTML}. <span lang="he"><bdi>כותרת</bdi></span>. <em>')
    assert '<em><span lang="he"><bdi>כתב עת</bdi></span></em>. 1999;1(2):3-4.' in written


def test_authors_of_a_guide_are_isolated() -> None:
    """The title page, the imprint with its copyright line, and a text file keep the order of the authors."""
    guide = make_guide(authors=[{"name": name} for name in NAMES])
    book = Book.from_guide(guide)

    assert HTML in book.archive.read("EPUB/title.xhtml").decode()
    assert book.archive.read("EPUB/imprint.xhtml").decode().count(HTML) == 2
    assert TEXT in export(guide, "text").decode()
    assert "\u2068" not in export(guide, "text", ascii=True).decode()


def test_practitioners_of_a_clinic_are_isolated() -> None:
    """The name of a practitioner does not change the order of the letters and the number after it."""
    people = [{"name": HEBREW, "credentials": "L.Ac.", "licence": "123"}, {"name": LEE}]
    overlay = Overlay(Clinic.model_validate({"name": "Hum Clinic", "practitioners": people}))
    (section,) = (each for each in Edition.of(make_guide(), overlay=overlay).document.sections if each.role == "clinic")
    book = Book.from_guide(make_guide(), overlay=overlay)

    assert section.id == "clinic"
    assert f"<bdi>{HEBREW}</bdi>, L.Ac., 123; {LEE}" in book.archive.read("EPUB/clinic.xhtml").decode()
