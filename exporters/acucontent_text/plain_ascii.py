"""Convert text to ASCII without changing its meaning. A character without an equivalent is an error."""

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
from acucontent_text.lines import ADDRESS_SPACE, NO_BREAK_SPACE, is_address, tidy_text

Replacement: TypeAlias = str | Callable[[re.Match[str]], str]

CONTEXT_RULES: tuple[tuple[re.Pattern[str], Replacement], ...] = (
    (re.compile(r"[\u00b5\u03bc]g\b"), "mcg"),
    (re.compile(r"\u03bc(?=[mlLsgMAVW]\b)"), "u"),
    (re.compile(r"\s*[℃°](?:\s?C\b)?"), lambda found: " degrees C" if found[0][-1] in "C℃" else " degrees "),
    (re.compile(r"\bCN¥"), "CNY "),
    (re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])"), " "),
    (re.compile(r"[²³¹⁰⁴-⁹⁺⁻]+"), lambda found: "^" + unicodedata.normalize("NFKC", found[0])),
    (re.compile(r"[●○]{4}"), lambda found: found[0].replace("●", "+").replace("○", "-")),
    (re.compile(r"(?<![\u0370-\u03ff])[\u0391-\u03c9](?![\u0370-\u03ff])"), lambda found: _get_letter_name(found[0])),
)
"""Replacements that depend on the surrounding characters: 5 µg, 38 °C, 2½, 10⁻³, ●●●○, β-blocker."""

_SILENT_CATEGORIES = ("Mn", "Me", "Cf", "Lm")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")
_URL = re.compile(r"https?://.*", re.IGNORECASE)


def convert_to_ascii(text: str) -> str:
    """Return a text in ASCII, except for no-break spaces, which are replaced when lines are wrapped.

    Symbols are replaced by their meaning, addresses are percent-encoded so that they still work, and anyascii spells
    the letters of other scripts.

    Raises:
        ExportFailed: A character cannot be written in ASCII; the message contains it with the text around it.
    """
    if text.isascii():
        return text
    runs = groupby(text.split(" "), key=is_address)
    return tidy_text(
        " ".join(_convert_addresses(run) if addresses else _convert_text(" ".join(run)) for addresses, run in runs)
    )


@cache
def load_spellings() -> Mapping[str, str]:
    """Return the characters in `ascii.yaml`, each with its spelling."""
    text = (files("acucontent_text") / "ascii.yaml").read_text(encoding="utf-8")
    return {character: written for group in yaml.safe_load(text).values() for character, written in group.items()}


def _convert_text(text: str) -> str:
    for pattern, writing in CONTEXT_RULES:
        text = pattern.sub(writing, text)
    return "".join(_convert_character(character, text) for character in text)


def _convert_character(character: str, text: str) -> str:
    written = _spell_character(character)
    if written is None:
        raise _make_error(character, text)
    return written


def _spell_character(character: str) -> str | None:
    """Return a character in ASCII, or None if it has no equivalent."""
    if character.isascii() or character in (NO_BREAK_SPACE, ADDRESS_SPACE):
        return character
    if character in load_spellings():
        return load_spellings()[character]
    category, same = unicodedata.category(character), unicodedata.normalize("NFKC", character)
    if category[0] == "S" and same != character:
        parts = [part for part in map(_spell_character, same) if part is not None]
        return "".join(parts) if len(parts) == len(same) else None
    written = anyascii(character)
    return written if _is_faithful(character, category, written) else None


def _is_faithful(character: str, category: str, written: str) -> bool:
    """Return whether a spelling keeps the meaning: it is neither empty nor based on the look of a symbol."""
    if "?" in written:
        return any(word in unicodedata.name(character, "") for word in ("QUESTION", "INTERROBANG"))
    if category[0] == "S":
        return _EMOJI.fullmatch(written) is not None
    return bool(written) or category in _SILENT_CATEGORIES


def _get_letter_name(letter: str) -> str:
    """Return the name of a single Greek letter, which is a symbol: beta, Delta."""
    name = unicodedata.name(letter, letter).partition(" WITH ")[0].split(" ")[-1].lower()
    return name.capitalize() if letter.isupper() else name


def _convert_addresses(words: Iterable[str]) -> str:
    return " ".join(word if word.isascii() else _convert_address(word) for word in words)


def _convert_address(word: str) -> str:
    found = _URL.search(word)
    encoded = _encode_url(found[0]) if found else None
    if found is None or encoded is None:
        raise _make_error(next(character for character in word if not character.isascii()), word)
    return _convert_text(word[: found.start()]) + encoded


def _encode_url(address: str) -> str | None:
    """Return a web address with its host in Punycode and the rest percent-encoded, or None if it is invalid."""
    try:
        scheme, host, *rest = urlsplit(address)
        path, query, anchor = (quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in rest)
        return urlunsplit((scheme, host.encode("idna").decode("ascii"), path, query, anchor))
    except ValueError:
        return None


def _make_error(character: str, text: str) -> ExportFailed:
    place = text.index(character)
    around = text[max(0, place - 30) : place + 30].strip()
    name = unicodedata.name(character, "no name")
    return ExportFailed(
        f"“{around}”: '{character}' (U+{ord(character):04X}, {name}) cannot be written in ASCII. "
        "To fix it, reword the text in the guide, or build without the option 'ascii'."
    )
