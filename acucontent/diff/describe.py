"""Describe a difference in a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from acucontent.diff.format_values import (
    format_interval,
    format_number,
    format_prose,
    format_value,
    get_record_name,
    shorten_text,
)
from acucontent.diff.marks import is_rate_change
from acucontent.diff.phrases import get_phrases
from acucontent.diff.walk import Difference, Pair
from acucontent.model.base import Record
from acucontent.model.evidence import Recommendation
from acucontent.model.prose import Prose
from acucontent.model.ranges import Rate

LONGEST_QUOTE = 60
"""The longest value that is quoted in a sentence, in characters."""


def describe_difference(difference: Difference) -> str:
    """Return a description of a difference, as a sentence with its full stop."""
    match difference.kind:
        case "added":
            words = f"{_name_item(difference, difference.after)} was added"
        case "removed":
            words = f"{_name_item(difference, difference.before)} was removed"
        case "reordered":
            words = f"{_locate_noun(difference, f'the order of {_get_field_noun(difference)}')} changed"
        case "changed":
            words = _describe_change(difference)
    return f"{words[0].upper()}{words[1:]}{_describe_new_id(difference)}."


def _describe_new_id(difference: Difference) -> str:
    """Return a remark on a record of the other version that may be the same one under another id."""
    if difference.similar is None:
        return ""
    other = "removed" if difference.kind == "added" else "added"
    if difference.similar.same:
        return f". The {other} “{difference.similar.id}” is identical except for its id, so perhaps only the id changed"
    return f". The {other} “{difference.similar.id}” is similar: compare the two"


def _describe_change(difference: Difference) -> str:
    before, after = difference.before, difference.after
    if is_rate_change(difference):
        return _describe_rate_change(difference, before, after)
    what = _locate_noun(difference, _get_field_noun(difference))
    if (difference.holder, difference.field) == (Recommendation, "year"):
        return f"{what} changed from {before} to {after}"  # without the thousands separator
    if difference.field == "regions":
        return f"{what} changed from {_name_regions(before)} to {_name_regions(after)}"
    if before is None:
        return f"{what} was added" + (f": {_quote_text(after)}" if _is_short(after) else "")
    if after is None:
        return f"{what} was removed" + (f"; it was {_quote_text(before)}" if _is_short(before) else "")
    return _compare_values(what, before, after)


def _name_regions(regions: tuple[str, ...] | None) -> str:
    return ", ".join(regions or ("all",))


def _compare_values(what: str, before: object, after: object) -> str:
    match before, after:
        case Prose(), Prose():
            has_same_words = format_prose(before) == format_prose(after)
            return what + (" has the same words but other formatting or links" if has_same_words else " was reworded")
        case tuple(), tuple():
            return f"{what} changed: {_list_changed_items(before, after)}"
        case (int() | float(), int() | float()) if not isinstance(before, bool):
            return (
                f"{what} {'rose' if after > before else 'fell'} from {format_number(before)} to {format_number(after)}"
            )
        case (datetime.date(), datetime.date()):
            return f"{what} moved {'later' if after > before else 'earlier'}, from {before} to {after}"
    return _compare_other_values(what, before, after)


def _compare_other_values(what: str, before: object, after: object) -> str:
    if isinstance(after, Record):
        return f"{what} changed: it was {format_value(before)}, and is now {format_value(after)}"
    if _is_short(before) and _is_short(after):
        return f"{what} changed from {_quote_text(before)} to {_quote_text(after)}"
    return f"{what} was reworded"


def _list_changed_items(before: tuple[object, ...], after: tuple[object, ...]) -> str:
    removed, added = [item for item in before if item not in after], [item for item in after if item not in before]
    parts = [f"{side} {_quote_all(items)}" for side, items in (("removed", removed), ("added", added)) if items]
    return "; ".join(parts) or "the order"


def _quote_all(items: Iterable[object]) -> str:
    return ", ".join(f"“{format_value(item)}”" for item in items)


def _describe_rate_change(difference: Difference, before: Rate, after: Rate) -> str:
    what = f"the rate of “{get_record_name(difference.parents[-2].new)}”"
    was_and_is = f"it was {format_value(before)}, and is now {format_value(after)}"
    if before.unit != after.unit:
        return f"{what} now counts {after.unit}, not {before.unit}, so the two rates cannot be compared: {was_and_is}"
    if before.count / before.of == after.count / after.of:
        return f"{what} is the same but expressed differently: {was_and_is}"
    change = "rose" if after.count / after.of > before.count / before.of else "fell"
    unit = "people" if after.unit == "patients" else after.unit
    first = (
        format_number(before.count)
        if before.of == after.of
        else f"{format_number(before.count)} in {format_number(before.of)}"
    )
    last = f"{format_number(after.count)} in {format_number(after.of)} {unit}"
    return f"{what} {change} from {first} to {last}{_compare_intervals(before, after)}"


def _compare_intervals(before: Rate, after: Rate) -> str:
    old, new = (format_interval(rate.low, rate.high, 95).strip(" ()") or "no interval" for rate in (before, after))
    return "" if old == new else f" ({old} before, {new} now)"


def _format_detail(value: object) -> str:
    """Return a value as text; a year has no thousands separator."""
    return str(value) if isinstance(value, int) else format_value(value)


def _is_short(value: object) -> bool:
    return not isinstance(value, Prose) and len(format_value(value)) <= LONGEST_QUOTE


def _quote_text(value: object) -> str:
    return f"“{format_value(value)}”" if isinstance(value, str) else format_value(value)


def _get_field_noun(difference: Difference) -> str:
    """Return the noun of the field that differs, or an empty string for a group of fields."""
    if not difference.field:
        return ""
    noun = get_phrases(difference.holder).get_field_noun(difference.field)
    last = difference.path[-1]
    return f"item {last + 1} of {noun}" if difference.kind == "changed" and isinstance(last, int) else noun


def _locate_noun(difference: Difference, noun: str) -> str:
    """Return a noun with the records that hold it, such as 'finding “A”: the kind of the comparison'."""
    parts, prefix = [noun] if noun else [], ""
    for index in range(len(difference.parents) - 1, -1, -1):
        holder = _name_holder(difference.parents, index)
        if holder is None:
            continue
        is_outermost = not any(_name_holder(difference.parents, before) for before in range(index))
        if is_outermost and parts and _has_name(difference.parents[index].new):
            prefix = f"{holder.removeprefix('the ')}: "
        else:
            parts.append(holder)
    return prefix + " of ".join(parts)


def _name_holder(around: tuple[Pair, ...], index: int) -> str | None:
    """Return the noun and name of a record on the path, or None if sentences leave it out."""
    pair = around[index]
    phrases = get_phrases(type(pair.new))
    if phrases.is_omitted:
        return None
    if phrases.is_named_by_list:
        return f"“{get_record_name(pair.new)}” in {_get_holding_field(around, index)}"
    if phrases.noun:
        return f"the {phrases.noun} “{get_record_name(pair.new)}”"
    return _get_holding_field(around, index)


def _get_holding_field(around: tuple[Pair, ...], index: int) -> str:
    """Return the noun of the field that holds a record."""
    return get_phrases(type(around[index - 1].new)).get_field_noun(around[index].field)


def _has_name(record: Record) -> bool:
    phrases = get_phrases(type(record))
    return bool(phrases.noun or phrases.is_named_by_list)


def _name_item(difference: Difference, value: object) -> str:
    """Return the noun and name of an added or removed item, with the records that hold it."""
    field = _get_field_noun(difference)
    if not isinstance(value, Record):
        return _locate_noun(difference, f"“{shorten_text(format_value(value))}” in {field}")
    phrases = get_phrases(type(value))
    if phrases.is_named_by_list or not phrases.noun:
        return _locate_noun(difference, f"“{get_record_name(value)}” in {field}")
    values = [getattr(value, field) for field in phrases.details]
    details = ", ".join(_format_detail(value) for value in values if value is not None)
    return _locate_noun(
        difference, f"the {phrases.noun} “{get_record_name(value)}”" + (f" ({details})" if details else "")
    )
