"""The plain-text format: for an after-visit summary or a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.rendering.exporter import Artifact, Exporter, Options


class TextOptions(Options):
    """How the text is set."""

    width: Annotated[int, Field(ge=40, le=200)] = 72
    """The longest line, in columns."""
    ascii: bool = False
    """Write ASCII only, for systems that cannot show other characters."""


def export(edition: Edition, options: TextOptions) -> Artifact:
    """The edition as plain text in UTF-8."""
    from acucontent_text.render import render

    return Artifact(render(edition.document, options.width, ascii=options.ascii).encode("utf-8"))


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """The text format."""
    yield Exporter(
        name="text",
        title="Plain text",
        suffix=".txt",
        media_type="text/plain",
        options=TextOptions,
        export=export,
    )
