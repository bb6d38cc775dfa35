"""Two versions of a guide → what changed, safety first."""

from __future__ import annotations

from dataclasses import replace

from acucontent.diff.change import MARKS, PARTS, Change, Comparison, Kind, Version
from acucontent.diff.marks import mark
from acucontent.diff.parts import part_of
from acucontent.diff.said import said
from acucontent.diff.sentences import sentence
from acucontent.diff.walk import Difference, differences
from acucontent.diff.wording import signals
from acucontent.model.guide import Guide
from acucontent.model.paths import format_path
from acucontent.model.prose import Prose


def compare(old: Guide, new: Guide) -> Comparison:
    """What changed from one version of a guide to another.

    Prose in which no number, no word such as “not” and no source changed is wording; but a warning's words always
    stand with the warnings. Two guides are the same when nothing of their content differs, and only then.
    """
    changes = [_change(difference, new.language) for difference in differences(old, new)]
    order, graver = list(PARTS), list(MARKS)
    changes.sort(
        key=lambda change: (order.index(change.part), graver.index(change.mark) if change.mark else len(graver))
    )
    return Comparison(Version.of(old), Version.of(new), tuple(changes))


def _change(difference: Difference, language: str) -> Change:
    found = mark(difference)
    change = Change(
        part=part_of(difference.path),
        kind=_kind(difference),
        path=format_path(difference.path),
        sentence=sentence(difference) + (f" This is a {found}." if found else ""),
        before=None if difference.before is None else said(difference.before),
        after=None if difference.after is None else said(difference.after),
        mark=found,
    )
    before, after = difference.before, difference.after
    if isinstance(before, Prose) and isinstance(after, Prose):
        return _weighed(change, before, after, language)
    return change


def _kind(difference: Difference) -> Kind:
    both = isinstance(difference.before, Prose) and isinstance(difference.after, Prose)
    return "reworded" if both and difference.kind == "changed" else difference.kind


def _weighed(change: Change, before: Prose, after: Prose, language: str) -> Change:
    """Prose that changed: with what changed beside the wording, or else among the wording."""
    more = signals(before, after, language)
    if more:
        return replace(change, sentence=f"{change.sentence} More than wording changed: {'; '.join(more)}.")
    return change if change.part == "safety" else replace(change, part="wording")
