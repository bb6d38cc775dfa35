"""Compare two versions of a guide and sort the changes, safety first."""

from __future__ import annotations

from dataclasses import replace

from acucontent.diff.change import MARKS, PARTS, Change, Comparison, Kind, Version
from acucontent.diff.describe import describe_difference
from acucontent.diff.format_values import format_value
from acucontent.diff.marks import find_mark
from acucontent.diff.parts import find_part
from acucontent.diff.walk import Difference, find_differences
from acucontent.diff.wording import find_signals
from acucontent.model.guide import Guide
from acucontent.model.paths import format_path
from acucontent.model.prose import Prose


def compare_guides(old: Guide, new: Guide) -> Comparison:
    """Return all changes between two versions of a guide, sorted by part and then by mark.

    Reworded prose belongs to the part "wording" if no number, no word such as “not” and no source in it changed.
    Reworded warnings always stay in the part "safety".

    Args:
        old: The earlier version.
        new: The later version; its language decides which words count as more than wording.

    Returns:
        The comparison. It has no changes if and only if the content of both versions is equal.
    """
    changes = [_make_change(difference, new.language) for difference in find_differences(old, new)]
    parts, marks = list(PARTS), list(MARKS)
    changes.sort(key=lambda change: (parts.index(change.part), marks.index(change.mark) if change.mark else len(marks)))
    return Comparison(Version.from_guide(old), Version.from_guide(new), tuple(changes))


def _make_change(difference: Difference, language: str) -> Change:
    change_mark = find_mark(difference)
    change = Change(
        part=find_part(difference.path),
        kind=_find_kind(difference),
        path=format_path(difference.path),
        sentence=describe_difference(difference) + (f" This is a {change_mark}." if change_mark else ""),
        before=None if difference.before is None else format_value(difference.before),
        after=None if difference.after is None else format_value(difference.after),
        mark=change_mark,
    )
    before, after = difference.before, difference.after
    if isinstance(before, Prose) and isinstance(after, Prose):
        return _classify_rewording(change, before, after, language)
    return change


def _find_kind(difference: Difference) -> Kind:
    is_prose = isinstance(difference.before, Prose) and isinstance(difference.after, Prose)
    return "reworded" if is_prose and difference.kind == "changed" else difference.kind


def _classify_rewording(change: Change, before: Prose, after: Prose, language: str) -> Change:
    """List what changed in prose beyond its wording; move a change of wording alone to the part "wording"."""
    more = find_signals(before, after, language)
    if more:
        return replace(change, sentence=f"{change.sentence} More than the wording changed: {'; '.join(more)}.")
    return change if change.part == "safety" else replace(change, part="wording")
