"""The ebook exporter: EPUB 3.3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.edition import Edition
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


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the ebook exporter."""
    yield Exporter(
        name="epub",
        title="Ebook (EPUB)",
        suffix=".epub",
        companion_suffixes=(".onix.xml",),
        media_type="application/epub+zip",
        options=EpubOptions,
        export=export,
        extra="acucontent[epub]",
        scope="first handout",
    )
