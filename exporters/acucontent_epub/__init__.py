"""The ebook format: EPUB 3.3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.rendering.exporter import Artifact, Exporter, Options


class EpubOptions(Options):
    """None of the look: the size, the font and the colors are the reader's own."""

    companion_options = frozenset({"onix"})

    onix: bool = False
    """Whether to write an ONIX 3.0 record beside each ebook, for shops and libraries."""


def export(edition: Edition, options: EpubOptions) -> Artifact:
    """The edition as an ebook; with the option, its ONIX record goes beside it.

    Raises:
        ExportFailed: the edition cannot be an ebook; the message says why.
    """
    from acucontent_epub.render import render

    return render(edition, options)


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """The ebook format."""
    yield Exporter(
        name="epub",
        title="Ebook (EPUB)",
        suffix=".epub",
        media_type="application/epub+zip",
        options=EpubOptions,
        export=export,
        extra="acucontent[epub]",
        scope="first handout",
    )
