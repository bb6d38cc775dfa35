"""The JSON Schemas of the documents, by name."""

from __future__ import annotations

import json
from typing import Any

from acucontent.clinic import Clinic
from acucontent.model.base import Record
from acucontent.model.guide import Guide
from acucontent.model.schema import schema_of
from acucontent.model.suggestions import describe_unknown

SCHEMAS: dict[str, type[Record]] = {"guide": Guide, "clinic": Clinic}
"""The documents that have a schema, by name."""


class UnknownSchema(LookupError):
    """There is no schema of this name."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document, its dialect and its own name first.

    Raises:
        UnknownSchema: there is none of this name.
    """
    if name not in SCHEMAS:
        raise UnknownSchema(describe_unknown("schema", name, SCHEMAS))
    return schema_of(SCHEMAS[name])


def schema_text(name: str) -> str:
    """A schema as it stands in its file: two spaces of indent, every character as itself, a newline at the end.

    Raises:
        UnknownSchema: there is none of this name.
    """
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
