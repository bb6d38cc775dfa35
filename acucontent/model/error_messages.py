"""Describe the validation errors of pydantic in plain words, each with a stable code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic_core import ErrorDetails, core_schema

from acucontent.model.base import SLUG_PATTERN
from acucontent.problems import quote_text

_KINDS: dict[type, str] = {
    dict: "a mapping",
    list: "a list",
    tuple: "a list",
    str: "text",
    int: "a number",
    float: "a number",
    bool: "true or false",
}
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
EXPECTED_BY_PATTERN = {
    SLUG_PATTERN: "lower-case letters, digits and single hyphens",
    r"^[0-9]+(?:\.[0-9]+){0,2}(?:-[a-z0-9.]+)?$": "numbers joined by dots, such as 1.0.0",
    r"^[a-z_]+(?:\.[A-Za-z0-9_-]+)*$": "fields and ids joined by dots, such as risks.effects",
    r"^[A-Z]{1,4}[0-9]{3}$": "the code of a check, such as R103",
    r"^[0-9]{1,9}$": "up to 9 digits",
    r"^PMC[0-9]{1,9}$": "PMC and up to 9 digits, such as PMC123456",
    r"^[A-Z][0-9]{3}$": "a capital letter and three digits, such as F001",
    r"^#[0-9A-Fa-f]{6}$": "a color such as #1f5a7a",
}
"""What each pattern of the model accepts, in words."""

_FAMILIES = (("number", ("int_", "float_", "finite_", "greater_", "less_")), ("date", ("date_",)))
_PYDANTIC_TYPES = frozenset(get_args(core_schema.ErrorType))


def describe_value_error(error: ErrorDetails, value: Any) -> tuple[str, str]:
    """Return the stable code and the message of a validation error.

    Args:
        error: The error of pydantic.
        value: The plain value in the document.
    """
    kind = error["type"]
    if value is None and kind != "missing":
        return "empty", "is empty: write a value, or leave it out"
    if kind == "string_too_short":
        return "empty", "is empty: write a value, or leave the key out"
    if kind not in _PYDANTIC_TYPES:
        return kind.replace("_", "-"), error["msg"]
    code = _find_code(kind)
    if code in _MESSAGES:
        return code, _MESSAGES[code](error, value)
    # The context holds the error of one of our rules; pydantic puts its own words before the message.
    return code, f"is not valid: {get_context(error).get('error') or error['msg']}"


def get_context(error: ErrorDetails) -> Mapping[str, Any]:
    """Return the values that belong to an error, such as the limit that it names."""
    return error.get("ctx", {})


def _find_code(kind: str) -> str:
    """Return the stable code for a type of pydantic's errors."""
    for code, starts in _FAMILIES:
        if kind.startswith(starts):
            return code
    return _CODES.get(kind, "invalid")


def _describe_literal(error: ErrorDetails, value: Any) -> str:
    words = ", ".join(_QUOTED.findall(get_context(error)["expected"]))
    return f"{_format_value(value)} is not one of: {words}"


def _describe_wrong_kind(error: ErrorDetails, value: Any) -> str:
    expected = {
        "string_type": "expected text",
        "tuple_type": "expected a list",
    }.get(error["type"], "expected keys with values")
    advice = ". Begin each item with '- '" if error["type"] == "tuple_type" else ""
    return f"{expected}, got {_KINDS.get(type(value), 'another value')}{advice}"


def _describe_number(error: ErrorDetails, value: Any) -> str:
    limits = {"ge": "at least {}", "gt": "more than {}", "le": "at most {}", "lt": "less than {}"}
    for name, limit in get_context(error).items():
        if name in limits:
            return f"is {_format_value(value)}: expected a number of {limits[name].format(f'{limit:,}')}"
    whole = error["type"].startswith("int_")
    return f"is not a {'whole ' if whole else ''}number: {_format_value(value)}"


def _describe_date(error: ErrorDetails, value: Any) -> str:
    return f"is not a date: {_format_value(value)}. Write it as 2026-01-31"


def _describe_pattern(error: ErrorDetails, value: Any) -> str:
    pattern = get_context(error)["pattern"]
    if pattern == SLUG_PATTERN:
        return f"{_format_value(value)} is not an id: write lower-case letters, digits and single hyphens"
    expected = EXPECTED_BY_PATTERN.get(pattern, f"text that matches {pattern}")
    return f"{_format_value(value)} is invalid: expected {expected}"


def _describe_length(error: ErrorDetails, value: Any) -> str:
    most = get_context(error).get("max_length")
    limit = get_context(error)["min_length"] if most is None else most
    items = "1 item" if len(value) == 1 else f"{len(value)} items"
    return f"has {items}: expected at {'least' if most is None else 'most'} {limit}"


def _format_value(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return quote_text(value) if isinstance(value, str) else _KINDS.get(type(value), "a value")


_MESSAGES = {
    "missing": lambda *_: "is missing",
    "not-one-of": _describe_literal,
    "too-long": lambda error, *_: f"is longer than {error['ctx']['max_length']:,} characters: shorten it",
    "too-many": _describe_length,
    "too-few": _describe_length,
    "pattern": _describe_pattern,
    "text-character": lambda *_: "has half of a surrogate pair: delete it",
    "wrong-kind": _describe_wrong_kind,
    "number": _describe_number,
    "date": _describe_date,
}
