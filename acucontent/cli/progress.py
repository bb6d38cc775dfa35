"""How far a build is, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from acucontent.build import PlannedFile

Tell = Callable[[PlannedFile, int], None]
"""Told before each file: that file, and how many there are in all."""


@contextmanager
def progress() -> Iterator[Tell | None]:
    """Something to tell of each file while it is made; nothing where no person looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task, made = shown.add_task("", total=None), count()

        def tell(planned: PlannedFile, total: int) -> None:
            shown.update(task, description=planned.path.name, total=total, completed=next(made), refresh=True)

        yield tell


@contextmanager
def counting(total: int | None, noun: str) -> Iterator[Callable[[int], None]]:
    """Something to tell how many more are done: how many there are, how fast it goes and how long it will take."""
    if not sys.stderr.isatty():
        yield lambda more: None
        return
    from rich.console import Console  # only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many are done in a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} {noun}/s" if task.speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=total)
        yield lambda more: shown.update(task, advance=more, refresh=True)
