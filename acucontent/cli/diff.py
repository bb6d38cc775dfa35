"""`acucontent diff`: what changed between two versions of a guide, for the person who signs it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from acucontent.cli import COULD_NOT_RUN
from acucontent.cli.failures import PROBLEMS, listing
from acucontent.cli.found import registry_of
from acucontent.cli.words import counted
from acucontent.diff.change import MARKS, PARTS, Change, Comparison, Version
from acucontent.diff.compare import compare
from acucontent.diff.wording import marked
from acucontent.embedded_files import may_carry
from acucontent.model.guide import Guide
from acucontent.reading import GuideProblems
from acucontent.registry import Registry
from acucontent.verify import embedded_guide

WIDTH = 100
"""The longest line, in columns."""

_SIGNS = {"added": "+", "removed": "-", "changed": "*", "reordered": "*", "reworded": "~"}


@click.command
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it.")
@click.pass_context
def command(ctx: click.Context, old: str, new: str, form: str) -> int:
    """Tell what changed from one version of a guide to another, safety first, in words that a reviewer signs.

    OLD and NEW are each the id of an installed guide, a folder or file, or a PDF or EPUB made by acucontent: it
    carries the guide that it was made from. A warning that became weaker is marked with !!, a claim that became
    bolder with !.

    The exit status is 0 when nothing changed, 1 when something did, 2 when the two could not be compared.
    """
    registry = registry_of(ctx)
    try:
        found = compare(_guide(registry, old), _guide(registry, new))
    except GuideProblems as error:
        click.echo(listing(error), err=True)
        return COULD_NOT_RUN
    click.echo(_as_json(found) if form == "json" else "\n".join(_as_text(found)))
    return 0 if found.same else PROBLEMS


def _guide(registry: Registry, name: str) -> Guide:
    """The guide of an id, in a folder or file, or the one that a PDF or EPUB of ours was made from."""
    if name not in registry.guides and may_carry(Path(name)):
        return embedded_guide(name)
    return registry.load(name)


def _as_json(found: Comparison) -> str:
    return json.dumps({"same": found.same, **asdict(found)}, ensure_ascii=False, indent=2)


def _as_text(found: Comparison) -> Iterator[str]:
    yield f"Old: {_version(found.old)}"
    yield f"New: {_version(found.new)}"
    if found.same:
        yield "Nothing changed."
        return
    yield f"\n{_summary(found)}"
    for part, heading in PARTS.items():
        changes = found.of(part)
        if changes:
            yield f"\n{heading} ({len(changes)})"
        for change in changes:
            yield from _change(change)


def _version(version: Version) -> str:
    return f"{version.title}, edition {version.edition} of {version.published}, content {version.content_hash}"


def _summary(found: Comparison) -> str:
    marks = [counted(len(list(found.marked(mark))), mark) for mark in MARKS]
    return f"{counted(len(found.changes), 'change')}: {', '.join(marks)}"


def _change(change: Change) -> Iterator[str]:
    """The sentence, the place, and of reworded text what went and what came."""
    sign = {"weaker warning": "!!", "stronger claim": "!"}.get(change.mark or "", _SIGNS[change.kind])
    yield from _wrapped(change.sentence, f"{sign:>4} ")
    yield f"     {change.path}"
    if change.kind in ("changed", "reworded") and "reworded" in change.sentence:
        yield from _wrapped(marked(change.before or "", change.after or ""), "       ")


def _wrapped(text: str, first: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
