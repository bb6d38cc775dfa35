"""The names of conditions, countries, bodies and currencies of a language, and where a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from acucontent.quality.phrases import load_word_list

_KINDS: Mapping[str, str] = {
    "conditions": "condition",
    "countries": "country",
    "bodies": "body",
    "currencies": "currency",
}
"""What the names of each list are."""


@dataclass(frozen=True)
class Name:
    """A name in all of its forms."""

    kind: str
    """`condition`, `country`, `body` or `currency`."""
    forms: tuple[str, ...]
    regions: frozenset[str] = frozenset()
    """The regions in which it is at home."""


@dataclass(frozen=True)
class NameList:
    """The names of a language, with the pattern that finds them.

    It finds names of conditions in any case, and signs of currencies before a number.
    """

    names: Mapping[str, Name]
    """The names by their forms in lower case."""
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, names: Iterable[Name]) -> NameList:
        """Make the list of some names."""
        forms = {form: name for name in names for form in name.forms}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        signs = [form for form in longest_first if not any(map(str.isalnum, form))]
        conditions = [form for form in longest_first if forms[form].kind == "condition"]
        others = [form for form in longest_first if form not in {*signs, *conditions}]
        words = f"(?i:{_join_forms(conditions)})|{_join_forms(others)}"
        pattern = rf"(?<![\w@/.])(?:{words})(?!\w)|(?:{_join_forms(signs)})(?=\s?\d)"
        return cls({form.lower(): name for form, name in forms.items()}, re.compile(pattern))

    def find_names(self, text: str) -> Iterator[tuple[Name, re.Match[str]]]:
        """Yield each name in a text with its place."""
        for found in self.pattern.finditer(text):
            yield self.names[" ".join(found.group().lower().split())], found


def _join_forms(forms: Iterable[str]) -> str:
    """Return the pattern of some forms."""
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)


@cache
def load_names(language: str) -> NameList | None:
    """Return the names of a language, given as a BCP 47 tag; None if it has no list."""
    lists = load_word_list("acucontent.quality.checks.contents", "names", language)
    return None if lists is None else NameList.of(chain.from_iterable(map(_read_names, lists, lists.values())))


def _read_names(key: str, entries: Iterable[str] | Mapping[str, str]) -> Iterator[Name]:
    """Yield the names of one list, in which conditions have no regions."""
    regions = entries if isinstance(entries, Mapping) else dict.fromkeys(entries, "")
    for forms, codes in regions.items():
        yield Name(
            _KINDS[key],
            tuple(form.strip() for form in forms.split("|")),
            frozenset(code.strip() for code in codes.split(",") if code.strip()),
        )
