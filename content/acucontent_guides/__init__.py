"""The guides that come with acucontent. A guide pack is a plugin like any other."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from acucontent.hooks import GuideSource, hookimpl


@hookimpl
def acucontent_guides() -> Iterator[GuideSource]:
    """The guides, by folder."""
    yield GuideSource("back-pain", files("acucontent_guides") / "back_pain")
