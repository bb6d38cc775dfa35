"""Checks of numbers, ranges and percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.reading.word_lists import join_words
from acucontent.quality.languages import ENGLISH
from acucontent.quality.subject import Subject

_NUMBER = r"\d(?:[\d.,]*\d)?"
_DASH = r"(?:\s?[–—]\s?|-|\s-\s)"
_RANGE = re.compile(rf"(?<![\w.,/-]){_NUMBER}{_DASH}{_NUMBER}%?(?![\w/-]|[–—]\d)")
_PERCENT = r"\d[\d.,]*\s?(?:%|percent\b|per cent\b)"
_PEOPLE = "people|patients?|adults?|persons?|women|men|children|users|cases|visits|treatments"
_SHARE_OF_PEOPLE = re.compile(rf"({_PERCENT})(?: \w+){{0,3}} (?:{_PEOPLE})\b", re.IGNORECASE)
_CHANCE = re.compile(
    rf"\b(?:risk|chance|likelihood|odds)\b.{{0,40}}?({_PERCENT})|({_PERCENT}) (?:risk|chance)", re.IGNORECASE
)
_NATURAL_FREQUENCY = re.compile(r"\b\d[\d.,]*\s(?:in|of|out of)\s(?:every\s)?(?:\d|a (?:hundred|thousand|million))")
_THOUSANDS = re.compile(r"(?<![\w.,:/-])(?!(?:1[5-9]|20)\d\d\b)\d{4,}(?![\w/-]|[.,]\d)")
_BARE_POINT = re.compile(r"(?<![\w.])\.\d")
_SHORT_UNIT = re.compile(r"\b\d[\d.,]*\s?(hrs?|mins?|secs?|wks?|yrs?|mos?)\b\.?", re.IGNORECASE)
_NUMBERS = "NHS digital service manual, Numbers, measurements, dates and time"


def _find_matches(subject: Subject, pattern: re.Pattern[str], message: str) -> Iterator[Found]:
    for passage in subject.passages:
        for found in dict.fromkeys(found.group().strip() for found in pattern.finditer(passage.words)):
            yield Found(passage.path, message.format(found), found)


def _find_ranges(subject: Subject) -> Iterator[Found]:
    for found in _find_matches(
        subject, _RANGE, "The range “{}” has a dash, which screen readers skip or read as minus."
    ):
        low, high = re.split(r"\s?[–—-]\s?", found.words or "", maxsplit=1)
        yield Found(found.path, found.message, found.words, f"Write “{low} to {high}”.")


def _find_percentages(subject: Subject) -> Iterator[Found]:
    """Find percentages of people and of risk in prose that has no natural frequency, such as “7 in 100”."""
    for passage in subject.passages:
        if passage.prose and not _NATURAL_FREQUENCY.search(passage.words):
            for pattern in (_SHARE_OF_PEOPLE, _CHANCE):
                for found in pattern.finditer(passage.words):
                    percent = next(filter(None, found.groups()))
                    yield Found(passage.path, f"“{found.group()}” is hard to imagine.", percent)


@cache
def _compile_worded_shares() -> re.Pattern[str]:
    words = join_words("number_words")
    return re.compile(rf"\b(?:{words}|\d[\d,]*) (?:in|out of) (?:every )?(?:{words})\b(?! (?:of|the))", re.IGNORECASE)


def _find_worded_shares(subject: Subject) -> Iterator[Found]:
    for found in _find_matches(
        subject, _compile_worded_shares(), "“{}” is a proportion in words; digits are easier to find."
    ):
        if not re.search(r"(?:in|of) (?:one|1)$", found.words or ""):
            yield found


def _find_hard_numbers(subject: Subject) -> Iterator[Found]:
    yield from _find_matches(subject, _THOUSANDS, "“{}” has no comma between thousands.")
    yield from _find_matches(subject, _BARE_POINT, "“{}” has no 0 before the decimal point, which is easy to miss.")


def _find_short_units(subject: Subject) -> Iterator[Found]:
    return _find_matches(subject, _SHORT_UNIT, "“{}” has an abbreviated unit.")


CHECKS = (
    Check(
        code="R130",
        languages=ENGLISH,
        title="A range is written with a dash",
        severity="warning",
        why="Screen readers read a dash between numbers as minus, or skip it, so “8–15” can sound like “815”.",
        fix="Write “8 to 15”.",
        source=f"{_NUMBERS}: Ranges",
        find=_find_ranges,
    ),
    Check(
        code="R131",
        languages=ENGLISH,
        title="A proportion of people is only given in percent",
        severity="warning",
        why="Most readers can imagine 7 in 100 people but not 7%.",
        fix="Write “7 in 100 people”, with or without the percentage.",
        source=f"{_NUMBERS}: Statistics; PEMAT-P, item 6; Trevena et al, BMC Med Inform Decis Mak 2013;13(S2):S7",
        find=_find_percentages,
    ),
    Check(
        code="R132",
        languages=ENGLISH,
        title="A proportion is written in words",
        severity="note",
        why="Readers scan a page for digits and find them faster than words.",
        fix="Use digits: “1 in 10 people”.",
        source=f"{_NUMBERS}: Numerals",
        find=_find_worded_shares,
    ),
    Check(
        code="R133",
        languages=ENGLISH,
        title="A number is in a format that is hard to read",
        severity="warning",
        why="A missing comma or 0 can make a number look ten or a thousand times as large.",
        fix="Write a comma between thousands and a 0 before a decimal point.",
        source=f"{_NUMBERS}: Numerals; ISMP list of error-prone abbreviations: naked decimal points",
        find=_find_hard_numbers,
    ),
    Check(
        code="R134",
        languages=ENGLISH,
        title="A unit of time is abbreviated",
        severity="warning",
        why="Readers misread abbreviated units, and screen readers spell them out.",
        fix="Write the unit in full: minutes, hours, weeks.",
        source=f"{_NUMBERS}: Time",
        find=_find_short_units,
    ),
)
