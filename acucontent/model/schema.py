"""A JSON Schema as a person would write it, made from a model."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

_FIRST = ("$schema", "$id", "title", "description", "$ref", "type", "properties", "required", "additionalProperties")
_LAST = ("default", "examples", "$defs")
_HOLD_NAMES = ("properties", "$defs")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def schema_of(document: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document, its dialect and its own name first."""
    made: dict[str, Any] = _readable(document.model_json_schema(mode="validation", by_alias=True))
    return made


def _readable(value: Any, *, holds_names: bool = False) -> Any:
    """A schema as a person would write it, from the one that pydantic makes."""
    if isinstance(value, list):
        return [_readable(item) for item in value]
    if not isinstance(value, dict):
        return value
    keywords = value if holds_names else _in_order(_without_noise(value))
    return {key: _readable(item, holds_names=key in _HOLD_NAMES and not holds_names) for key, item in keywords.items()}


def _without_noise(keywords: dict[str, Any]) -> dict[str, Any]:
    """The keywords without titles that repeat the key and defaults that say nothing; a list's length counts items."""
    kept = dict(keywords)
    if "properties" in kept:
        kept["title"] = _INNER_CAPITAL.sub(" ", kept["title"]).capitalize()
    else:
        kept.pop("title", None)
    if "const" in kept or _says_nothing(kept.get("default")):
        kept.pop("default", None)
    if kept.get("type") == "array" and "minLength" in kept:
        kept["minItems"] = kept.pop("minLength")
    return kept


def _says_nothing(default: Any) -> bool:
    return not (any(item is not None for item in default.values()) if isinstance(default, dict) else default)


def _in_order(keywords: dict[str, Any]) -> dict[str, Any]:
    """What a keyword is and means first, what it holds then, shared definitions last."""
    middle = [key for key in keywords if key not in _FIRST and key not in _LAST]
    return {key: keywords[key] for key in (*_FIRST, *middle, *_LAST) if key in keywords}
