"""The day of the run. No code but a command's looks at the clock."""

from __future__ import annotations

import datetime
import os

import click

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that tells the time in place of the clock (https://reproducible-builds.org/specs/source-date-epoch/)."""


def today() -> datetime.date:
    """The day that SOURCE_DATE_EPOCH names, or else today.

    Raises:
        click.UsageError: the variable holds no time.
    """
    said = os.environ.get(EPOCH)
    if not said:
        return datetime.datetime.now().astimezone().date()
    try:
        return datetime.datetime.fromtimestamp(int(said), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"{EPOCH} is {said[:40]!r}: it must be a whole number of seconds since 1970") from None


def _chosen(ctx: click.Context, param: click.Parameter, given: datetime.datetime | None) -> datetime.date:
    return today() if given is None else given.date()


date_option = click.option(
    "--date",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_chosen,
    metavar="YYYY-MM-DD",
    help="The day on which to see whether the review is overdue; today unless told.",
)
"""The option of the commands for which the day matters."""
