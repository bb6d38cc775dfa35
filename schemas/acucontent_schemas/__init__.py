"""The JSON Schemas of acucontent's documents. To load one, call `load_schema("guide-1")`.

`acucontent schema` generates them from the models; do not edit them by hand. The number is the version of the schema;
it increases only if a valid document would become invalid.
"""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from acucontent.errors import AcucontentError

__all__ = ["NoSuchSchema", "find_path", "list_names", "load_schema"]

_SUFFIX = ".schema.json"


class NoSuchSchema(AcucontentError, LookupError):
    """There is no schema with this name."""


def list_names() -> tuple[str, ...]:
    """Return the names of the schemas with their versions, such as `guide-1`."""
    file_names = (file.name for file in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in file_names if name.endswith(_SUFFIX)))


def find_path(name: str) -> Traversable:
    """Return the file of a schema.

    Raises:
        NoSuchSchema: There is no schema with this name; the message lists the known names.
    """
    if name not in list_names():
        raise NoSuchSchema(f"Unknown schema {name!r}. Schemas: {', '.join(list_names())}")
    return files(__name__) / f"{name}{_SUFFIX}"


def load_schema(name: str) -> dict[str, Any]:
    """Return a schema as a dictionary, for a JSON Schema validator (draft 2020-12).

    Raises:
        NoSuchSchema: There is no schema with this name.
    """
    loaded: dict[str, Any] = json.loads(find_path(name).read_text(encoding="utf-8"))
    return loaded
