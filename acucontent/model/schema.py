"""Readable JSON Schemas made from pydantic models."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

_FIRST = ("$schema", "$id", "title", "description", "$ref", "type", "properties", "required", "additionalProperties")
_LAST = ("default", "examples", "$defs")
_NAME_MAPPINGS = ("properties", "$defs")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def make_schema(document: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a model, with `$schema` and `$id` first."""
    schema: dict[str, Any] = _tidy_schema(document.model_json_schema(mode="validation", by_alias=True))
    return schema


def _tidy_schema(value: Any, *, holds_names: bool = False) -> Any:
    """Return a schema made by pydantic without noise and with its keywords in reading order.

    Args:
        value: The schema, or any value inside it.
        holds_names: Whether the keys of the value are names of fields or types, not keywords.
    """
    if isinstance(value, list):
        return [_tidy_schema(item) for item in value]
    if not isinstance(value, dict):
        return value
    keywords = value if holds_names else _sort_keywords(_remove_noise(value))
    return {
        key: _tidy_schema(item, holds_names=key in _NAME_MAPPINGS and not holds_names) for key, item in keywords.items()
    }


def _remove_noise(keywords: dict[str, Any]) -> dict[str, Any]:
    """Remove titles that repeat the key and empty defaults; convert the length of a list to numbers of items."""
    kept = dict(keywords)
    if "properties" in kept:
        kept["title"] = _INNER_CAPITAL.sub(" ", kept["title"]).capitalize()
    else:
        kept.pop("title", None)
    if "const" in kept or _is_empty(kept.get("default")):
        kept.pop("default", None)
    for length, items in (("minLength", "minItems"), ("maxLength", "maxItems")):
        if kept.get("type") == "array" and length in kept:
            kept[items] = kept.pop(length)
    return kept


def _is_empty(default: Any) -> bool:
    return not (any(item is not None for item in default.values()) if isinstance(default, dict) else default)


def _sort_keywords(keywords: dict[str, Any]) -> dict[str, Any]:
    """Sort the keywords: name and type first, then constraints, then shared definitions."""
    middle = [key for key in keywords if key not in _FIRST and key not in _LAST]
    return {key: keywords[key] for key in (*_FIRST, *middle, *_LAST) if key in keywords}
