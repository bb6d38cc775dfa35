"""Find and load plugins. Each plugin is loaded separately, so a broken plugin does not affect the others."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import Any

import pluggy

from acucontent.errors import describe_error
from acucontent.hooks import PROJECT, GuideSource, Hooks
from acucontent.installer import format_install_command, format_uninstall_command
from acucontent.plugin_code import PrintedText, run_plugin_code
from acucontent.quality.check import Check
from acucontent.rendering.exporter import Exporter

OWN_DISTRIBUTION = "acucontent"
"""The distribution of acucontent, whose plugins come first."""

LOAD_SECONDS = 10
"""The time limit for a plugin to be imported and to call its hooks."""

_REPORT = "Report this to its author, or uninstall it: {uninstall}"
_REINSTALL = "Reinstall it with its requirements: {reinstall}"
_FIX_HOOKS = "Expected hooks without arguments: acucontent_exporters(), acucontent_guides() or acucontent_checks()"
_ADD_MARKER = "Add @acucontent.hookimpl to acucontent_exporters(), acucontent_guides() or acucontent_checks()"


@dataclass(frozen=True)
class Plugin:
    """A plugin: its name, its distribution, and what it provides."""

    name: str
    distribution: str
    version: str
    exporters: tuple[Exporter[Any], ...] = ()
    guides: tuple[GuideSource, ...] = ()
    checks: tuple[Check, ...] = ()

    def __str__(self) -> str:
        return f"'{self.name}' of {self.distribution} {self.version}".rstrip()

    @property
    def is_built_in(self) -> bool:
        """Whether it is part of acucontent."""
        return self.distribution == OWN_DISTRIBUTION


@dataclass(frozen=True)
class PluginProblem:
    """The reason why a plugin, or a value that it provides, was skipped, and how to fix it."""

    plugin: str
    distribution: str
    reason: str
    fix: str

    @classmethod
    def of(cls, plugin: Plugin, reason: str, fix: str = _REPORT) -> PluginProblem:
        """Make a problem of a plugin.

        Args:
            plugin: The plugin.
            reason: What is wrong.
            fix: How to fix it, with `{reinstall}` or `{uninstall}` in place of a command (default: report it to the
                author).
        """
        sentence = " ".join(reason.split()).rstrip(".")
        commands = {
            "reinstall": format_install_command(plugin.distribution, "--force-reinstall"),
            "uninstall": format_uninstall_command(plugin.distribution),
        }
        return cls(plugin.name, plugin.distribution, sentence, fix.format(**commands))

    def __str__(self) -> str:
        return f"'{self.plugin}' of {self.distribution}: {self.reason}. {self.fix}"


def find_plugins() -> Iterator[Plugin | PluginProblem]:
    """Yield each installed plugin with what it provides, or its problem: those of acucontent first, then by name."""
    found: dict[tuple[bool, str, str], tuple[Plugin, EntryPoint]] = {}
    for distribution in distributions():
        try:
            points = _list_entry_points(distribution)
        except Exception as error:  # metadata of other packages can be broken in any way
            yield PluginProblem.of(
                _make_plugin(distribution), f"its entry points cannot be read: {describe_error(error)}"
            )
            continue
        for point in points:
            plugin = replace(_make_plugin(distribution), name=point.name)
            # A distribution can be on the path twice; Python imports from the first.
            found.setdefault(_make_sort_key(plugin), (plugin, point))
    for _, (plugin, point) in sorted(found.items()):
        yield from _load_plugin(plugin, point)


def _list_entry_points(distribution: Distribution) -> tuple[EntryPoint, ...]:
    return tuple(distribution.entry_points.select(group=PROJECT))


def _make_plugin(distribution: Distribution) -> Plugin:
    try:
        name, version = distribution.metadata["Name"], distribution.metadata["Version"]
    except Exception:  # metadata of other packages can be broken in any way
        name, version = None, None
    return Plugin("?", str(name or "a distribution without a name"), str(version or ""))


def _make_sort_key(plugin: Plugin) -> tuple[bool, str, str]:
    return not plugin.is_built_in, plugin.distribution.casefold(), plugin.name


def _load_plugin(plugin: Plugin, point: EntryPoint) -> Iterator[Plugin | PluginProblem]:
    """Load a plugin and call its hooks; yield it with what it provides, and its problem if there is one."""
    try:
        with _run_import(plugin) as printed:
            loaded = _collect_contents(plugin, _register_plugin(point))
    except ImportError as error:
        yield PluginProblem.of(plugin, describe_error(error), _REINSTALL)
    except pluggy.PluginValidationError as error:
        yield PluginProblem.of(plugin, str(error), _FIX_HOOKS)
    except Exception as error:  # a plugin can raise any error
        yield PluginProblem.of(plugin, describe_error(error))
    else:
        if not loaded.exporters and not loaded.guides and not loaded.checks:
            yield PluginProblem.of(plugin, "it provides no format, guide or check", _ADD_MARKER)
            return
        yield loaded
        if printed.quote():
            yield PluginProblem.of(plugin, f"it prints when it is imported: {printed.quote()}")


@contextmanager
def _run_import(plugin: Plugin) -> Iterator[PrintedText]:
    """Run the import of a plugin without its warnings, which are for its author."""
    with warnings.catch_warnings(), run_plugin_code(None if plugin.is_built_in else LOAD_SECONDS) as printed:
        if not plugin.is_built_in:
            warnings.simplefilter("ignore")
        yield printed


def _collect_contents(plugin: Plugin, manager: pluggy.PluginManager) -> Plugin:
    """Call the hooks of a plugin and return it with what it provides."""
    return replace(
        plugin,
        exporters=tuple(_collect_values(manager.hook.acucontent_exporters, Exporter)),
        guides=tuple(_collect_values(manager.hook.acucontent_guides, GuideSource)),
        checks=tuple(_collect_values(manager.hook.acucontent_checks, Check)),
    )


def _register_plugin(point: EntryPoint) -> pluggy.PluginManager:
    """Return a plugin manager with only this plugin, so that every error is caused by it."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    manager.register(point.load(), name=point.name)
    manager.check_pending()
    return manager


def _collect_values(hook: Callable[[], list[object]], kind: type[Any]) -> Iterator[Any]:
    """Yield the values of the implementations of a hook.

    Raises:
        TypeError: A value has another type.
    """
    for result in hook():
        for value in result if isinstance(result, Iterable) else (result,):
            if not isinstance(value, kind):
                raise TypeError(f"its hook yields {value!r:.80}, expected {kind.__name__} objects")
            yield value
