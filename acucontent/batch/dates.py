"""Read dates and times in the forms that people and programs write. One that has two meanings is rejected with both."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from acucontent.errors import AcucontentError
from acucontent.model.characters import remove_invisible

EXPECTED_DATE = "Expected a date such as 2026-12-31"
EXPECTED_TIME = "Expected a time such as 14:30"

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_EARLIEST_MORNING_HOUR = 7
"""From this hour on, `8:30` without AM or PM is a time of the morning; `2:30` may also mean 2:30 in the afternoon."""

_TIME = r"""
    (?:(?P<hour>[0-9]{1,2})(?:[:.,]|\ ?h\ ?)(?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]+)?)?
        (?:\ ?(?P<half>[ap])\.?\ ?m\.?|\ ?(?:h|hrs|uhr|uur))?
    |(?P<whole_hour>[0-9]{1,2})\ ?(?:(?P<whole_half>[ap])\.?\ ?m\.?|h|hrs|uhr|uur))
"""
_FLAGS = re.IGNORECASE | re.VERBOSE
_ONLY_TIME = re.compile(_TIME, _FLAGS)
_DAY_AND_TIME = re.compile(rf"(?P<day>.+?)(?:,?\ (?:at\ )?|(?<=[0-9])T){_TIME}", _FLAGS)

_SEPARATOR = r"(?P<separator>[-/.])"
_YEAR_FIRST = re.compile(rf"(?P<y>[0-9]{{4}}){_SEPARATOR}(?P<m>[0-9]{{1,2}})(?P=separator)(?P<d>[0-9]{{1,2}})")
_COMPACT = re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_HAN = re.compile(r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日")
_YEAR_LAST = re.compile(rf"(?P<a>[0-9]{{1,2}}){_SEPARATOR}(?P<b>[0-9]{{1,2}})(?P=separator)(?P<y>[0-9]{{4}})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/. ]+(?:[0-9]{1,2}|[^\W\d_]+\.?)[-/. ,]+'?[0-9]{2}")
_GAP, _ORDINAL, _NAME = r"(?:[-/ ]|\ de\ |\ of\ )", r"(?:st|nd|rd|th|º|\.)?", r"(?P<name>[^\W\d_]+)\.?"
_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<d>[0-9]{{1,2}}){_ORDINAL}{_GAP}{_NAME},?{_GAP}(?P<y>[0-9]{{4}})",
        rf"{_NAME}{_GAP}(?P<d>[0-9]{{1,2}}){_ORDINAL},?{_GAP}(?P<y>[0-9]{{4}})",
        rf"(?P<y>[0-9]{{4}}){_GAP}{_NAME}{_GAP}(?P<d>[0-9]{{1,2}})",
    )
)
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]+)\.?,? (?P<day>.+)")


class BadDate(AcucontentError, ValueError):
    """A date or time is invalid or ambiguous; the message says why, or which meanings it has."""


def parse_moment(text: str, language: str) -> tuple[datetime.date, datetime.time | None]:
    """Return a day, and the time of the day if it follows. Midnight is no time: databases add it to each day.

    Args:
        text: The date, such as `2026-12-31`, `31 Dec 2026`, `December 31, 2026, 2:30 PM` or `2026-12-31 14:30:00`.
        language: The language of the names of months and days, besides English, as a BCP 47 tag.

    Raises:
        BadDate: The date or time is invalid, or has two meanings, such as `03/04/2026`.
    """
    normalized = _normalize(text)
    match = _DAY_AND_TIME.fullmatch(normalized)
    if not match:
        return _parse_day(normalized, language), None
    time = _make_time(match)
    return _parse_day(match["day"], language), None if time == datetime.time() else time


def parse_time(text: str) -> datetime.time:
    """Return a time of the day.

    Args:
        text: The time, such as `14:30`, `14:30:00`, `14.30`, `14h30`, `2:30 PM` or `2 p.m.`

    Raises:
        BadDate: The time is invalid, or has two meanings, such as `2:30`.
    """
    match = _ONLY_TIME.fullmatch(_normalize(text))
    if not match:
        raise BadDate(f"is not a valid time. {EXPECTED_TIME}")
    return _make_time(match)


def _normalize(text: str) -> str:
    """Return the text with ordinary digits and signs, and single spaces, without invisible characters."""
    return " ".join(unicodedata.normalize("NFKC", remove_invisible(text)).split())


def _make_time(match: re.Match[str]) -> datetime.time:
    digits = match["hour"] or match["whole_hour"]
    hour, minute, second = int(digits), int(match["minute"] or 0), int(match["second"] or 0)
    half = (match["half"] or match["whole_half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise BadDate(f"is not a valid time. {EXPECTED_TIME}")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif len(digits) == 1 and 1 <= hour < _EARLIEST_MORNING_HOUR:
        raise BadDate(f"may be {hour:02}:{minute:02} or {hour + 12}:{minute:02}. To fix it, add AM or PM")
    try:
        return datetime.time(hour, minute, second)
    except ValueError:
        raise BadDate(f"is not a valid time. {EXPECTED_TIME}") from None


def _parse_day(text: str, language: str) -> datetime.date:
    joined = re.sub(r" ?([-/.]) ?(?=[0-9])", r"\1", text)
    readings = {*_read_numbers(joined), *_read_names(text, language)}
    if not readings and (match := _WEEKDAY.fullmatch(text)):
        weekday = _read_weekdays(language).get(match["name"].casefold())
        if weekday is not None:
            return _check_weekday(_parse_day(match["day"], language), weekday)
    if len(readings) > 1:
        meanings = " or ".join(day.isoformat() for day in sorted(readings))
        raise BadDate(f"may be {meanings}. To fix it, write the year first, as in 2026-12-31")
    if not readings:
        raise BadDate(_describe_invalid(joined))
    return readings.pop()


def _describe_invalid(text: str) -> str:
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", text):
        return f"is a number. To fix it, format the column as dates. {EXPECTED_DATE}"
    if _SHORT_YEAR.fullmatch(text):
        return f"has a year of two digits. {EXPECTED_DATE}"
    return f"is not a valid date. {EXPECTED_DATE}"


def _check_weekday(day: datetime.date, weekday: int) -> datetime.date:
    if day.weekday() != weekday:
        raise BadDate(f"has a day of the week that is not the day of this date. {EXPECTED_DATE}")
    return day


def _read_numbers(text: str) -> Iterator[datetime.date]:
    """Yield each meaning of a date without names."""
    for pattern in (_YEAR_FIRST, _COMPACT, _HAN):
        if match := pattern.fullmatch(text):
            yield from _make_days(match["y"], match["m"], match["d"])
    if match := _YEAR_LAST.fullmatch(text):
        yield from _make_days(match["y"], match["b"], match["a"])
        yield from _make_days(match["y"], match["a"], match["b"])


def _read_names(text: str, language: str) -> Iterator[datetime.date]:
    """Yield each meaning of a date with the name of its month."""
    months = _read_months(language)
    for pattern in _NAMED:
        if (match := pattern.fullmatch(text)) and match["name"].casefold() in months:
            yield from _make_days(match["y"], months[match["name"].casefold()], match["d"])


def _make_days(year: str, month: str | int, day: str) -> Iterator[datetime.date]:
    """Yield the date, if it exists and the year is plausible."""
    if _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        try:
            yield datetime.date(int(year), int(month), int(day))
        except ValueError:
            return


@cache
def _read_months(language: str) -> Mapping[str, int]:
    """Return the number of each month by its names in a language and in English."""
    names = {"sept": 9}
    for locale in (Locale("en"), Locale.parse(language, sep="-")):
        for forms in locale.months.values():
            names |= {name.strip(".").casefold(): number for name, number in _flatten(forms)}
    return names


@cache
def _read_weekdays(language: str) -> Mapping[str, int]:
    """Return the number of each day of the week, from 0 for Monday, by its names in a language and in English."""
    names: dict[str, int] = {}
    for locale in (Locale("en"), Locale.parse(language, sep="-")):
        for forms in locale.days.values():
            names |= {name.strip(".").casefold(): number for name, number in _flatten(forms)}
    return names


def _flatten(forms: Mapping[str, Mapping[int, str]]) -> Iterator[tuple[str, int]]:
    for width in ("wide", "abbreviated"):
        yield from ((name, number) for number, name in forms[width].items())
