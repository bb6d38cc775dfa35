"""The text exporter: plain text for after-visit summaries and screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.rendering.exporter import Artifact, Exporter, Options, UnreadableText


class TextOptions(Options):
    """The options of the text format."""

    width: Annotated[int, Field(ge=40, le=200)] = 72
    """Maximum line width, in columns."""
    ascii: bool = False
    """Write only ASCII characters, for systems that cannot show others."""


def export(edition: Edition, options: TextOptions) -> Artifact:
    """Return an edition as plain text, encoded as UTF-8.

    Raises:
        ExportFailed: The option `ascii` is set and a character cannot be written in ASCII.
    """
    from acucontent_text.render import render_text

    return Artifact(render_text(edition.document, options.width, ascii=options.ascii).encode("utf-8"))


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
        read_back=read_back,
    )
