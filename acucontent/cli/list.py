"""`acucontent list`: guides, formats, plugins, and the problems of plugins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from acucontent.cli.found import registry_of
from acucontent.cli.words import columns, counted
from acucontent.plugins import Plugin
from acucontent.reading import GuideProblems, NotReadable
from acucontent.registry import Registry


@click.command
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show guides with their handouts, formats, plugins and their problems."""
    registry = registry_of(ctx)
    for title, rows in (
        ("Guides", list(_guides(registry))),
        ("Formats", [(each.name, each.title, each.suffix) for each in registry.values()]),
        ("Plugins", [_plugin(each) for each in registry.plugins]),
    ):
        _show(title, rows)
    if registry.problems:
        click.echo("Problems")
        for problem in registry.problems:
            click.echo(f"  {problem}")


def _show(title: str, rows: Sequence[Sequence[str]]) -> None:
    click.echo(title)
    for line in columns(rows) if rows else ["none"]:
        click.echo(f"  {line}")
    click.echo()


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
