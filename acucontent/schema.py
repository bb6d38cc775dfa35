"""JSON Schemas of the documents, by name."""

from __future__ import annotations

import json
from typing import Any

from acucontent.clinic import Clinic
from acucontent.errors import AcucontentError
from acucontent.model.base import Record
from acucontent.model.guide import Guide
from acucontent.model.schema import make_schema
from acucontent.model.suggestions import describe_unknown

SCHEMAS: dict[str, type[Record]] = {"guide": Guide, "clinic": Clinic}
"""The models of the documents that have a schema, by name."""


class UnknownSchema(AcucontentError, LookupError):
    """There is no schema with this name."""


def get_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a document, with `$schema` and `$id` first.

    Raises:
        UnknownSchema: There is no schema with this name.
    """
    if name not in SCHEMAS:
        raise UnknownSchema(describe_unknown("schema", name, SCHEMAS))
    return make_schema(SCHEMAS[name])


def format_schema(name: str) -> str:
    """Return a schema as the text of its file: indented by two spaces, not escaped, with a final newline.

    Raises:
        UnknownSchema: There is no schema with this name.
    """
    return json.dumps(get_schema(name), indent=2, ensure_ascii=False) + "\n"
