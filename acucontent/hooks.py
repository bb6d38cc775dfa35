"""The hooks for plugins: exporters, guides and checks. Each is named after the values that it yields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import pluggy

from acucontent.errors import AcucontentError
from acucontent.model.base import SLUG_PATTERN
from acucontent.quality.check import Check
from acucontent.rendering.exporter import Exporter

PROJECT = "acucontent"
"""The name of the entry-point group and of the hooks."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks the implementation of a hook in a plugin: `@acucontent.hookimpl`."""


class BadGuideSource(AcucontentError, ValueError):
    """A guide of a plugin has an invalid id or root."""


@dataclass(frozen=True)
class GuideSource:
    """A guide in an installed package: its id and its folder or file.

    Raises:
        BadGuideSource: The id or the root is invalid.
    """

    id: str
    root: Traversable

    def __post_init__(self) -> None:
        """Reject invalid values."""
        if not (isinstance(self.id, str) and re.fullmatch(SLUG_PATTERN, self.id)):
            raise BadGuideSource(
                f"guide {self.id!r:.40}: its id is invalid: expected lower-case letters, digits and hyphens"
            )
        if not isinstance(self.root, Traversable):
            raise BadGuideSource(f"guide {self.id!r}: its root {self.root!r:.80} is not a folder or file")


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
