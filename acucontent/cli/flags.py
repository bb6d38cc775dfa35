"""Flags of the command line, made from the options of the exporters that are found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from acucontent.rendering.exporter import Exporter

Schema = Mapping[str, Any]
"""The JSON Schema of one option."""

_SAID = frozenset({"default", "description", "examples", "title"})
"""What a schema says of an option rather than asks of its value."""


def flags(registry: Mapping[str, Exporter[Any]]) -> list[click.Option]:
    """A flag for each option, by name. Formats whose options have the same name share one."""
    found: dict[str, dict[str, Schema]] = {}
    for exporter in registry.values():
        for name, schema in exporter.options.described().items():
            found.setdefault(name, {})[exporter.name] = schema
    return [_flag(name, schemas) for name, schemas in sorted(found.items())]


def _flag(name: str, schemas: Mapping[str, Schema]) -> click.Option:
    """The flag of an option; none given is None, so that each format keeps its own default."""
    kind, written = _shared_kind(list(schemas.values())), name.replace("_", "-")
    if kind is click.BOOL:
        return click.Option([f"--{written}/--no-{written}", name], default=None, help=_help(schemas))
    return click.Option([f"--{written}", name], type=kind, default=None, help=_help(schemas))


def _shared_kind(schemas: list[Schema]) -> click.ParamType[Any]:
    """What all formats ask of the value; where they differ any text, which each format then judges itself."""
    asked = [{key: value for key, value in schema.items() if key not in _SAID} for schema in schemas]
    return _kind(asked[0]) if all(each == asked[0] for each in asked) else click.STRING


def _kind(schema: Schema) -> click.ParamType[Any]:
    if "enum" in schema or "const" in schema:
        return click.Choice(schema.get("enum", [schema.get("const")]), case_sensitive=False)
    match schema.get("type"):
        case "boolean":
            return click.BOOL
        case "integer":
            return click.IntRange(schema.get("minimum"), schema.get("maximum"))
        case "number":
            return click.FloatRange(schema.get("minimum"), schema.get("maximum"))
    return click.STRING


def _help(schemas: Mapping[str, Schema]) -> str:
    """The sentence that stands under the field, which formats it is for, and what holds unless it is given."""
    first = next(iter(schemas.values()))
    defaults = {str(schema["default"]) for schema in schemas.values() if schema.get("default") not in (None, False)}
    default = f"; default: {defaults.pop()}" if len(defaults) == 1 else ""
    return f"{first.get('description', '')} [{', '.join(schemas)}{default}]"
