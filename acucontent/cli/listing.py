"""The text of `acucontent list`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.cli.formatting import align_columns, format_count
from acucontent.errors import describe_error
from acucontent.plugins import Plugin
from acucontent.reading import GuideProblems
from acucontent.registry import Registry, discover
from acucontent.rendering.exporter import Exporter


def format_listing(registry: Registry | None) -> str:
    """Return the guides with their handouts, the formats, the plugins and their problems as text.

    Args:
        registry: The registry to list (default: everything that is installed).
    """
    registry = discover() if registry is None else registry
    parts = (
        ("Guides", list(_list_guides(registry))),
        ("Formats", [_describe_format(each) for each in registry.values()]),
        ("Plugins", [_describe_plugin(each) for each in registry.plugins]),
    )
    lines = [line for title, rows in parts for line in (title, *_indent(align_columns(rows) if rows else ["none"]), "")]
    problems = ["Problems", *_indent(map(str, registry.problems))] if registry.problems else []
    return "".join(f"{line}\n" for line in (*lines, *problems))


def _indent(lines: Iterator[str] | list[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _list_guides(registry: Registry) -> Iterator[tuple[str, str]]:
    """Yield each guide with its title, followed by each of its handouts."""
    for name in registry.guides:
        try:
            guide = registry.load_installed(name)
        except GuideProblems as error:
            yield name, f"{format_count(len(error.problems), 'problem')}. To show them, run: acucontent check {name}"
        except Exception as error:  # the folder of a plugin can fail in any way
            yield name, describe_error(error)
        else:
            yield name, guide.title
            yield from ((f"  {handout.id}", handout.title) for handout in guide.handouts)


def _describe_format(exporter: Exporter[Any]) -> tuple[str, str, str, str]:
    """Return a format, with whether its files are read back to prove that the warnings are in them."""
    proof = "is read back" if exporter.read_back else "is not read back: check does not prove its warnings"
    return exporter.name, exporter.title, exporter.suffix, proof


def _describe_plugin(plugin: Plugin) -> tuple[str, str, str]:
    contents = [f"format {each.name}" for each in plugin.exporters] + [f"guide {each.id}" for each in plugin.guides]
    if plugin.checks:
        contents.append(format_count(len(plugin.checks), "check"))
    return plugin.name, f"{plugin.distribution} {plugin.version}", ", ".join(contents)
