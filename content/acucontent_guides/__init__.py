"""The guides that are part of acucontent, provided by a plugin like any other guide pack."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from acucontent.hooks import GuideSource, hookimpl


@hookimpl
def acucontent_guides() -> Iterator[GuideSource]:
    """Yield each guide with its folder."""
    yield GuideSource("back-pain", files("acucontent_guides") / "back_pain")
    yield GuideSource("migraine", files("acucontent_guides") / "migraine")
