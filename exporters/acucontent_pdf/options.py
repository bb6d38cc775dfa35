"""How the pages are set."""

from __future__ import annotations

from typing import Literal

from acucontent.rendering.exporter import Options


class PdfOptions(Options):
    """How the pages are set."""

    paper: Literal["letter", "a4"] = "letter"
    """The size of the paper."""
    fillable: bool = False
    """Whether the lines to fill in are fields to type in, too."""
    large_print: bool = False
    """Whether to set the words in 18 points, for those who see little."""
    grey: bool = False
    """Whether to leave out all color."""
