"""The options of the PDF format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from acucontent.rendering.exporter import Options

Paper: TypeAlias = Literal["letter", "a4"]

_LETTER_REGIONS = frozenset({"US", "CA"})
"""The regions whose printers hold US Letter; all others hold A4."""


class PdfOptions(Options):
    """The options of the PDF format."""

    version_options = frozenset({"paper"})

    paper: Paper | None = None
    """Paper size (default: letter in the US and Canada, a4 elsewhere)."""
    fillable: bool = False
    """Add fillable form fields."""
    large_print: bool = False
    """Set the text in 18 points, for readers with low vision."""
    grey: bool = False
    """Use shades of grey only, without color."""

    def choose_paper(self, region: str) -> Paper:
        """Return the paper size, which depends on the code of the region if it is not given."""
        return self.paper or ("letter" if region in _LETTER_REGIONS else "a4")

    @classmethod
    def get_regional_defaults(cls, region: str) -> Mapping[str, Any]:
        """Return the paper of a region."""
        return {"paper": cls().choose_paper(region)}
