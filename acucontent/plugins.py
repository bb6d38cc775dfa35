"""Plugins: each is found through its entry point, loaded and asked on its own, so that a broken one harms no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import Any

import pluggy

from acucontent.errors import describe_error
from acucontent.hooks import PROJECT, GuideSource, Hooks
from acucontent.quality.check import Check
from acucontent.rendering.exporter import Exporter

OURS = "acucontent"
"""The name of our own distribution, whose plugins come first."""

_AUTHOR = "Tell its author, or uninstall it: pip uninstall {distribution}"
_INSTALL = "Install it again with what it needs: pip install --force-reinstall {distribution}"
_HOOKS = "The hooks are acucontent_exporters(), acucontent_guides() and acucontent_checks(), all without arguments"
_MARK = "Put @acucontent.hookimpl before acucontent_exporters(), acucontent_guides() or acucontent_checks()"


@dataclass(frozen=True)
class Plugin:
    """One plugin: its name, the distribution that brings it, and what it gives."""

    name: str
    distribution: str
    version: str
    exporters: tuple[Exporter[Any], ...] = ()
    guides: tuple[GuideSource, ...] = ()
    checks: tuple[Check, ...] = ()

    def __str__(self) -> str:
        return f"'{self.name}' of {self.distribution} {self.version}".rstrip()

    @property
    def is_ours(self) -> bool:
        """Whether it comes with acucontent."""
        return self.distribution == OURS


@dataclass(frozen=True)
class PluginProblem:
    """Why a plugin, or one thing that it gives, was left out, and what to do about it."""

    plugin: str
    distribution: str
    reason: str
    mend: str

    @classmethod
    def of(cls, plugin: Plugin, reason: str, mend: str = _AUTHOR) -> PluginProblem:
        """A problem of a plugin; unless told, its author is the one to mend it."""
        sentence = " ".join(reason.split()).rstrip(".")
        return cls(plugin.name, plugin.distribution, sentence, mend.format(distribution=plugin.distribution))

    def __str__(self) -> str:
        return f"'{self.plugin}' of {self.distribution}: {self.reason}. {self.mend}"


def plugins() -> Iterator[Plugin | PluginProblem]:
    """Every installed plugin with what it gives, or why it gives nothing: ours first, then strangers by name."""
    found: dict[tuple[bool, str, str], tuple[Plugin, EntryPoint]] = {}
    for distribution in distributions():
        try:
            points = _points(distribution)
        except Exception as error:  # a stranger's metadata can be broken in any way
            yield PluginProblem.of(_from(distribution), f"its entry points cannot be read: {describe_error(error)}")
            continue
        for point in points:
            plugin = replace(_from(distribution), name=point.name)
            # A distribution can stand twice on the path; Python imports from the first.
            found.setdefault(_place(plugin), (plugin, point))
    for _, (plugin, point) in sorted(found.items()):
        yield _asked(plugin, point)


def _points(distribution: Distribution) -> tuple[EntryPoint, ...]:
    return tuple(distribution.entry_points.select(group=PROJECT))


def _from(distribution: Distribution) -> Plugin:
    try:
        name, version = distribution.metadata["Name"], distribution.metadata["Version"]
    except Exception:  # a stranger's metadata can be broken in any way
        name, version = None, None
    return Plugin("?", str(name or "a distribution without a name"), str(version or ""))


def _place(plugin: Plugin) -> tuple[bool, str, str]:
    return not plugin.is_ours, plugin.distribution.casefold(), plugin.name


def _asked(plugin: Plugin, point: EntryPoint) -> Plugin | PluginProblem:
    """The plugin with what it gives, or what went wrong in loading or asking it."""
    try:
        manager = _registered(point)
        exporters = tuple(_given(manager.hook.acucontent_exporters, Exporter))
        guides = tuple(_given(manager.hook.acucontent_guides, GuideSource))
        checks = tuple(_given(manager.hook.acucontent_checks, Check))
    except ImportError as error:
        return PluginProblem.of(plugin, describe_error(error), _INSTALL)
    except pluggy.PluginValidationError as error:
        return PluginProblem.of(plugin, str(error), _HOOKS)
    except (Exception, SystemExit) as error:  # a stranger's code can fail in any way
        return PluginProblem.of(plugin, describe_error(error))
    if not exporters and not guides and not checks:
        return PluginProblem.of(plugin, "it gives no format, no guide and no check", _MARK)
    return replace(plugin, exporters=exporters, guides=guides, checks=checks)


def _registered(point: EntryPoint) -> pluggy.PluginManager:
    """A manager that holds this plugin and no other, so that what it finds wrong is this plugin's doing."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    manager.register(point.load(), name=point.name)
    manager.check_pending()
    return manager


def _given(hook: Callable[[], list[object]], kind: type[Any]) -> Iterator[Any]:
    """What the implementations of a hook yield.

    Raises:
        TypeError: one gives something else.
    """
    for given in hook():
        for value in given if isinstance(given, Iterable) else (given,):
            if not isinstance(value, kind):
                raise TypeError(f"its hook gives {value!r:.80}, where {kind.__name__} values are to be yielded")
            yield value
