"""A field whose text needs other fonts than that of the sheet."""

from __future__ import annotations

from typing import NamedTuple

SHAPED_MARK = b"/ACU_Lines ["
"""What only the drawing of such a field contains."""


class ShapedField(NamedTuple):
    """A field, with the font size and the height of the baseline of each line in points."""

    width: float
    height: float
    size: float
    lines: tuple[str, ...]
    baselines: tuple[float, ...]
    is_name: bool
    """Whether it is a name or another short text, which begins at the left even if it has Hebrew letters."""
