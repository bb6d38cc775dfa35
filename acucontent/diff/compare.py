"""Compare two versions of a guide and sort the changes, safety first."""

from __future__ import annotations

from dataclasses import replace

from acucontent.diff.change import MARKS, PARTS, Change, Comparison, Kind, Version
from acucontent.diff.describe import describe_difference
from acucontent.diff.format_values import format_in_full, format_value
from acucontent.diff.marks import find_mark
from acucontent.diff.parts import find_part
from acucontent.diff.walk import Difference, find_differences
from acucontent.diff.warnings import find_warning_terms, is_warning_change
from acucontent.diff.wording import find_signals
from acucontent.model.guide import Guide
from acucontent.model.paths import format_path
from acucontent.model.prose import Prose


def compare_guides(old: Guide, new: Guide) -> Comparison:
    """Return all changes between two versions of a guide, sorted by part and then by mark.

    Only what readers get is compared: acceptances of findings are for those who make the guide, and files do not
    contain them. Every change that touches a warning belongs to the part "safety". Other reworded prose belongs to the
    part "wording" if no number, no word such as “not” and no source in it changed.

    Args:
        old: The earlier version.
        new: The later version.

    Returns:
        The comparison. It has no changes if and only if the content of both versions is equal.
    """
    languages = (old.language, new.language)
    terms = find_warning_terms(old) | find_warning_terms(new)
    changes = [_make_change(each, languages, terms) for each in find_differences(old.content, new.content)]
    changes.sort(key=_rank_change)
    return Comparison(Version.from_guide(old), Version.from_guide(new), tuple(changes))


def _rank_change(change: Change) -> tuple[int, int, bool]:
    """Return the rank of a change: its part, its mark, and the risks before other warnings."""
    mark = MARKS.index(change.mark) if change.mark else len(MARKS)
    return list(PARTS).index(change.part), mark, not change.path.startswith("risks.")


def _make_change(difference: Difference, languages: tuple[str, str], terms: frozenset[str]) -> Change:
    is_warning = is_warning_change(difference, languages, terms)
    change_mark = find_mark(difference, is_warning=is_warning)
    before, after = difference.before, difference.after
    old_text, new_text = format_in_full(before, after) if is_warning else _format_values(before, after)
    change = Change(
        part="safety" if is_warning else find_part(difference.path),
        kind=_find_kind(difference),
        path=format_path(difference.path),
        sentence=describe_difference(difference) + (f" This is a {change_mark}." if change_mark else ""),
        before=old_text,
        after=new_text,
        mark=change_mark,
    )
    if isinstance(before, Prose) and isinstance(after, Prose):
        return _classify_rewording(change, before, after, languages[1])
    return change


def _format_values(before: object, after: object) -> tuple[str | None, ...]:
    return tuple(None if value is None else format_value(value) for value in (before, after))


def _find_kind(difference: Difference) -> Kind:
    is_prose = isinstance(difference.before, Prose) and isinstance(difference.after, Prose)
    return "reworded" if is_prose and difference.kind == "changed" else difference.kind


def _classify_rewording(change: Change, before: Prose, after: Prose, language: str) -> Change:
    """Point to changed numbers, sources and the like; without any, move the change to the part "wording"."""
    more = find_signals(before, after, language)
    if more:
        return replace(change, sentence=f"{change.sentence} Note: {'; '.join(more)}.")
    return change if change.part == "safety" else replace(change, part="wording")
