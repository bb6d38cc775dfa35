"""The options of the PDF format."""

from __future__ import annotations

from typing import Literal

from acucontent.rendering.exporter import Options


class PdfOptions(Options):
    """The options of the PDF format."""

    paper: Literal["letter", "a4"] = "letter"
    """Paper size."""
    fillable: bool = False
    """Add fillable form fields."""
    large_print: bool = False
    """Set the text in 18 points, for readers with low vision."""
    grey: bool = False
    """Use shades of grey only, without color."""
