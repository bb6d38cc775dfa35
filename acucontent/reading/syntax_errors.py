"""Describe why a text is not valid YAML or JSON.

Parsers word their errors differently in each release. A message is chosen by the kind of the error and by the
characters at the two places that it names, never by its words.
"""

from __future__ import annotations

import json
import re
import unicodedata

import yaml
from yaml.parser import ParserError

from acucontent.reading.source_text import SourceText

_MISALIGNED = "does not line up with the lines above: check the indentation and the quotes"
_TAB = "a tab is not allowed here: indent with spaces"
_OPENING = {
    "[": "the list that opens here is never closed",
    "{": "the mapping that opens here is never closed",
    "*": "a text that begins with '*' or '&' must be in quotes",
    "&": "a text that begins with '*' or '&' must be in quotes",
    "!": "a text that begins with '!' must be in quotes",
    "|": "after '|' the text begins on the next line: put a text that begins with '|' in quotes",
    ">": "after '>' the text begins on the next line: put a text that begins with '>' in quotes",
}
"""What is wrong with something that begins with this character and is not read to its end."""

_MISPLACED = {
    ":": "': ' is not allowed here: put the text in quotes, or check the indentation",
    "-": "'- ' is not allowed here: begin the list on a line of its own, or put the text in quotes",
    "?": "'? ' is not allowed here: put the text in quotes",
}
"""What is wrong with a sign that is not expected where it is."""

_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
SPECIAL_SPACE = re.compile(f"(?:^[ \t]*|[:?,\\[{{-])(?P<space>[{_SPACES}])", re.MULTILINE)
"""Matches a space that is not plain, at the start of a line or after a sign of YAML."""
SPECIAL_SPACE_IN_KEY = re.compile(f"[{_SPACES}]")

_JSON_UNFINISHED = re.compile(r'"(?:[^"\\]|\\.)*\Z', re.DOTALL)


def describe_yaml_error(source: SourceText, error: Exception, last: int) -> tuple[int, str]:
    """Return where a text breaks the rules of YAML, and a message.

    Args:
        source: The text.
        error: What the parser raised.
        last: The last place that was read; used where the error names none.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return last, f"is not YAML: {_describe_unexpected(source.text, last)}"
    at = error.problem_mark.index
    opening = None if error.context_mark is None else error.context_mark.index
    blank = _find_special_space(source, at if opening is None else opening, at)
    if blank is not None:
        return blank, f"is not YAML: {describe_special_space(source.text[blank])}"
    describe = _describe_parser_error if isinstance(error, ParserError) else _describe_scanner_error
    place, advice = describe(source.text, at, opening)
    return place, f"is not YAML: {advice}"


def describe_special_space(character: str) -> str:
    """Return the message that a space is one that YAML reads as a letter."""
    name = unicodedata.name(character, "special space").lower()
    return f"has the character '{name}' (U+{ord(character):04X}), which is no space in YAML: write a plain space"


def _find_special_space(source: SourceText, start: int, end: int) -> int | None:
    """Return the index of a special space where YAML expects a plain one, from the line before one place to another."""
    first, last = source.get_line_number(start) - 1, source.get_line_number(end)
    found = SPECIAL_SPACE.search(source.text, source.find_line_end(first - 1), source.find_line_end(last))
    return found.start("space") if found else None


def _describe_scanner_error(text: str, at: int, opening: int | None) -> tuple[int, str]:
    """Describe a character or a token that is invalid."""
    begins, here = _get_character(text, opening), _get_character(text, at)
    if opening is not None and begins in ("'", '"'):
        return _describe_quoted(text, at, opening)
    if opening is not None and begins in ("*", "&", "!"):
        return opening, _OPENING[begins]
    if here and here in "\t@`%":
        return at, _TAB if here == "\t" else f"'{here}' cannot begin a text: put the text in quotes"
    if opening is None:
        return at, _MISPLACED.get(here, _describe_unexpected(text, at))
    if begins in ("|", ">"):
        return opening, _OPENING[begins]
    return opening, "has no ':' after the key" if at > opening else _describe_unexpected(text, at)


def _describe_quoted(text: str, at: int, opening: int) -> tuple[int, str]:
    """Describe a text in quotes that has no end, or an escape that YAML does not know."""
    if at >= len(text) or text[at - 1] in "\r\n":
        return opening, "the quote that opens here is never closed"
    place = text.rfind("\\", opening, at + 1)
    return place, "is an unknown escape: write '\\\\' for a backslash, or use single quotes"


def _describe_parser_error(text: str, at: int, opening: int | None) -> tuple[int, str]:
    """Describe a token that is valid, but not at this place."""
    if opening is None:
        return at, _describe_unexpected(text, at)
    begins = _get_character(text, opening)
    if begins == "!":
        return opening, _OPENING[begins]
    if opening == at:
        return at, "a value is missing here"
    if begins in ("[", "{"):
        return opening, _OPENING[begins]
    if begins == "-" and text[opening + 1 : opening + 2].isspace():
        return at, "does not line up with the list above: begin the item with '- '"
    return at, _MISALIGNED


def _describe_unexpected(text: str, at: int) -> str:
    here = _get_character(text, at).strip()
    found = f"'{here}'" if here else "this"
    return f"{found} is not expected here: check the indentation and the quotes"


def _get_character(text: str, at: int | None) -> str:
    """Return the character at a place; empty at the end of the text or without a place."""
    return "" if at is None else text[at : at + 1]


def find_json_error(text: str) -> tuple[int, str] | None:
    """Return where a text breaks the rules of JSON, and a message; none where it is valid or nested too deeply."""
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        at, advice = _describe_json(text, error.pos)
        return at, f"is not JSON: {advice}"
    except RecursionError:
        return None
    return None


def _describe_json(text: str, at: int) -> tuple[int, str]:
    """Describe what is wrong at a place; a comma that is too much is named itself, whatever the parser names."""
    before, here = text[:at].rstrip(), _get_character(text, at)
    if here and here in "]}" and before.endswith(","):
        at, here = len(before) - 1, ","
    if here == "," and text[at + 1 :].lstrip()[:1] in ("]", "}"):
        return at, "no ',' is allowed after the last item"
    if not here:
        return at, "the text ends too early: close every quote, '[' and '{'"
    if here == '"' and _JSON_UNFINISHED.match(text, at):
        return at, "the quote that opens here is never closed"
    if here < " ":
        return at, r"a text has a line break or a control character: write \n for a line break"
    if here == '"' and before[-1:] not in ("", "[", "{", ",", ":"):
        return at, "expected ',' before this text: check the quotes of the text before it"
    return at, f"'{here}' is not expected here: check the quotes, commas and brackets"
