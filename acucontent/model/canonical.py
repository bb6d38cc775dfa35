"""The one canonical form of a guide as JSON, and the short hash of it that every sheet carries."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel

HASH_LENGTH = 12
"""Hexadecimal digits of the content hash: 48 bits, enough to tell editions apart, short enough to read aloud."""


def canonical_json(guide: BaseModel) -> str:
    """The guide as JSON, keys sorted, two spaces, a newline at the end; `Guide.model_validate_json` reads it back.

    Optional fields that hold nothing are left out. Defaults that say something (a role of `author`, an interval of
    95 percent) stand, so that a program needs no model to read the file; so do lists that the schema asks for.
    """
    whole = guide.model_dump(mode="json", by_alias=True, exclude_none=True)
    said = guide.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return json.dumps(_plain(whole, said), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"


def content_hash(text: str) -> str:
    """The content hash of a guide's canonical JSON: the first digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:HASH_LENGTH]


def _plain(value: Any, said: Any) -> Any:
    """The value without what is empty by default, whole numbers without a point."""
    match value:
        case dict():
            kept = {key: item for key, item in value.items() if key in said or item not in ([], {})}
            return {key: _plain(item, said.get(key, item)) for key, item in kept.items()}
        case list():
            return [_plain(item, also) for item, also in zip(value, said, strict=True)]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value
