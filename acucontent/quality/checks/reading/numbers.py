"""Numbers, ranges and shares, as readers take them in best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.reading.data import any_of
from acucontent.quality.passages import english_passages
from acucontent.quality.subject import Subject

_NUMBER = r"\d(?:[\d.,]*\d)?"
_DASH = r"(?:\s?[–—]\s?|-|\s-\s)"
_RANGE = re.compile(rf"(?<![\w.,/-]){_NUMBER}{_DASH}{_NUMBER}%?(?![\w/-]|[–—]\d)")
_PERCENT = r"\d[\d.,]*\s?(?:%|percent\b|per cent\b)"
_THOSE = "people|patients?|adults?|persons?|women|men|children|users|cases|visits|treatments"
_SHARE_OF_PEOPLE = re.compile(rf"({_PERCENT})(?: \w+){{0,3}} (?:{_THOSE})\b", re.IGNORECASE)
_CHANCE = re.compile(
    rf"\b(?:risk|chance|likelihood|odds)\b.{{0,40}}?({_PERCENT})|({_PERCENT}) (?:risk|chance)", re.IGNORECASE
)
_NATURAL = re.compile(r"\b\d[\d.,]*\s(?:in|of|out of)\s(?:every\s)?(?:\d|a (?:hundred|thousand|million))")
_THOUSANDS = re.compile(r"(?<![\w.,:/-])(?!(?:1[5-9]|20)\d\d\b)\d{4,}(?![\w/-]|[.,]\d)")
_BARE_POINT = re.compile(r"(?<![\w.])\.\d")
_SHORT_UNIT = re.compile(r"\b\d[\d.,]*\s?(hrs?|mins?|secs?|wks?|yrs?|mos?)\b\.?", re.IGNORECASE)
_NUMBERS = "NHS digital service manual, Numbers, measurements, dates and time"


def _all(subject: Subject, pattern: re.Pattern[str], message: str) -> Iterator[Found]:
    for passage in english_passages(subject.guide):
        for found in dict.fromkeys(found.group().strip() for found in pattern.finditer(passage.words)):
            yield Found(passage.path, message.format(found), found)


def _ranges(subject: Subject) -> Iterator[Found]:
    for found in _all(subject, _RANGE, "The range “{}” has a dash, which screen readers skip or read as minus."):
        low, high = re.split(r"\s?[–—-]\s?", found.words or "", maxsplit=1)
        yield Found(found.path, found.message, found.words, f"Write “{low} to {high}”.")


def _shares(subject: Subject) -> Iterator[Found]:
    """Shares of people, and risks, in percent, in prose that nowhere says the same as so many in so many."""
    for passage in english_passages(subject.guide):
        if passage.prose and not _NATURAL.search(passage.words):
            for pattern in (_SHARE_OF_PEOPLE, _CHANCE):
                for found in pattern.finditer(passage.words):
                    percent = next(filter(None, found.groups()))
                    yield Found(passage.path, f"“{found.group()}” is hard to picture.", percent)


@cache
def _worded() -> re.Pattern[str]:
    words = any_of("number_words")
    return re.compile(rf"\b(?:{words}|\d[\d,]*) (?:in|out of) (?:every )?(?:{words})\b(?! (?:of|the))", re.IGNORECASE)


def _in_words(subject: Subject) -> Iterator[Found]:
    for found in _all(subject, _worded(), "“{}” gives a share in words, where readers look for figures."):
        if not re.search(r"(?:in|of) (?:one|1)$", found.words or ""):
            yield found


def _hard_figures(subject: Subject) -> Iterator[Found]:
    yield from _all(subject, _THOUSANDS, "“{}” has no comma between its thousands.")
    yield from _all(subject, _BARE_POINT, "“{}” has no 0 before its point, and the point is easily missed.")


def _short_units(subject: Subject) -> Iterator[Found]:
    return _all(subject, _SHORT_UNIT, "“{}” has a shortened unit.")


CHECKS = (
    Check(
        code="R130",
        title="A range is written with a dash",
        severity="warning",
        why="A dash between numbers is read as minus, or skipped, so “8–15” may be heard as “815”.",
        fix="Write “8 to 15”.",
        source=f"{_NUMBERS}: Ranges",
        find=_ranges,
    ),
    Check(
        code="R131",
        title="A share of people is given in percent alone",
        severity="warning",
        why="Most readers can picture 7 in 100 people and cannot picture 7%.",
        fix="Write “7 in 100 people”, alone or beside the percentage.",
        source=f"{_NUMBERS}: Statistics; PEMAT-P, item 6; Trevena et al, BMC Med Inform Decis Mak 2013;13(S2):S7",
        find=_shares,
    ),
    Check(
        code="R132",
        title="A share is given in words",
        severity="note",
        why="Readers scan a page for figures and find them sooner than words.",
        fix="Write figures: “1 in 10 people”.",
        source=f"{_NUMBERS}: Numerals",
        find=_in_words,
    ),
    Check(
        code="R133",
        title="A number is hard to read as it is written",
        severity="warning",
        why="A missing comma or 0 turns one number into another ten or a thousand times as large.",
        fix="Put a comma between thousands, and a 0 before a decimal point.",
        source=f"{_NUMBERS}: Numerals; ISMP list of error-prone abbreviations: naked decimal points",
        find=_hard_figures,
    ),
    Check(
        code="R134",
        title="A unit of time is shortened",
        severity="warning",
        why="Short units are misread, and screen readers speak them as letters.",
        fix="Write the unit in full: minutes, hours, weeks.",
        source=f"{_NUMBERS}: Time",
        find=_short_units,
    ),
)
