"""Words beside words: what went and what came, and whether more than wording changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import yaml

from acucontent.diff.said import plain
from acucontent.model.base import ReferenceKey
from acucontent.model.codes import PointCode
from acucontent.model.prose import Prose, WebLink, each_inline

AROUND = 6
"""How many unchanged words stand before and after a change."""

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*%?")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SIGNALS = {
    "denial": "a “not” or its like",
    "order": "a word of what to do or when",
    "strength": "how sure or how much",
    "amount": "how many or how long",
}


def marked(old: str, new: str) -> str:
    """The new words with what went as [-old-] and what came as {+new+}; long unchanged stretches are left out."""
    before, after = old.split(), new.split()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    parts: list[str] = []
    for step in steps:
        tag, start, end, other_start, other_end = step
        if tag == "equal":
            parts += _shortened(before[start:end], first=step == steps[0], last=step == steps[-1])
            continue
        if end > start:
            parts.append(f"[-{' '.join(before[start:end])}-]")
        if other_end > other_start:
            parts.append(f"{{+{' '.join(after[other_start:other_end])}+}}")
    return " ".join(parts)


def _shortened(words: list[str], *, first: bool, last: bool) -> list[str]:
    """An unchanged stretch: its ends that are next to a change."""
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    if len(words) <= head + tail + 1:
        return words
    return [*words[:head], "…", *words[len(words) - tail :]]


def signals(old: Prose, new: Prose, language: str) -> tuple[str, ...]:
    """What changed in prose beyond wording, each as a phrase: a number, a “not”, a source, an address.

    Words that carry meaning are known in the languages of signals.yaml; in another, numbers and links alone are seen.
    """
    found = []
    before, after = plain(old), plain(new)
    numbers = [_NUMBER.findall(text) for text in (before, after)]
    found += list(_gained_and_lost("a number", *numbers)) or (
        ["the order of numbers"] if numbers[0] != numbers[1] else []
    )
    for kind, known in _known(language.partition("-")[0]).items():
        lists = [[word for word in _words(text) if word in known] for text in (before, after)]
        found += _gained_and_lost(_SIGNALS[kind], *lists)
    found += _gained_and_lost("a source", _links(old, ReferenceKey), _links(new, ReferenceKey))
    found += _gained_and_lost("a link to a point", _links(old, PointCode), _links(new, PointCode))
    found += _gained_and_lost("an address", _addresses(old), _addresses(new))
    return tuple(found)


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _gained_and_lost(what: str, before: list[str], after: list[str]) -> Iterator[str]:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    sides = ("out", gone), ("in", come)
    said = " and ".join(f"{', '.join(f'“{each}”' for each in items)} {side}" for side, items in sides if items)
    if said:
        yield f"{what} ({said})"


def _links(prose: Prose, kind: type[str]) -> list[str]:
    return [str(link) for link in prose.links() if isinstance(link, kind)]


def _addresses(prose: Prose) -> list[str]:
    return [inline.address for inline in each_inline(prose.blocks) if isinstance(inline, WebLink)]


@cache
def _known(language: str) -> Mapping[str, frozenset[str]]:
    text = files("acucontent.diff").joinpath("signals.yaml").read_text(encoding="utf-8")
    return {kind: frozenset(words) for kind, words in yaml.safe_load(text).get(language, {}).items()}
