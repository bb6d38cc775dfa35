"""The JSON Schemas of the documents, made from the models."""

from __future__ import annotations

import json
from typing import Any

from acucontent.model.base import no_such
from acucontent.model.guide import Guide

SCHEMAS = {"guide": Guide}
"""The documents that have a schema, by name."""


class UnknownSchema(LookupError):
    """There is no schema of this name."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document, its dialect and its own name first.

    Raises:
        UnknownSchema: there is none of this name.
    """
    if name not in SCHEMAS:
        raise UnknownSchema(f"No schema {no_such(name, SCHEMAS).removeprefix('There is no ')}  Schemas: {', '.join(SCHEMAS)}")
    made = SCHEMAS[name].model_json_schema(mode="validation", by_alias=True)
    first = {key: made.pop(key) for key in ("$schema", "$id")}
    return first | made


def schema_text(name: str) -> str:
    """A schema as it stands in its file: two spaces of indent, every character as itself, a newline at the end.

    Raises:
        UnknownSchema: there is none of this name.
    """
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
