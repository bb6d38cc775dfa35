"""The type of options that name an output file or folder."""

from __future__ import annotations

import os
from typing import Any

import click


class OutputPath(click.Path):
    """A path that is not empty: `--out ""` is usually a variable that is not set, not the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or fail if it is empty."""
        if os.fspath(value) == "":
            self.fail("the path is empty. For the current folder, write a dot", param, ctx)
        return super().convert(value, param, ctx)
