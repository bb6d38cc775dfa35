"""The imprint: what a book says of itself on the page behind its title, and what it says of that elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from acucontent.document.blocks import (
    About,
    Blocks,
    CrossLink,
    Document,
    Facts,
    Inline,
    Inlines,
    Note,
    Paragraph,
    Section,
    WebLink,
    Words,
    rewrite_all,
    rewrite_inlines,
)
from acucontent.document.compose.front import about as about_the_guide
from acucontent.document.compose.writer import Writer
from acucontent.document.labels import Labels
from acucontent.edition import Edition, PrintedPages
from acucontent_epub.fonts import Face
from acucontent_epub.licences import addresses, called
from acucontent_epub.metadata import identifier

_FACTS = "review_facts"
"""The facts of an edition, as the guide's own section about itself has them."""


def imprint(edition: Edition, faces: tuple[Face, ...]) -> Blocks:
    """Whose the book is, how sound it is, who paid, and its letters."""
    labels = edition.document.labels
    about = about_the_guide(Writer(edition.guide, edition.region, labels, language=edition.language))
    told = {block.id: block for block in about.blocks if isinstance(block, Facts | Section)}
    facts = told[_FACTS]
    assert isinstance(facts, Facts)
    own = ((labels(label), (Words(value),)) for label, value in _rows(edition, faces))
    rows = (*_with_licence(facts, labels).rows, *own)
    # A sheet may lack what these words link to and cite.
    words = rewrite_all((told["review.funding"], told["review.conflicts"]), _only_words)
    return (_copyright(edition.document.about, labels), Facts("imprint_facts", labels("imprint"), rows), *words)


def opening(document: Document) -> Blocks:
    """What opens a document, as it stands on a title page: its line of the edition does not repeat the title."""
    title = f"{document.about.title}. "
    return tuple(_without(block, title) if isinstance(block, Paragraph) else block for block in document.opening)


def with_licence(document: Document) -> Document:
    """The document, whose facts about itself give the name of its licence and lead to the text."""
    return replace(document, sections=tuple(_spelled_out(section, document.labels) for section in document.sections))


def _spelled_out(section: Section, labels: Labels) -> Section:
    blocks = (
        _with_licence(block, labels) if isinstance(block, Facts) and block.id == _FACTS else block
        for block in section.blocks
    )
    return replace(section, blocks=tuple(blocks))


def _with_licence(facts: Facts, labels: Labels) -> Facts:
    rows = ((label, _named(value) if label == labels("licence") else value) for label, value in facts.rows)
    return replace(facts, rows=tuple(rows))


def _named(value: Inlines) -> Inlines:
    """The name of a licence as a link to its text, with its code; a licence that has no name here stays its code."""
    match value:
        case (Words(code),) if known := called(code):
            return (WebLink(addresses(code)[0], (Words(known),)), Words(f" ({code})"))
        case _:
            return value


def _copyright(about: About, labels: Labels) -> Paragraph:
    names = [author for author, role, _ in about.authors if role == "author"] or [about.publisher]
    return Paragraph((Words(labels("copyright", year=about.published.year, names=", ".join(names))),))


def _without(paragraph: Paragraph, beginning: str) -> Paragraph:
    match paragraph.inlines:
        case (Words(text), *others):
            return replace(paragraph, inlines=(Words(text.removeprefix(beginning)), *others))
        case _:
            return paragraph


def _rows(edition: Edition, faces: tuple[Face, ...]) -> Iterator[tuple[str, str]]:
    document = edition.document
    about, labels = document.about, document.labels
    yield "content_code_label", about.content_hash
    if about.isbn_epub and identifier(about, original=edition.is_original).startswith("urn:isbn:"):
        yield "isbn_epub", about.isbn_epub
    if edition.printed:
        yield "page_numbers", _page_numbers(edition, edition.printed)
    if faces:
        families = {face.family: face for face in reversed(faces)}
        yield "typefaces", " ".join(labels("typeface", **face.credits) for face in reversed(families.values()))
    if about.clinic:
        yield "clinic_edition", labels("clinic_edition_told", clinic=about.clinic)


def _page_numbers(edition: Edition, printed: PrintedPages) -> str:
    """Whose page numbers the book has: those of the edition as it is printed, or of a file made otherwise."""
    about, labels = edition.document.about, edition.document.labels
    own = labels("page_numbers_of", edition=about.edition, region=edition.region.name)
    if printed.source.startswith("urn:isbn:"):
        return labels("page_numbers_isbn", told=own, isbn=printed.source.removeprefix("urn:isbn:"))
    usual = (about.title, f"{labels('edition')} {about.edition}", about.region, about.clinic)
    if printed.source.rpartition(", ")[0] == ", ".join(filter(None, usual)):
        return own
    return labels("page_numbers_of_file", source=printed.source)


def _only_words(inline: Inline) -> Inlines:
    match inline:
        case Note():
            return ()
        case CrossLink():
            return rewrite_inlines(inline.children, _only_words)
        case _:
            return (inline,)
