"""Compare two texts word by word, and find whether more than the wording changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import yaml

from acucontent.diff.format_values import format_prose
from acucontent.model.base import ReferenceKey
from acucontent.model.codes import PointCode
from acucontent.model.prose import Prose, WebLink, walk_inlines

AROUND = 6
"""The number of unchanged words shown before and after a change."""

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*%?")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SIGNALS = {
    "denial": "a negation",
    "order": "a word about what to do or when",
    "strength": "a word of certainty or degree",
    "amount": "a word of number or time",
}


def mark_changes(old: str, new: str) -> str:
    """Return the new text with removed words as [-old-] and added words as {+new+}.

    Long unchanged passages are shortened to an ellipsis.
    """
    before, after = old.split(), new.split()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    parts: list[str] = []
    for step in steps:
        tag, start, end, other_start, other_end = step
        if tag == "equal":
            parts += _shorten_unchanged(before[start:end], first=step == steps[0], last=step == steps[-1])
            continue
        if end > start:
            parts.append(f"[-{' '.join(before[start:end])}-]")
        if other_end > other_start:
            parts.append(f"{{+{' '.join(after[other_start:other_end])}+}}")
    return " ".join(parts)


def _shorten_unchanged(words: list[str], *, first: bool, last: bool) -> list[str]:
    """Return an unchanged passage, reduced to the words next to a change."""
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    if len(words) <= head + tail + 1:
        return words
    return [*words[:head], "…", *words[len(words) - tail :]]


def find_signals(old: Prose, new: Prose, language: str) -> tuple[str, ...]:
    """Return what changed in prose beyond its wording, such as a number, a negation, a source or an address.

    Args:
        old: The prose before the change.
        new: The prose after the change.
        language: The language of the guide. Words that carry meaning are listed in signals.yaml for each language;
            in a language without a list, only numbers and links are compared.

    Returns:
        One phrase for each kind of change, such as "a number (removed “2”; added “3”)".
    """
    found = []
    before, after = format_prose(old), format_prose(new)
    numbers = [_NUMBER.findall(text) for text in (before, after)]
    found += list(_describe_changed_items("a number", *numbers)) or (
        ["the order of numbers"] if numbers[0] != numbers[1] else []
    )
    for kind, signal_words in _load_signals(language.partition("-")[0]).items():
        lists = [[word for word in _split_words(text) if word in signal_words] for text in (before, after)]
        found += _describe_changed_items(_SIGNALS[kind], *lists)
    found += _describe_changed_items("a source", _find_links(old, ReferenceKey), _find_links(new, ReferenceKey))
    found += _describe_changed_items("a link to a point", _find_links(old, PointCode), _find_links(new, PointCode))
    found += _describe_changed_items("an address", _find_addresses(old), _find_addresses(new))
    return tuple(found)


def _split_words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _describe_changed_items(what: str, before: list[str], after: list[str]) -> Iterator[str]:
    removed, added = Counter(before) - Counter(after), Counter(after) - Counter(before)
    sides = ("removed", removed), ("added", added)
    changes = "; ".join(f"{side} {', '.join(f'“{item}”' for item in items)}" for side, items in sides if items)
    if changes:
        yield f"{what} ({changes})"


def _find_links(prose: Prose, kind: type[str]) -> list[str]:
    return [str(link) for link in prose.list_links() if isinstance(link, kind)]


def _find_addresses(prose: Prose) -> list[str]:
    return [inline.address for inline in walk_inlines(prose.blocks) if isinstance(inline, WebLink)]


@cache
def _load_signals(language: str) -> Mapping[str, frozenset[str]]:
    text = files("acucontent.diff").joinpath("signals.yaml").read_text(encoding="utf-8")
    return {kind: frozenset(words) for kind, words in yaml.safe_load(text).get(language, {}).items()}
