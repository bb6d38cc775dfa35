"""`acucontent diff`: show what changed between two versions of a guide, for the person who signs it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from acucontent.cli import EXIT_FAILED
from acucontent.cli.context import get_registry, warn_about_plugins
from acucontent.cli.errors import EXIT_PROBLEMS, format_problems
from acucontent.cli.formatting import format_count
from acucontent.cli.output import print_document, print_text
from acucontent.diff.change import PARTS, WARNING_CHANGES, Change, Comparison, Version
from acucontent.diff.compare import compare_guides
from acucontent.diff.wording import mark_changes
from acucontent.embedded_files import can_embed_files
from acucontent.model.guide import Guide
from acucontent.reading import GuideProblems
from acucontent.registry import Registry
from acucontent.verify import read_embedded_guide

WIDTH = 100
"""The maximum length of a line, in columns."""

_MARKS = {"added": "+", "removed": "-", "changed": "*", "reordered": "*", "reworded": "~"}


@click.command
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format (default: text)."
)
@click.pass_context
def run_command(ctx: click.Context, old: str, new: str, form: str) -> int:
    """Show what changed between two versions of a guide, in sentences for a reviewer.

    Changed, removed and added warnings come first, with the old and the new text: read each one. A warning is anything
    about risks, what to tell, aftercare, reasons to stop, cautions and emergency numbers, and other advice with words
    such as "never" or "doctor".

    OLD and NEW are each the id of an installed guide, a folder, a file, or a PDF, EPUB or web page made by acucontent,
    which contains the guide that it was made from. Each warning is marked with !!, a stronger claim with !. A remark
    that a warning is weaker is only a hint. Findings that the makers of a guide have accepted are not compared.

    The exit status is 0 if nothing changed, 1 if something changed, 2 if the guides could not be compared.
    """
    registry = get_registry(ctx)
    warn_about_plugins(registry)
    try:
        comparison = compare_guides(_load_guide(registry, old), _load_guide(registry, new))
    except GuideProblems as error:
        print_text(format_problems(error), error=True)
        return EXIT_FAILED
    if form == "json":
        print_document(_format_json(comparison) + "\n")
    else:
        print_text("\n".join(_format_text(comparison)))
    return 0 if comparison.same else EXIT_PROBLEMS


def _load_guide(registry: Registry, name: str) -> Guide:
    """Load a guide by id, from a folder or file, or from a PDF, EPUB or web page made by acucontent."""
    if can_embed_files(Path(name)):
        return read_embedded_guide(name)
    return registry.load(name)


def _format_json(comparison: Comparison) -> str:
    document = {
        "same": comparison.same,
        "counts": {
            "changes": len(comparison.changes),
            **{f"{kind}_warnings": comparison.warnings[kind] for kind in WARNING_CHANGES},
        },
        **asdict(comparison),
        "changes": [
            {**asdict(change), "changed_warning": change.changed_warning, "warning": change.warning}
            for change in comparison.changes
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _format_text(comparison: Comparison) -> Iterator[str]:
    yield f"Old: {_describe_version(comparison.old)}"
    yield f"New: {_describe_version(comparison.new)}"
    if comparison.same:
        yield "Nothing changed."
        return
    yield f"\n{_summarize_changes(comparison)}"
    for part, heading in PARTS.items():
        changes = comparison.list_changes_in(part)
        if changes:
            yield f"\n{heading} ({len(changes)})"
        for change in changes:
            yield from _format_change(change)


def _describe_version(version: Version) -> str:
    return f"{version.title}, edition {version.edition} of {version.published}, content {version.content_hash}"


def _summarize_changes(comparison: Comparison) -> str:
    """Return the headline. What was not found is left out, because that would say that nothing needs to be read."""
    parts = [format_count(len(comparison.changes), "change")]
    for kind in WARNING_CHANGES:
        count = comparison.warnings[kind]
        if count:
            parts.append(f"{format_count(count, f'{kind} warning')}: read {'it' if count == 1 else 'them'}")
    claims = len(list(comparison.list_marked_changes("stronger claim")))
    return ". ".join([*parts, format_count(claims, "stronger claim")] if claims else parts) + "."


def _format_change(change: Change) -> Iterator[str]:
    """Yield the sentence, the path and, for a warning both texts, for other reworded text the changed words."""
    mark = "!!" if change.changed_warning else "!" if change.mark else _MARKS[change.kind]
    yield from _wrap_lines(change.sentence, f"{mark:>4} ")
    yield f"     {change.path}"
    if change.changed_warning:
        for side, text in (("Old", change.before), ("New", change.after)):
            yield from _wrap_lines(text or "nothing", f"       {side}: ")
    elif change.kind in ("changed", "reworded") and "reworded" in change.sentence:
        yield from _wrap_lines(mark_changes(change.before or "", change.after or ""), "       ")


def _wrap_lines(text: str, first: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
