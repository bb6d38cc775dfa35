"""The shipped guides, each read once by a process that runs tests."""

from __future__ import annotations

from functools import cache

from acucontent import Guide, load

TODAY = "1796083200"
"""1 December 2026, on which no review of a shipped guide is due, as SOURCE_DATE_EPOCH."""


@cache
def load_shipped(name: str) -> Guide:
    """Return a shipped guide; it cannot be changed, so tests share it."""
    return load(name)
