"""Formatting of counts, sizes and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acucontent.cli.output import escape_controls


def format_count(count: int, noun: str) -> str:
    """Return a number with its noun in the singular or plural.

    >>> format_count(1, "page"), format_count(2, "page"), format_count(0, "problem")
    ('1 page', '2 pages', 'no problems')
    """
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def format_size(count: int) -> str:
    """Return a number of bytes with a decimal unit.

    >>> format_size(999), format_size(41_800), format_size(2_300_000)
    ('999 B', '42 kB', '2.3 MB')
    """
    if count < 1_000:
        return f"{count} B"
    return f"{count / 1_000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"


def align_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines, with each column as wide as its widest cell. Unprintable characters are escaped.

    >>> list(align_columns([("a", "bb"), ("ccc", "")]))
    ['a    bb', 'ccc']
    """
    shown = [[escape_controls(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
