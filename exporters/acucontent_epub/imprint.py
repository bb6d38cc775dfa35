"""The imprint: the facts about a book, on the page after the title page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from acucontent.document.blocks import Block, Blocks, Fact, Facts, Inlines, Paragraph, Section, WebLink, Words
from acucontent.document.document import Document
from acucontent.document.licences import get_licence_name, list_licence_urls
from acucontent.edition import Edition, PrintedPages
from acucontent.markup.faces import Face
from acucontent.model.plain_text import flatten
from acucontent_epub.metadata import find_isbn
from acucontent_epub.page_list import format_source


def complete_imprint(edition: Edition, faces: tuple[Face, ...]) -> Blocks:
    """Return the imprint of the document with additional facts about the ebook."""
    own = tuple(_make_facts(edition, faces))
    return tuple(_add_facts(block, own) for block in edition.book.imprint)


def _add_facts(block: Block, own: tuple[Fact, ...]) -> Block:
    if not isinstance(block, Facts):
        return block
    facts = _add_licence_link(block)
    return replace(facts, rows=(*facts.rows, *own))


def shorten_opening(document: Document) -> Blocks:
    """Return the opening of a document for the title page, without a second title in the edition line."""
    return tuple(_remove_title(block, document.about.edition_note) for block in document.opening)


def _remove_title(block: Block, edition_note: str) -> Block:
    if isinstance(block, Paragraph) and block.role == "identity":
        return replace(block, inlines=(Words(edition_note),))
    return block


def add_licence_links(document: Document) -> Document:
    """Return the document with links to the text of its licence in the facts about the guide."""
    return replace(document, sections=tuple(_add_links_to_section(section) for section in document.sections))


def _add_links_to_section(section: Section) -> Section:
    blocks = (_add_licence_link(block) if isinstance(block, Facts) else block for block in section.blocks)
    return replace(section, blocks=tuple(blocks))


def _add_licence_link(facts: Facts) -> Facts:
    rows = (
        replace(fact, value=_make_licence_link(fact.value)) if fact.key == "licence" else fact for fact in facts.rows
    )
    return replace(facts, rows=tuple(rows))


def _make_licence_link(value: Inlines) -> Inlines:
    """Return the name of a licence as a link to its text, with its code; only the code if the name is unknown."""
    code = flatten(value)
    name = get_licence_name(code)
    return (WebLink(list_licence_urls(code)[0], (Words(name),)), Words(f" ({code})")) if name else value


def _make_facts(edition: Edition, faces: tuple[Face, ...]) -> Iterator[Fact]:
    labels = edition.book.labels
    for key, value in _collect_fact_values(edition, faces):
        yield Fact(key, labels(key), (Words(value),))


def _collect_fact_values(edition: Edition, faces: tuple[Face, ...]) -> Iterator[tuple[str, str]]:
    about, labels = edition.book.about, edition.book.labels
    if about.kind != "guide":
        yield "this_part", labels("this_part_note", title=about.title, guide=about.guide_title)
    yield "content_code_label", about.content_hash
    if isbn := find_isbn(about, original=edition.is_original):
        yield "isbn_epub", isbn
    printed = edition.printed
    yield "page_numbers", _describe_page_numbers(edition, printed) if printed else labels("page_numbers_none")
    if faces:
        families = {face.family: face for face in reversed(faces)}
        yield "typefaces", " ".join(labels("typeface", **face.credits) for face in reversed(families.values()))
    if about.clinic:
        yield "clinic_edition", labels("clinic_edition_note", clinic=about.clinic)


def _describe_page_numbers(edition: Edition, printed: PrintedPages) -> str:
    """Describe the source of the page numbers: the printed edition, or a file with other options."""
    about, labels, source = edition.book.about, edition.book.labels, printed.source
    own = labels("page_numbers_of", edition=about.edition, region=edition.region.name)
    if source.isbn:
        return labels("page_numbers_isbn", page_numbers=own, isbn=source.isbn)
    return labels("page_numbers_of_file", source=format_source(source, labels)) if source.options else own
