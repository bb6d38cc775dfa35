"""The doors for plugins: exporters, guides and checks. Each is a plural noun that yields values."""

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
"""Marks a plugin's function: `@acucontent.hookimpl`."""


@dataclass(frozen=True)
class GuideSource:
    """A guide that a package ships: its id and the folder or file that holds it."""

    id: str
    root: Traversable


class Hooks:
    """The hooks of acucontent."""

    @hookspec
    def acucontent_exporters(self) -> Iterable[Exporter[Any]]:
        """The formats that a plugin adds."""
        raise NotImplementedError

    @hookspec
    def acucontent_guides(self) -> Iterable[GuideSource]:
        """The guides that a plugin adds."""
        raise NotImplementedError

    @hookspec
    def acucontent_checks(self) -> Iterable[Check]:
        """The checks that a plugin adds."""
        raise NotImplementedError
