"""The text exporter: plain text for after-visit summaries and screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.rendering.exporter import Artifact, Exporter, UnreadableText
from acucontent_text.options import TextOptions


def export(edition: Edition, options: TextOptions) -> Artifact:
    """Return an edition as plain text, encoded as UTF-8.

    Raises:
        ExportFailed: The document has no section with one of the ids in `sections`, or the option `ascii` is set and a
            character cannot be written in ASCII.
    """
    from acucontent_text.render import render_text
    from acucontent_text.selection import select_document, split_ids

    width = None if options.unwrapped else options.width
    document = select_document(edition.document, options)
    text = render_text(document, width, ascii=options.ascii, has_contents=not split_ids(options.sections))
    return Artifact((text.replace("\n", "\r\n") if options.crlf else text).encode("utf-8"))


def check_editions(editions: Sequence[Edition], options: TextOptions) -> None:
    """Check that every edition has the sections of the options.

    Raises:
        BadOptions: An edition lacks a section.
    """
    from acucontent_text.selection import check_sections, split_ids

    if wanted := split_ids(options.sections):
        check_sections({edition.handout.id: edition.document for edition in editions}, wanted)


def added_texts(edition: Edition, options: TextOptions) -> tuple[str, ...] | None:
    """Return the texts that a file adds to the words of its document; None if the options omit or respell words."""
    from acucontent_text.additions import list_added_texts

    if options.sections or options.ascii or not (options.citations and options.blanks):
        return None
    return tuple(list_added_texts(edition.document))


def read_back(data: bytes) -> tuple[str, ...]:
    """Return the text of a file as its only part.

    Raises:
        UnreadableText: It is not encoded as UTF-8.
    """
    try:
        return (data.decode("utf-8"),)
    except UnicodeDecodeError as error:
        raise UnreadableText(f"The text is damaged: {error}") from error


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the text exporter."""
    yield Exporter(
        name="text",
        title="Plain text",
        suffix=".txt",
        media_type="text/plain",
        options=TextOptions,
        export=export,
        check_editions=check_editions,
        read_back=read_back,
        added_texts=added_texts,
    )
