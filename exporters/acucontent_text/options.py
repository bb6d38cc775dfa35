"""The options of the text format."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from acucontent.rendering.exporter import Options


class TextOptions(Options):
    """The options of the text format."""

    width: Annotated[int, Field(ge=40, le=200)] = 72
    """Maximum line width, in columns."""
    unwrapped: bool = False
    """Write each paragraph on one line and each table as a list, to paste into a chart or a message."""
    ascii: bool = False
    """Write only ASCII characters, for systems that cannot show others."""
    crlf: bool = False
    """End lines as Windows does, with CR and LF."""
    sections: Annotated[str, Field(max_length=1000)] = ""
    """Write only some sections and the warnings: ids such as risks,sessions.prepare (default: all)."""
    citations: bool = True
    """Write citation marks and references."""
    blanks: bool = True
    """Write boxes to tick and lines to fill in."""
