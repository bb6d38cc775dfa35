"""Command-line flags made from the options of the installed exporters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import click

from acucontent.cli.context import get_registry
from acucontent.registry import Registry
from acucontent.rendering.exporter import Exporter, select_constraints

Schema = Mapping[str, Any]
"""The JSON Schema of one option."""


class FormatCommand(click.Command):
    """A command with a flag for each option of its formats, after the parameters that it declares."""

    fixed_options: ClassVar[frozenset[str]] = frozenset()
    """The names of options that the command itself sets, which have no flag."""

    def list_formats(self, registry: Registry) -> Iterable[Exporter[Any]]:
        """Return the formats with the options (default: all that are installed)."""
        return registry.values()

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the declared parameters and the flags of the formats."""
        if "flags" not in ctx.meta:
            flags = make_flags({each.name: each for each in self.list_formats(get_registry(ctx))})
            ctx.meta["flags"] = [flag for flag in flags if flag.name not in self.fixed_options]
        return [*super().get_params(ctx), *ctx.meta["flags"]]


def select_given(choices: Mapping[str, Any], formats: Sequence[str], registry: Registry) -> dict[str, Any]:
    """Return the options of formats that were given.

    Args:
        choices: The value of each flag by name; None for a flag that was not given.
        formats: The names of the selected formats; empty for all.
        registry: The formats.

    Raises:
        click.UsageError: No selected format has an option.
    """
    given = {name: value for name, value in choices.items() if value is not None}
    for name in given if formats else ():
        holders = list(_list_holders(name, registry))
        if not set(holders) & set(formats):
            flag, fix = name.replace("_", "-"), " or ".join(f"--format {each}" for each in holders)
            raise click.UsageError(f"--{flag} applies only to: {', '.join(holders)}. To fix it, add {fix}")
    return given


def _list_holders(name: str, registry: Registry) -> Iterator[str]:
    """Yield the names of the formats that have an option."""
    return (each.name for each in registry.values() if name in each.options.model_fields)


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
