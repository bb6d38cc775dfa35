"""The date of a run. Only commands read the clock."""

from __future__ import annotations

import datetime
import os

import click

EPOCH = "SOURCE_DATE_EPOCH"
"""The environment variable that replaces the clock (https://reproducible-builds.org/specs/source-date-epoch/)."""


def get_date() -> datetime.date:
    """Return the date in SOURCE_DATE_EPOCH, or the current date if the variable is not set.

    Raises:
        click.UsageError: The variable is invalid.
    """
    seconds = os.environ.get(EPOCH)
    if not seconds:
        return datetime.datetime.now().astimezone().date()
    try:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f"{EPOCH} is invalid: {seconds[:40]!r}. Expected a whole number of seconds since 1970"
        ) from None


def _parse_date(ctx: click.Context, param: click.Parameter, given: str | None) -> datetime.date:
    if given is None:
        return get_date()
    try:
        return datetime.datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no time zone
    except ValueError:
        raise click.BadParameter(f"{given!r} is invalid. Expected a date such as 2026-12-31") from None


date_option = click.option(
    "--date",
    "today",
    callback=_parse_date,
    metavar="YYYY-MM-DD",
    help="Date with which dates of the guide are compared (default: SOURCE_DATE_EPOCH or today).",
)
"""The `--date` option of the commands that depend on the date."""
