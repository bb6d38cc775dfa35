"""What is wrong with a text that is no YAML or no JSON, in plain words."""

from __future__ import annotations

import json

import yaml

from acucontent.reading.sources import Source

_ADVICE = (
    ("mapping values are not allowed", "': ' cannot stand here: put the text in quotes, or check the indentation"),
    ("did not find expected key", "does not line up with the lines above: check the indentation and the quotes"),
    ("expected <block end>", "does not line up with the lines above: check the indentation and the quotes"),
    ("did not find expected '-' indicator", "does not line up with the list above: begin the item with '- '"),
    ("did not find expected node content", "a value is missing here"),
    ("could not find expected ':'", "has no ':' after the key"),
)
"""What the parser says, and what it means to someone who writes a guide."""

_ADVICE_ON_THE_OPENING = (
    ("unexpected end of stream", "the quote that opens here is never closed"),
    ("expected alphabetic or numeric character", "a text that begins with '*' or '&' must stand in quotes"),
    ("expected ',' or ']'", "the list that opens here is never closed"),
    ("expected ',' or '}'", "the mapping that opens here is never closed"),
)
"""The same, where the place to look at is the one where it all began."""


def sentence(source: Source, error: Exception, last: int) -> tuple[int, str]:
    """Where a text breaks the rules of YAML, and how; `last` is the last place that was read."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return last, f"is not YAML: {error}"
    problem, at = error.problem or "", error.problem_mark.index
    if "that cannot start any token" in problem:
        return at, _stray(source.text[at : at + 1])
    for sign, advice in _ADVICE_ON_THE_OPENING:
        if sign in problem and error.context_mark is not None:
            return error.context_mark.index, f"is not YAML: {advice}"
    for sign, advice in _ADVICE:
        if sign in problem:
            return at, f"is not YAML: {advice}"
    return at, f"is not YAML: {problem}"


def _stray(character: str) -> str:
    if character == "\t":
        return "is not YAML: a tab cannot stand here: indent with spaces"
    return f"is not YAML: '{character}' cannot begin a text: put the text in quotes"


def json_fault(text: str) -> tuple[int, str] | None:
    """Where a text breaks the rules of JSON, and how; none where it does not, or is too deep to say."""
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        problem = error.msg.removesuffix(" at").removesuffix(" starting")
        return error.pos, f"is not JSON: {problem[:1].lower()}{problem[1:]}"
    except RecursionError:
        return None
    return None
