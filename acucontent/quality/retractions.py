"""A list of retractions as Retraction Watch publishes it, kept on this machine: which DOIs were retracted, and why.

The file is `retraction_watch.csv` of https://gitlab.com/crossref/retraction-watch-data, one row a notice. Of its
columns these are read: OriginalPaperDOI, RetractionNature, and where they stand Reason, RetractionDOI and
RetractionDate. A notice of the nature "Reinstatement" takes back the retractions before it.
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
"""The largest list that is read; the whole of Retraction Watch is some 60 MB."""

_HOME = "https://gitlab.com/crossref/retraction-watch-data"
_NEEDED = ("OriginalPaperDOI", "RetractionNature")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
"""Month, day and year, as the list has them."""
_LONGEST = 200


class BadRetractions(AcucontentError, ValueError):
    """A list of retractions cannot be used; the message says why and how to fix it."""


@dataclass(frozen=True)
class _Notice:
    doi: str
    nature: str
    on: datetime.date
    said: str


def read_retractions(path: str | Path) -> Mapping[str, str]:
    """The DOIs in lower case that were retracted, each with what the notice says.

    Raises:
        BadRetractions: there is no such file, or it is no such list.
    """
    file = Path(path)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadRetractions(
                f"{file}: is larger than {MOST_BYTES // 1_000_000} MB, so it is no list of retractions"
            )
        with file.open("rb") as stream, TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
            notices = sorted(_notices(file, text), key=lambda notice: notice.on)
    except OSError as error:
        raise BadRetractions(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        advice = "Save it as UTF-8, or download it anew"
        raise BadRetractions(f"{file}: is not UTF-8 (byte {error.object[error.start]:#04x}). {advice}") from None
    retracted: dict[str, str] = {}
    for notice in notices:
        if notice.nature == "retraction":
            retracted[notice.doi] = notice.said
        elif notice.nature == "reinstatement":
            retracted.pop(notice.doi, None)
    return retracted


def _notices(file: Path, lines: Iterable[str]) -> Iterator[_Notice]:
    """Every notice of a paper that has a DOI."""
    rows = csv.reader(lines, strict=True)
    try:
        columns = _columns(file, next(rows, []))
        rows_read = 0
        for row in rows:
            rows_read += 1
            yield from _notice(file, rows.line_num, dict(zip(columns, row, strict=False)))
    except csv.Error as error:
        advice = "Download the list anew"
        raise BadRetractions(f"{file}:{rows.line_num}: is not CSV: {error}. {advice}") from error
    if not rows_read:
        raise BadRetractions(f"{file}: has no rows below its heads. Download the list anew")


def _columns(file: Path, heads: list[str]) -> list[str]:
    """The heads of the columns, written without blanks."""
    columns = ["".join(head.split()) for head in heads]
    for needed in _NEEDED:
        if needed not in columns:
            raise BadRetractions(
                f"{file}:1: has no column {needed}, so it is not Retraction Watch's list. Get it from {_HOME}"
            )
    return columns


def _notice(file: Path, line: int, row: Mapping[str, str]) -> Iterator[_Notice]:
    if any(needed not in row for needed in _NEEDED):
        raise BadRetractions(f"{file}:{line}: the row is cut short. Download the list anew")
    found = _DOI.search(row["OriginalPaperDOI"])
    nature = row["RetractionNature"].strip().casefold()
    if found:
        yield _Notice(found.group().lower(), nature, _day(row.get("RetractionDate", "")), _said(row))


def _day(text: str) -> datetime.date:
    """The day of a notice; the first of all days where it cannot be read."""
    found = _DATE.match(text.strip())
    try:
        return datetime.date(int(found[3]), int(found[1]), int(found[2])) if found else datetime.date.min
    except ValueError:
        return datetime.date.min


def _said(row: Mapping[str, str]) -> str:
    """What the notice says: its nature, its day, the reasons, and where it stands."""
    day = _day(row.get("RetractionDate", ""))
    reasons = "; ".join(reason.strip(" +") for reason in row.get("Reason", "").split(";") if reason.strip(" +"))
    notice = _DOI.search(row.get("RetractionDOI", ""))
    said = (
        row["RetractionNature"].strip() if day == datetime.date.min else f"{row['RetractionNature'].strip()} on {day}"
    )
    said = f"{said}: {reasons}" if reasons else said
    said = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
    return f"{said} (https://doi.org/{notice.group()})" if notice else said
