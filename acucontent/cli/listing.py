"""What is installed, in words."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.cli.words import columns, counted
from acucontent.plugins import Plugin
from acucontent.reading import GuideProblems, NotReadable
from acucontent.registry import Registry, discover


def listing(registry: Registry | None) -> str:
    """The guides with their handouts, the formats, the plugins and their problems, of what is installed unless told."""
    registry = discover() if registry is None else registry
    parts = (
        ("Guides", list(_guides(registry))),
        ("Formats", [(each.name, each.title, each.suffix) for each in registry.values()]),
        ("Plugins", [_plugin(each) for each in registry.plugins]),
    )
    lines = [line for title, rows in parts for line in (title, *_indented(columns(rows) if rows else ["none"]), "")]
    problems = ["Problems", *_indented(map(str, registry.problems))] if registry.problems else []
    return "".join(f"{line}\n" for line in (*lines, *problems))


def _indented(lines: Iterator[str] | list[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _guides(registry: Registry) -> Iterator[tuple[str, str]]:
    """Each guide with its title, and below it each of its handouts."""
    for name in registry.guides:
        try:
            guide = registry.load(name)
        except GuideProblems as error:
            yield name, f"{counted(len(error.problems), 'problem')}. To see them, run: acucontent check {name}"
        except NotReadable as error:
            yield name, str(error)
        else:
            yield name, guide.title
            yield from ((f"  {handout.id}", handout.title) for handout in guide.handouts)


def _plugin(plugin: Plugin) -> tuple[str, str, str]:
    gives = [f"format {each.name}" for each in plugin.exporters] + [f"guide {each.id}" for each in plugin.guides]
    if plugin.checks:
        gives.append(counted(len(plugin.checks), "check"))
    return plugin.name, f"{plugin.distribution} {plugin.version}", ", ".join(gives)
