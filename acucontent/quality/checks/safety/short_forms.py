"""Check that the short form of a record says no less and no other than its long form."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from acucontent.model.base import Link, Record
from acucontent.model.paths import format_path, walk_values
from acucontent.model.prose import Prose
from acucontent.model.risks import Precaution, RedFlag
from acucontent.quality.check import Check, Found
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import UNREAD_FIELDS, make_passage
from acucontent.quality.phrases import load_word_list
from acucontent.quality.subject import Subject

_NUMBER = re.compile(r"\d[\d.,]*(?<![.,])")
_NO_TEXT = frozenset({"id", "short", "brief", "region", "urgency", "phase", "severity", "situations"})
"""Fields of a record that are not part of its long form."""

_PARTS_WITH_WARNINGS = ("risks", "sessions")
"""Parts of a guide whose records tell a reader what not to do."""


@dataclass(frozen=True)
class _Words:
    """The word lists of a language."""

    negations: re.Pattern[str]
    commands: re.Pattern[str]
    commands_of_signs: re.Pattern[str]
    names: re.Pattern[str]
    numbers: Mapping[str, str]

    def list_numbers(self, text: str) -> set[str]:
        """Return the numbers of a text, in digits."""
        return {
            *_NUMBER.findall(text),
            *(self.numbers[word] for word in re.findall(r"[a-z]+", text) if word in self.numbers),
        }

    def list_names(self, text: str) -> set[str]:
        """Return the medicines and devices that a text names, in the singular."""
        return {match[0].removesuffix("s") for match in self.names.finditer(text)}


def _find_other_warnings(subject: Subject) -> Iterator[Found]:
    words = _load_words(subject.guide.language)
    for path, record in walk_values(subject.guide, skip=UNREAD_FIELDS):
        short = getattr(record, "short", None) if isinstance(record, Record) else None
        if words is None or short is None:
            continue
        is_warning = path[0] in _PARTS_WITH_WARNINGS
        for problem in _compare(words, record, _fold(short), is_warning=is_warning):
            yield Found(f"{format_path(path)}.short", f"The short form “{short}” {problem}.")


def _compare(words: _Words, record: Record, short: str, *, is_warning: bool) -> Iterator[str]:
    """Yield what a short form adds to its long form, and what it loses.

    Args:
        words: The word lists of the language.
        record: The record with the long form.
        short: The short form, in lower case.
        is_warning: Whether the record is in a part of the guide that warns, so that no command may be lost.
    """
    text, warning = _join_text(record), _get_warning(record)
    added = [
        *(words.list_numbers(short) - words.list_numbers(text) - _list_figures(record)),
        *(words.list_names(short) - words.list_names(text)),
    ]
    lost = [
        *(words.list_numbers(warning) - words.list_numbers(short)),
        *(words.list_names(warning) - words.list_names(short)),
    ]
    yield from (f"has “{word}”, which the long form does not have" for word in sorted(added))
    yield from (f"loses “{word}” of the long form" for word in sorted(lost))
    denied = _find_denial(words, record, text) if is_warning else None
    kept = words.negations.search(short)
    if denied and not kept:
        yield f"loses “{denied[0]}” of the long form"
    if kept and not words.negations.search(text):
        yield f"has “{kept[0]}”, which the long form does not have"


def _find_denial(words: _Words, record: Record, text: str) -> re.Match[str] | None:
    """Return the words of the long form that deny or forbid something, so that the short form must do so, too."""
    match record:
        case RedFlag():
            return words.negations.search(_fold(record.sign)) or words.commands_of_signs.search(text)
        case Precaution(action="avoid"):
            return words.negations.search(f"{_fold(record.situation)} {_fold(record.advice)}")
    return words.commands.search(text)


def _get_warning(record: Record) -> str:
    """Return the words whose numbers and names a sheet must not lose: a sign, or a situation to avoid."""
    match record:
        case RedFlag():
            return _fold(record.sign)
        case Precaution(action="avoid"):
            return _fold(record.situation)
    return ""


def _join_text(record: Record) -> str:
    """Return the text of all fields that belong to the long form."""
    values = {name: getattr(record, name) for name in type(record).model_fields if name not in _NO_TEXT}
    return " ".join(_fold(each) for value in values.values() for _, each in walk_values(value) if _is_text(each))


def _list_figures(record: Record) -> set[str]:
    """Return the numbers and years of a record, as a sentence can write them: 9.31 as 9.31 or 9, 1000 as 1,000."""
    values = [value for _, value in walk_values(record)]
    numbers = [value for value in values if isinstance(value, int | float)]
    years = {str(value.year) for value in values if isinstance(value, datetime.date)}
    return years.union(*({f"{number:g}", f"{number:,.0f}", f"{number:.0f}"} for number in numbers))


def _is_text(value: object) -> bool:
    return isinstance(value, Prose | str) and not isinstance(value, Link)


def _fold(text: Prose | str) -> str:
    return make_passage("", text).words.lower().replace("’", "'")


@cache
def _load_words(language: str) -> _Words | None:
    lists = load_word_list("acucontent.quality.checks.safety", "short_forms", language)
    if lists is None:
        return None
    kinds = ("negations", "commands", "commands_of_signs", "names")
    negations, commands, of_signs, names = (
        re.compile(rf"\b(?:{lists[kind].replace('| ', '|')})(?!\w)") for kind in kinds
    )
    return _Words(negations, commands, of_signs, names, lists["numbers"])


CHECKS = (
    Check(
        code="S124",
        languages=ENGLISH,
        title="A short form says something else than its long form",
        severity="error",
        why="A reader of a sheet sees only the short form, and must not miss a 'never', a number or a device.",
        fix="Keep each number, medicine, device and negation of the warning, and add none; shorten other words.",
        source="CDC Clear Communication Index, items 13 and 14: why it matters, and what exactly to do.",
        find=_find_other_warnings,
    ),
)
