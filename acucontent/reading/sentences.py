"""What the model says of a value, as a sentence for the person who wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic_core import ErrorDetails, core_schema

from acucontent.model.base import SLUG_PATTERN
from acucontent.reading.problems import shown

_KINDS: dict[type, str] = {dict: "a mapping", list: "a list", tuple: "a list", str: "a text"}
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")

_CODES = {
    "missing": "missing",
    "literal_error": "not-one-of",
    "string_too_long": "too-long",
    "too_long": "too-many",
    "too_short": "too-few",
    "string_pattern_mismatch": "pattern",
    "string_unicode": "text-character",
    "string_type": "wrong-kind",
    "tuple_type": "wrong-kind",
    "model_type": "wrong-kind",
}
_FAMILIES = (("number", ("int_", "float_", "finite_", "greater_", "less_")), ("date", ("date_",)))
_NOT_OURS = frozenset(get_args(core_schema.ErrorType))


def sentence(error: ErrorDetails, held: Any, description: str | None) -> tuple[str, str]:
    """The stable code of an error, and its sentence.

    Args:
        error: What pydantic says.
        held: The plain value that stands in the document.
        description: What the model says of the field.
    """
    kind = error["type"]
    if held is None and kind != "missing":
        return "empty", "is empty: write a value, or leave it out"
    if kind == "string_too_short":
        return "empty", "is empty: write something, or leave the key out"
    if kind not in _NOT_OURS:
        return kind.replace("_", "-"), error["msg"]
    code = _code(kind)
    if code in _SENTENCES:
        return code, _SENTENCES[code](error, held, description)
    # An error that a rule of ours raised is in the context; the message has words of pydantic's before it.
    return code, f"is not valid: {context(error).get('error') or error['msg']}"


def context(error: ErrorDetails) -> Mapping[str, Any]:
    """The values of an error's sentence."""
    return error.get("ctx", {})


def _code(kind: str) -> str:
    """The stable code of a kind of error of pydantic's."""
    for code, starts in _FAMILIES:
        if kind.startswith(starts):
            return code
    return _CODES.get(kind, "invalid")


def _not_one_of(error: ErrorDetails, held: Any, description: str | None) -> str:
    words = ", ".join(_QUOTED.findall(context(error)["expected"]))
    return f"{_named(held)} is not one of: {words}"


def _wrong_kind(error: ErrorDetails, held: Any, description: str | None) -> str:
    wanted = {
        "string_type": "one text is wanted here",
        "tuple_type": "a list is wanted here. Begin each item with '- '",
    }.get(error["type"], "keys with values are wanted here")
    return f"is {_KINDS.get(type(held), 'a value')}: {wanted}"


def _number(error: ErrorDetails, held: Any, description: str | None) -> str:
    limits = {"ge": "at least {}", "gt": "more than {}", "le": "at most {}", "lt": "less than {}"}
    for name, limit in context(error).items():
        if name in limits:
            return f"is {_named(held)}: a number of {limits[name].format(f'{limit:,}')} is wanted"
    whole = error["type"].startswith("int_")
    return f"is not a {'whole ' if whole else ''}number: {_named(held)}"


def _date(error: ErrorDetails, held: Any, description: str | None) -> str:
    return f"is not a date: {_named(held)}. Write it as 2026-01-31"


def _pattern(error: ErrorDetails, held: Any, description: str | None) -> str:
    pattern = context(error)["pattern"]
    if pattern == SLUG_PATTERN:
        return f"{_named(held)} is not an id: write lower-case letters, digits and single hyphens"
    return f"{_named(held)} does not fit here. {description or 'It must match'} (pattern {pattern})"


def _length(error: ErrorDetails, held: Any, description: str | None) -> str:
    most = context(error).get("max_length")
    limit = context(error)["min_length"] if most is None else most
    items = "1 item" if len(held) == 1 else f"{len(held)} items"
    verb = "is" if limit == 1 else "are"
    return f"has {items}: at {'least' if most is None else 'most'} {limit} {verb} wanted"


def _named(held: Any) -> str:
    return shown(held) if isinstance(held, str) else _KINDS.get(type(held), "a value")


_SENTENCES = {
    "missing": lambda *_: "is missing",
    "not-one-of": _not_one_of,
    "too-long": lambda error, *_: f"is longer than {error['ctx']['max_length']:,} characters: shorten it",
    "too-many": _length,
    "too-few": _length,
    "pattern": _pattern,
    "text-character": lambda *_: "has half of a surrogate pair: delete it",
    "wrong-kind": _wrong_kind,
    "number": _number,
    "date": _date,
}
