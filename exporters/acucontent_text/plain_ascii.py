"""Text in ASCII that says the same; what cannot be said in ASCII is an error and never a question mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TypeAlias
from urllib.parse import quote, urlsplit, urlunsplit

import yaml
from anyascii import anyascii

from acucontent.rendering.exporter import ExportFailed
from acucontent_text.lines import KEPT_SPACE, is_address, tidy

Writing: TypeAlias = str | Callable[[re.Match[str]], str]

BY_NEIGHBORS: tuple[tuple[re.Pattern[str], Writing], ...] = (
    (re.compile(r"[\u00b5\u03bc]g\b"), "mcg"),
    (re.compile(r"\u03bc(?=[mlLsgMAVW]\b)"), "u"),
    (re.compile(r"\s*[℃°](?:\s?C\b)?"), lambda found: " degrees C" if found[0][-1] in "C℃" else " degrees "),
    (re.compile(r"\bCN¥"), "CNY "),
    (re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])"), " "),
    (re.compile(r"[²³¹⁰⁴-⁹⁺⁻]+"), lambda found: "^" + unicodedata.normalize("NFKC", found[0])),
    (re.compile(r"(?<![\u0370-\u03ff])[\u0391-\u03c9](?![\u0370-\u03ff])"), lambda found: _letter_name(found[0])),
)
"""What hangs on the characters around: 5 µg, 38 °C, 2½, 10⁻³, β-blocker."""

_SAYS_NOTHING_ALONE = ("Mn", "Me", "Cf", "Lm")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")
_URL = re.compile(r"https?://.*", re.IGNORECASE)


def to_ascii(text: str) -> str:
    """The text in ASCII, but for kept spaces, which are written as spaces once the lines are set.

    Symbols are written by their meaning, addresses are percent-encoded so that they still lead somewhere, and
    letters of any script are spelled by anyascii, each on its own.

    Raises:
        ExportFailed: a character has no writing in ASCII; the message names it and the words around it.
    """
    if text.isascii():
        return text
    runs = groupby(text.split(" "), key=is_address)
    return tidy(" ".join(_addresses(run) if addresses else _words(" ".join(run)) for addresses, run in runs))


@cache
def by_meaning() -> Mapping[str, str]:
    """The characters of `ascii.yaml` and how each is written."""
    text = (files("acucontent_text") / "ascii.yaml").read_text(encoding="utf-8")
    return {character: written for group in yaml.safe_load(text).values() for character, written in group.items()}


def _words(text: str) -> str:
    for pattern, writing in BY_NEIGHBORS:
        text = pattern.sub(writing, text)
    return "".join(_written(character, text) for character in text)


def _written(character: str, text: str) -> str:
    written = _spelled(character)
    if written is None:
        raise _unwritable(character, text)
    return written


def _spelled(character: str) -> str | None:
    """A character in ASCII, or none when nothing in ASCII says it."""
    if character.isascii() or character == KEPT_SPACE:
        return character
    if character in by_meaning():
        return by_meaning()[character]
    category, same = unicodedata.category(character), unicodedata.normalize("NFKC", character)
    if category[0] == "S" and same != character:
        parts = [part for part in map(_spelled, same) if part is not None]
        return "".join(parts) if len(parts) == len(same) else None
    written = anyascii(character)
    return written if _says_it(character, category, written) else None


def _says_it(character: str, category: str, written: str) -> bool:
    """Whether a spelling stands for its character: it is not empty, nor a guess at a symbol's look."""
    if "?" in written:
        return any(word in unicodedata.name(character, "") for word in ("QUESTION", "INTERROBANG"))
    if category[0] == "S":
        return _EMOJI.fullmatch(written) is not None
    return bool(written) or category in _SAYS_NOTHING_ALONE


def _letter_name(letter: str) -> str:
    """The name of a lone Greek letter, which is a symbol: beta, Delta."""
    name = unicodedata.name(letter, letter).partition(" WITH ")[0].split(" ")[-1].lower()
    return name.capitalize() if letter.isupper() else name


def _addresses(words: Iterable[str]) -> str:
    return " ".join(word if word.isascii() else _address(word) for word in words)


def _address(word: str) -> str:
    found = _URL.search(word)
    encoded = _encoded(found[0]) if found else None
    if found is None or encoded is None:
        raise _unwritable(next(character for character in word if not character.isascii()), word)
    return _words(word[: found.start()]) + encoded


def _encoded(address: str) -> str | None:
    """A web address with its host in Punycode and the rest percent-encoded, or none when it is no web address."""
    try:
        scheme, host, *rest = urlsplit(address)
        path, query, anchor = (quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in rest)
        return urlunsplit((scheme, host.encode("idna").decode("ascii"), path, query, anchor))
    except ValueError:
        return None


def _unwritable(character: str, text: str) -> ExportFailed:
    place = text.index(character)
    around = text[max(0, place - 30) : place + 30].strip()
    name = unicodedata.name(character, "no name")
    return ExportFailed(
        f"“{around}”: '{character}' (U+{ord(character):04X}, {name}) cannot be written in ASCII. "
        "Reword it in the guide, or build without the option 'ascii'."
    )
