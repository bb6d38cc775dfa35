"""A guide pack: the guide `knee-pain`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import acucontent


@acucontent.hookimpl
def acucontent_guides() -> Iterator[acucontent.GuideSource]:
    """Yield the guide with its file."""
    yield acucontent.GuideSource("knee-pain", files("acucontent_knee_pack") / "knee_pain.yaml")
