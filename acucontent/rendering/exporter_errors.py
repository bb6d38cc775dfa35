"""Errors of exporters: the name of the plugin is added, and missing libraries are explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from acucontent.errors import AcucontentError, describe_error
from acucontent.installer import format_install_command
from acucontent.plugin_code import PluginStopped, PrintedText, run_plugin_code
from acucontent.rendering.exporter import Exporter, MissingLibrary, PluginFailed
from acucontent.rendering.template import Area, Binder, Template

_DOCTOR = "To see what is missing, run: acucontent doctor"


@contextmanager
def add_plugin_name(plugin: str | None) -> Iterator[PrintedText | None]:
    """Run the code of a plugin, and add the name of the plugin to every error that the code raises.

    Args:
        plugin: The plugin, or None for code of acucontent, which is run as it is.

    Yields:
        What the plugin prints; None for code of acucontent.

    Raises:
        PluginFailed: The plugin raised an unexpected error, or tried to end the process.
    """
    if plugin is None:
        yield None
        return
    try:
        with run_plugin_code() as printed:
            yield printed
    except PluginStopped as error:
        raise _make_plugin_error(plugin, error) from error
    except AcucontentError as error:
        error.plugin = error.plugin or plugin
        raise
    except Exception as error:
        raise _make_plugin_error(plugin, error) from error


def _make_plugin_error(plugin: str, error: Exception) -> PluginFailed:
    reason = describe_error(error).rstrip(".")
    return PluginFailed(f"the plugin {plugin} failed: {reason}. Report this to the author of the plugin")


@contextmanager
def explain_missing_library(exporter: Exporter[Any], extra: str | None = None) -> Iterator[None]:
    """Explain how to install a library that an exporter cannot load.

    Args:
        exporter: The exporter.
        extra: The requirement that installs the library, if the exporter is one of acucontent (default: its own).

    Raises:
        MissingLibrary: A Python package or a native library cannot be loaded.
    """
    try:
        yield
    except ImportError as error:
        needed = exporter.extra if exporter.plugin else extra or exporter.extra
        fix = f"Install it: {format_install_command(needed)}" if needed else _DOCTOR
        raise MissingLibrary(f"The format {exporter.name!r} is not available: {error}. {fix}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        # A native library that cannot be loaded has a message but, unlike a file, no error number.
        sentence = str(error).split("\n")[0].split("  ")[0].rstrip(".")
        raise MissingLibrary(f"The format {exporter.name!r} is not available: {sentence}. {_DOCTOR}") from error


@dataclass(frozen=True)
class PluginTemplate:
    """The template of a plugin. Its errors have the name of the plugin, also those that worker processes raise."""

    template: Template
    plugin: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields to fill in."""
        with add_plugin_name(self.plugin):
            return self.template.names

    @property
    def content(self) -> bytes:
        """The empty sheet."""
        with add_plugin_name(self.plugin):
            return self.template.content

    @property
    def areas(self) -> Sequence[Sequence[Area]]:
        """For each page the areas of its fields."""
        with add_plugin_name(self.plugin):
            return self.template.areas

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes for the person who runs the batch."""
        with add_plugin_name(self.plugin):
            return self.template.notes

    def is_filled_sheet(self, data: bytes) -> bool:
        """Return whether a file is this sheet filled in, and nothing else."""
        with add_plugin_name(self.plugin):
            return self.template.is_filled_sheet(data)

    def explain_blanks(self, words: Mapping[str, str]) -> Mapping[str, str]:
        """Return why fields stay blank, by field name."""
        with add_plugin_name(self.plugin):
            return self.template.explain_blanks(words)

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Return a filled sheet."""
        with add_plugin_name(self.plugin):
            return self.template.fill(words)

    def binder(self, out: BinaryIO) -> Binder:
        """Return a binder that writes many filled sheets to one file."""
        with add_plugin_name(self.plugin):
            return _PluginBinder(self.template.binder(out), self.plugin)


@dataclass(frozen=True)
class _PluginBinder:
    """The binder of a plugin. Its errors have the name of the plugin."""

    inner: Binder
    plugin: str

    def add(self, title: str, words: Mapping[str, str]) -> None:
        """Add a sheet with a bookmark."""
        with add_plugin_name(self.plugin):
            self.inner.add(title, words)

    def close(self) -> None:
        """Complete the file."""
        with add_plugin_name(self.plugin):
            self.inner.close()
