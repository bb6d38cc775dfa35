"""Progress bars, shown only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from acucontent.build import PlannedFile
from acucontent.cli.output import is_terminal

ReportProgress = Callable[[PlannedFile, int], None]
"""Called before each file with the file and the total number of files."""


@contextmanager
def show_progress() -> Iterator[ReportProgress | None]:
    """Show a progress bar for files; yield a function to call before each file, or None without a terminal."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console  # needed for a terminal only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as shown:
        task, made = shown.add_task("", total=None), count()

        def report_file(planned: PlannedFile, total: int) -> None:
            shown.update(task, description=planned.path.name, total=total, completed=next(made), refresh=True)

        yield report_file


@contextmanager
def show_counter(total: int | None, noun: str) -> Iterator[Callable[[int], None]]:
    """Show a progress bar with speed and remaining time; yield a function to call with the number just finished.

    Args:
        total: How many there are; None if unknown.
        noun: What is counted, in the plural.
    """
    if not is_terminal(sys.stderr):
        yield lambda more: None
        return
    from rich.console import Console  # needed for a terminal only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """The number finished per second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} {noun}/s" if task.speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as shown:
        task = shown.add_task("", total=total)
        yield lambda more: shown.update(task, advance=more, refresh=True)
