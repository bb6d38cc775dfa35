"""The languages that checks can judge, and the checks that report a guide in another language.

A check that finds words by a word list finds nothing in a language without one, which proves nothing. So each check
declares its languages, and `run` reports one error for each family with a check that it could not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject

ENGLISH = ("en",)
"""The languages of checks with English word lists."""

_FIX = "have a qualified person accept it, or install word lists"


def _make_check(family: str, wording: str, languages: tuple[str, ...] = ENGLISH) -> Check:
    """Make the check that reports a language that a family cannot judge.

    Args:
        family: The letters of the family.
        wording: What the family judges, such as `safety wording`.
        languages: The languages that the family can judge, as primary language subtags.
    """
    return Check(
        code=f"{family}100",
        title=f"The {wording} of this language is not checked",
        severity="error",
        why="Without a word list for the language a check finds nothing, which does not mean that the text is good.",
        fix=f"Let a qualified person read the {wording} and accept this finding in their role, or install word lists.",
        source="Limit of acucontent: its word lists are only in English.",
        find=_make_finder(wording, languages),
    )


def _make_finder(wording: str, languages: tuple[str, ...]) -> Callable[[Subject], Iterator[Found]]:
    def find(subject: Subject) -> Iterator[Found]:
        language = subject.guide.language
        if language.split("-")[0] not in languages:
            yield Found("language", f"{wording.capitalize()} is not checked in {language}: {_FIX}.", language)

    return find


LANGUAGE_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        family: _make_check(family, wording)
        for family, wording in (
            ("S", "safety wording"),
            ("E", "evidence wording"),
            ("R", "plain wording"),
            ("P", "wording for understanding"),
            ("A", "accessible wording"),
            ("F", "wording of dated advice"),
            ("C", "wording for the condition and the country"),
        )
    }
)
"""The check of each family of the package that reports a language without word lists."""
