"""The ebook exporter: EPUB 3.3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.edition import Edition
from acucontent.font_table import list_script_packages
from acucontent.hooks import hookimpl
from acucontent.rendering.exporter import Artifact, Exporter, Options


class EpubOptions(Options):
    """The options of the ebook format. The reader chooses font, size and colors, so there are none for these."""

    companion_options = frozenset({"onix"})

    onix: bool = False
    """Also write an ONIX 3.0 record for each ebook, for shops and libraries."""


def export(edition: Edition, options: EpubOptions) -> Artifact:
    """Return an edition as an ebook, and its ONIX record as a companion if requested.

    Raises:
        ExportFailed: The edition cannot be converted to an ebook; the message gives the reasons.
    """
    from acucontent_epub.render import render_ebook

    return render_ebook(edition, options)


def read_back(data: bytes) -> tuple[str, ...]:
    """Return the text of each document of an ebook, in the order of its spine.

    Raises:
        UnreadableText: The EPUB is damaged.
    """
    from acucontent_epub.spine import read_chapters

    return read_chapters(data)


def added_texts(edition: Edition, options: EpubOptions) -> tuple[str, ...]:
    """Return `*`: an ebook adds many texts, such as an imprint, contents, and the notes of each chapter."""
    return ("*",)


def used_packages(edition: Edition) -> tuple[str, ...]:
    """Return the distributions of the fonts of other scripts that an edition shows."""
    return list_script_packages(repr(edition.book))  # it contains every text of the document


EXPORTER = Exporter(
    name="epub",
    title="Ebook (EPUB)",
    suffix=".epub",
    companion_suffixes=(".onix.xml",),
    media_type="application/epub+zip",
    options=EpubOptions,
    export=export,
    read_back=read_back,
    added_texts=added_texts,
    used_packages=used_packages,
    extra="acucontent[epub]",
    scope="first handout",
    joins_volumes=True,
)
"""The ebook exporter."""


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the ebook exporter."""
    yield EXPORTER
