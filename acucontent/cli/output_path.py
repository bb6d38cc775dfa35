"""The type of options that name an output file or folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from acucontent.cli.context import get_registry

_DOCUMENTS = frozenset(
    {
        ".csv",
        ".doc",
        ".docx",
        ".htm",
        ".html",
        ".md",
        ".odt",
        ".rtf",
        ".xhtml",
        ".xlsx",
        ".xml",
        ".yaml",
        ".yml",
        ".zip",
    }
)
"""Suffixes of files that users may expect from a command."""


class OutputPath(click.Path):
    """A path that is not empty: `--out ""` is usually a variable that is not set, not the current folder.

    A dash, which other commands read as standard output, is refused, too.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or fail if it is empty."""
        if os.fspath(value) == "":
            self.fail("the path is empty. For the current folder, write a dot", param, ctx)
        if os.fspath(value) == "-":
            self.fail("'-' is not supported: output is always a file or folder. For this name, write ./-", param, ctx)
        return super().convert(value, param, ctx)


class OutputFolderPath(OutputPath):
    """The path of a folder. The name of a file, such as handout.pdf, is refused unless it is that of a folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or fail if it names a file."""
        given = os.fspath(value)
        suffix = Path(given).suffix.lower()
        if suffix in _list_suffixes(ctx) and not given.endswith(("/", os.sep)) and not Path(given).is_dir():
            fix = f"For a folder of this name, write {given}{os.sep}"
            self.fail(f"{given!r} is the name of a file. Expected a folder for the files. {fix}", param, ctx)
        return super().convert(value, param, ctx)


def _list_suffixes(ctx: click.Context | None) -> frozenset[str]:
    """Return the last part of the suffix of every format, and those of usual documents."""
    exporters = get_registry(ctx).values() if ctx else ()
    return _DOCUMENTS | {f".{exporter.suffix.rpartition('.')[2]}" for exporter in exporters}
