"""The hooks for plugins: exporters, guides and checks. Each is named after the values that it yields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import pluggy

from acucontent.quality.check import Check
from acucontent.rendering.exporter import Exporter

PROJECT = "acucontent"
"""The name of the entry-point group and of the hooks."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks the implementation of a hook in a plugin: `@acucontent.hookimpl`."""


@dataclass(frozen=True)
class GuideSource:
    """A guide in an installed package: its id and its folder or file."""

    id: str
    root: Traversable


class Hooks:
    """The hooks of acucontent."""

    @hookspec
    def acucontent_exporters(self) -> Iterable[Exporter[Any]]:
        """Yield the formats of a plugin."""
        raise NotImplementedError

    @hookspec
    def acucontent_guides(self) -> Iterable[GuideSource]:
        """Yield the guides of a plugin."""
        raise NotImplementedError

    @hookspec
    def acucontent_checks(self) -> Iterable[Check]:
        """Yield the checks of a plugin."""
        raise NotImplementedError
