"""Form the inflected words of English: the forms of a verb and the plural of a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_DOUBLING = re.compile(r"^(?:[^aeiou]*|re)[^aeiou][aeiou][^aeiouwxyh]$|^[^aeiou]*qu[aeiou]t$")
"""Short verbs that double their last letter: stop, plan, quit."""
_HISSING = re.compile(r"(?:s|x|z|ch|sh|[^aeiou]o)$")
_CHANGING_Y = re.compile(r"(?<=[^aeiou])y$")


def inflect_verb(verb: str, irregular: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each form of a verb with its name: `base`, `s`, `ing` or `ed`.

    Args:
        verb: The verb in its base form; of several words, the first is inflected.
        irregular: The past forms of irregular verbs, separated by spaces, by base form.
    """
    first, _, rest = verb.partition(" ")
    for form, word in _inflect_word(first, irregular):
        yield form, f"{word} {rest}".strip()


def inflect_noun(noun: str) -> tuple[str, str]:
    """Return the singular and the plural of a noun; of several words, the last is inflected."""
    return noun, _add_s(noun)


def _inflect_word(verb: str, irregular: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "base", verb
    yield "s", _add_s(verb)
    stem = verb + verb[-1] if _DOUBLING.search(verb) else verb
    yield "ing", f"{stem[:-1] if re.search('[^eoy]e$', stem) else stem}ing"
    for past in irregular[verb].split() if verb in irregular else (_add_ed(stem),):
        yield "ed", past


def _add_s(word: str) -> str:
    if _HISSING.search(word):
        return f"{word}es"
    return _CHANGING_Y.sub("ie", word) + "s"


def _add_ed(stem: str) -> str:
    return f"{stem}d" if stem.endswith("e") else f"{_CHANGING_Y.sub('i', stem)}ed"
