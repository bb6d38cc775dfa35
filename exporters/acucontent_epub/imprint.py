"""The imprint: what a book says about itself on the page behind its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from acucontent.document.blocks import Block, Blocks, Fact, Facts, Inlines, Paragraph, Section, WebLink, Words
from acucontent.document.document import Document
from acucontent.edition import Edition, PrintedPages
from acucontent.model.plain_text import flatten
from acucontent_epub.fonts import Face
from acucontent_epub.licences import addresses, called
from acucontent_epub.metadata import find_isbn
from acucontent_epub.page_list import name_source


def complete_imprint(edition: Edition, faces: tuple[Face, ...]) -> Blocks:
    """Return the imprint of the document, with the facts that only its ebook has."""
    own = tuple(_own_facts(edition, faces))
    return tuple(_with_own_facts(block, own) for block in edition.document.imprint)


def _with_own_facts(block: Block, own: tuple[Fact, ...]) -> Block:
    if not isinstance(block, Facts):
        return block
    facts = _name_licence(block)
    return replace(facts, rows=(*facts.rows, *own))


def shorten_opening(document: Document) -> Blocks:
    """Return the opening of a document for its title page: the line of the edition does not repeat the title."""
    return tuple(_without_title(block, document.about.edition_note) for block in document.opening)


def _without_title(block: Block, edition_note: str) -> Block:
    if isinstance(block, Paragraph) and block.role == "identity":
        return replace(block, inlines=(Words(edition_note),))
    return block


def name_licences(document: Document) -> Document:
    """Return the document with the name of its licence, as a link to its text, in the facts about itself."""
    return replace(document, sections=tuple(_name_in_section(section) for section in document.sections))


def _name_in_section(section: Section) -> Section:
    blocks = (_name_licence(block) if isinstance(block, Facts) else block for block in section.blocks)
    return replace(section, blocks=tuple(blocks))


def _name_licence(facts: Facts) -> Facts:
    rows = (replace(fact, value=_link(fact.value)) if fact.key == "licence" else fact for fact in facts.rows)
    return replace(facts, rows=tuple(rows))


def _link(value: Inlines) -> Inlines:
    """Return the name of a licence as a link to its text, with its code; where it has no name here, the code alone."""
    code = flatten(value)
    name = called(code)
    return (WebLink(addresses(code)[0], (Words(name),)), Words(f" ({code})")) if name else value


def _own_facts(edition: Edition, faces: tuple[Face, ...]) -> Iterator[Fact]:
    labels = edition.document.labels
    for key, value in _own_rows(edition, faces):
        yield Fact(key, labels(key), (Words(value),))


def _own_rows(edition: Edition, faces: tuple[Face, ...]) -> Iterator[tuple[str, str]]:
    about, labels = edition.document.about, edition.document.labels
    yield "content_code_label", about.content_hash
    if isbn := find_isbn(about, original=edition.is_original):
        yield "isbn_epub", isbn
    if edition.printed:
        yield "page_numbers", _page_numbers(edition, edition.printed)
    if faces:
        families = {face.family: face for face in reversed(faces)}
        yield "typefaces", " ".join(labels("typeface", **face.credits) for face in reversed(families.values()))
    if about.clinic:
        yield "clinic_edition", labels("clinic_edition_note", clinic=about.clinic)


def _page_numbers(edition: Edition, printed: PrintedPages) -> str:
    """Write whose page numbers the book has: those of the printed edition, or of a file with other options."""
    about, labels, source = edition.document.about, edition.document.labels, printed.source
    own = labels("page_numbers_of", edition=about.edition, region=edition.region.name)
    if source.isbn:
        return labels("page_numbers_isbn", page_numbers=own, isbn=source.isbn)
    return labels("page_numbers_of_file", source=name_source(source, labels)) if source.options else own
