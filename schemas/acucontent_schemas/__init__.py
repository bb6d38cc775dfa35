"""The JSON Schemas of acucontent's documents, as files: `schema("guide-1")`.

They are made from the models by `acucontent schema` and never edited. The number is the schema's own version; it
rises only when a document that was valid would no longer be.
"""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from acucontent.errors import AcucontentError

__all__ = ["NoSuchSchema", "names", "path", "schema"]

_SUFFIX = ".schema.json"


class NoSuchSchema(AcucontentError, LookupError):
    """There is no schema of this name."""


def names() -> tuple[str, ...]:
    """The names of the schemas, with their versions: `guide-1`."""
    found = (file.name for file in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def path(name: str) -> Traversable:
    """The file of a schema.

    Raises:
        NoSuchSchema: there is none of this name; the message lists those there are.
    """
    if name not in names():
        raise NoSuchSchema(f"No schema {name!r}. Schemas: {', '.join(names())}")
    return files(__name__) / f"{name}{_SUFFIX}"


def schema(name: str) -> dict[str, Any]:
    """A schema as a dictionary, for a validator of draft 2020-12.

    Raises:
        NoSuchSchema: there is none of this name.
    """
    loaded: dict[str, Any] = json.loads(path(name).read_text(encoding="utf-8"))
    return loaded
