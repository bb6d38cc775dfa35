"""Command-line flags made from the options of the installed exporters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from acucontent.rendering.exporter import Exporter, select_constraints

Schema = Mapping[str, Any]
"""The JSON Schema of one option."""


def make_flags(registry: Mapping[str, Exporter[Any]]) -> list[click.Option]:
    """Return a flag for each option, sorted by name. Formats with options of the same name share one flag."""
    by_name: dict[str, dict[str, Schema]] = {}
    for exporter in registry.values():
        for name, schema in exporter.options.describe_options().items():
            by_name.setdefault(name, {})[exporter.name] = schema
    return [_make_flag(name, schemas) for name, schemas in sorted(by_name.items())]


def _make_flag(name: str, schemas: Mapping[str, Schema]) -> click.Option:
    """Return the flag of an option. Its default is None, so that each format uses its own default."""
    value_type, flag = _find_shared_type(list(schemas.values())), name.replace("_", "-")
    if value_type is click.BOOL:
        return click.Option([f"--{flag}/--no-{flag}", name], default=None, help=_format_help(schemas))
    return click.Option([f"--{flag}", name], type=value_type, default=None, help=_format_help(schemas))


def _find_shared_type(schemas: list[Schema]) -> click.ParamType[Any]:
    """Return the type that all formats require, or text if they differ; each format then validates the text."""
    constraints = [select_constraints(schema) for schema in schemas]
    return _find_type(constraints[0]) if all(each == constraints[0] for each in constraints) else click.STRING


def _find_type(schema: Schema) -> click.ParamType[Any]:
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


def _format_help(schemas: Mapping[str, Schema]) -> str:
    """Return the description of the option, the formats that have it, and its default."""
    first = next(iter(schemas.values()))
    defaults = {str(schema["default"]) for schema in schemas.values() if schema.get("default") not in (None, False)}
    default = f"; default: {defaults.pop()}" if len(defaults) == 1 else ""
    return f"{first.get('description', '')} [{', '.join(schemas)}{default}]"
