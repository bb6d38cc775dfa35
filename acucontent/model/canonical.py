"""The canonical JSON of a guide, and the short content hash that is printed on every sheet."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel

HASH_LENGTH = 12
"""Hexadecimal digits of the content hash, which people read aloud. No decision rests on it: two guides with the same
48 bits can be made on purpose."""


def dump_canonical_json(guide: BaseModel) -> str:
    """Return the guide as JSON with sorted keys, an indent of two spaces and a final newline.

    `Guide.model_validate_json` reads it back. Empty optional fields are left out. Defaults with a value (the role
    `author`, an interval of 95 percent) are kept, so that a program can read the file without the model; so are lists
    that the schema requires.
    """
    complete = guide.model_dump(mode="json", by_alias=True, exclude_none=True)
    explicit = guide.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return (
        json.dumps(_remove_defaults(complete, explicit), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
        + "\n"
    )


def compute_digest(text: str) -> str:
    """Return the SHA-256 of a guide's canonical JSON in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def compute_content_hash(text: str) -> str:
    """Return the content hash of a guide's canonical JSON: the first digits of its SHA-256, for people to compare."""
    return compute_digest(text)[:HASH_LENGTH]


def _remove_defaults(value: Any, explicit: Any) -> Any:
    """Return the value without fields that are empty by default, and with whole numbers as integers."""
    match value:
        case dict():
            kept = {key: item for key, item in value.items() if key in explicit or item not in ([], {})}
            return {key: _remove_defaults(item, explicit.get(key, item)) for key, item in kept.items()}
        case list():
            return [_remove_defaults(item, given) for item, given in zip(value, explicit, strict=True)]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value
