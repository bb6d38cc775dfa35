"""Read a local copy of the Retraction Watch list: which DOIs were retracted, and why.

The file is `retraction_watch.csv` from https://gitlab.com/crossref/retraction-watch-data, with one row for each notice.
The columns OriginalPaperDOI and RetractionNature are required; Reason, RetractionDOI and RetractionDate are optional.
A notice with the nature "Reinstatement" cancels the earlier retractions of its paper.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from acucontent.errors import AcucontentError

MOST_BYTES = 1_000_000_000
"""The largest file that is read; the complete Retraction Watch list has about 60 MB."""

_SOURCE = "https://gitlab.com/crossref/retraction-watch-data"
_REQUIRED_COLUMNS = ("OriginalPaperDOI", "RetractionNature")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
"""A date as the list writes it: month, day and year."""
_LONGEST_NOTICE = 200
"""The longest summary of a notice, in characters."""


class BadRetractions(AcucontentError, ValueError):
    """A list of retractions cannot be used; the message says why and how to fix it."""


@dataclass(frozen=True)
class _Notice:
    """One notice about a paper."""

    doi: str
    nature: str
    date: datetime.date
    summary: str


def read_retractions(path: str | Path) -> Mapping[str, str]:
    """Return the retracted DOIs in lower case, each with a summary of its notice.

    Raises:
        BadRetractions: The file cannot be read or is not a list of retractions.
    """
    file = Path(path)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadRetractions(
                f"{file}: is larger than {MOST_BYTES // 1_000_000} MB, so it is not a list of retractions"
            )
        with file.open("rb") as stream, TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
            notices = sorted(_read_notices(file, text), key=lambda notice: notice.date)
    except FileNotFoundError:
        raise BadRetractions(f"{file}: not found") from None
    except OSError as error:
        raise BadRetractions(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        fix = "To fix it, save it as UTF-8 or download it again"
        raise BadRetractions(f"{file}: is not UTF-8 (byte {error.object[error.start]:#04x}). {fix}") from None
    retracted: dict[str, str] = {}
    for notice in notices:
        if notice.nature == "retraction":
            retracted[notice.doi] = notice.summary
        elif notice.nature == "reinstatement":
            retracted.pop(notice.doi, None)
    return retracted


def _read_notices(file: Path, lines: Iterable[str]) -> Iterator[_Notice]:
    """Yield the notices of papers that have a DOI."""
    rows = csv.reader(lines, strict=True)
    try:
        columns = _read_header(file, next(rows, []))
        rows_read = 0
        for row in rows:
            rows_read += 1
            yield from _parse_notice(file, rows.line_num, dict(zip(columns, row, strict=False)))
    except csv.Error as error:
        fix = "To fix it, download the list again"
        raise BadRetractions(f"{file}:{rows.line_num}: is not valid CSV: {error}. {fix}") from error
    if not rows_read:
        raise BadRetractions(f"{file}: has no rows after the header. To fix it, download the list again")


def _read_header(file: Path, headings: list[str]) -> list[str]:
    """Return the names of the columns, without spaces."""
    columns = ["".join(heading.split()) for heading in headings]
    for required in _REQUIRED_COLUMNS:
        if required not in columns:
            raise BadRetractions(
                f"{file}:1: missing column {required}, so it is not the Retraction Watch list. "
                f"To fix it, download the list from {_SOURCE}"
            )
    return columns


def _parse_notice(file: Path, line: int, row: Mapping[str, str]) -> Iterator[_Notice]:
    if any(required not in row for required in _REQUIRED_COLUMNS):
        raise BadRetractions(f"{file}:{line}: the row is incomplete. To fix it, download the list again")
    found = _DOI.search(row["OriginalPaperDOI"])
    nature = row["RetractionNature"].strip().casefold()
    if found:
        yield _Notice(found.group().lower(), nature, _parse_date(row.get("RetractionDate", "")), _summarize_notice(row))


def _parse_date(text: str) -> datetime.date:
    """Return the date of a notice, or the earliest possible date if it is invalid."""
    found = _DATE.match(text.strip())
    try:
        return datetime.date(int(found[3]), int(found[1]), int(found[2])) if found else datetime.date.min
    except ValueError:
        return datetime.date.min


def _summarize_notice(row: Mapping[str, str]) -> str:
    """Return the nature, date and reasons of a notice, with the link to it."""
    date = _parse_date(row.get("RetractionDate", ""))
    reasons = "; ".join(reason.strip(" +") for reason in row.get("Reason", "").split(";") if reason.strip(" +"))
    notice = _DOI.search(row.get("RetractionDOI", ""))
    nature = row["RetractionNature"].strip()
    summary = nature if date == datetime.date.min else f"{nature} on {date}"
    summary = f"{summary}: {reasons}" if reasons else summary
    summary = summary if len(summary) <= _LONGEST_NOTICE else f"{summary[: _LONGEST_NOTICE - 1]}…"
    return f"{summary} (https://doi.org/{notice.group()})" if notice else summary
