"""A difference in a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from acucontent.diff.marks import is_rate
from acucontent.diff.phrases import phrases_of
from acucontent.diff.said import cut, interval, name, number, plain, said
from acucontent.diff.walk import Difference, Pair
from acucontent.model.base import Record
from acucontent.model.evidence import Recommendation
from acucontent.model.prose import Prose
from acucontent.model.ranges import Rate
from acucontent.model.risks import Precaution

SHORT = 60
"""The longest text that is told within a sentence, in characters."""


def sentence(difference: Difference) -> str:
    """What changed, in a sentence with its full stop."""
    match difference.kind:
        case "added":
            words = f"{_record_or_text(difference, difference.after)} was added"
        case "removed":
            words = f"{_record_or_text(difference, difference.before)} was removed"
        case "reordered":
            words = f"{_in_place(difference, _field(difference))}: the order changed"
        case "changed":
            words = _changed(difference)
    return f"{words[0].upper()}{words[1:]}{_perhaps(difference)}."


def _perhaps(difference: Difference) -> str:
    if difference.like is None:
        return ""
    alike = "is the same but for its id" if difference.like.same else "is much like it"
    was = "taken out" if difference.kind == "added" else "new"
    return f". The {was} “{difference.like.id}” {alike}: perhaps only the id changed"


def _changed(difference: Difference) -> str:
    before, after, place = difference.before, difference.after, (difference.holder, difference.field)
    if is_rate(difference):
        return _rate(difference, before, after)
    if place == (Precaution, "action"):
        return f"“{str(before).capitalize()}” became “{after}” for “{name(difference.around[-1].new)}”"
    what = _in_place(difference, _field(difference))
    if place == (Recommendation, "year"):
        return f"{what} changed from {before} to {after}"
    if before is None:
        return f"{what} was added" + (f": {_told(after)}" if _is_short(after) else "")
    if after is None:
        return f"{what} was removed" + (f"; it was {_told(before)}" if _is_short(before) else "")
    return _from_to(what, before, after)


def _from_to(what: str, before: object, after: object) -> str:
    match before, after:
        case Prose(), Prose():
            same = plain(before) == plain(after)
            return f"{what} has the same words with other marks, sources or links" if same else f"{what} was reworded"
        case tuple(), tuple():
            return f"{what} changed: {_gained_and_lost(before, after)}"
        case (int() | float(), int() | float()) if not isinstance(before, bool):
            return f"{what} {'rose' if after > before else 'fell'} from {number(before)} to {number(after)}"
        case (datetime.date(), datetime.date()):
            return f"{what} is {'later' if after > before else 'earlier'}: {after}, before {before}"
    return _otherwise(what, before, after)


def _otherwise(what: str, before: object, after: object) -> str:
    if isinstance(after, Record):
        return f"{what} changed: {said(before)} before, {said(after)} now"
    if _is_short(before) and _is_short(after):
        return f"{what} changed from {_told(before)} to {_told(after)}"
    return f"{what} was reworded"


def _gained_and_lost(before: tuple[object, ...], after: tuple[object, ...]) -> str:
    gone, come = [each for each in before if each not in after], [each for each in after if each not in before]
    parts = [f"{_list(items)} {side}" for items, side in ((gone, "out"), (come, "in")) if items]
    return " and ".join(parts) or "the order"


def _list(items: Iterable[object]) -> str:
    return ", ".join(f"“{said(item)}”" for item in items)


def _rate(difference: Difference, before: Rate, after: Rate) -> str:
    what = f"the rate of “{name(difference.around[-2].new)}”"
    if before.unit != after.unit:
        return (
            f"{what} is now counted in {after.unit}, not {before.unit}, and the two cannot be compared: "
            f"{said(before)} before, {said(after)} now"
        )
    if before.count / before.of == after.count / after.of:
        return f"{what} is the same, but told otherwise: {said(before)} before, {said(after)} now"
    way = "rose" if after.count / after.of > before.count / before.of else "fell"
    unit = "people" if after.unit == "patients" else after.unit
    first = number(before.count) if before.of == after.of else f"{number(before.count)} in {number(before.of)}"
    return f"{what} {way} from {first} to {number(after.count)} in {number(after.of)} {unit}{_intervals(before, after)}"


def _intervals(before: Rate, after: Rate) -> str:
    old, new = (interval(rate.low, rate.high, 95).strip(" ()") or "no interval" for rate in (before, after))
    return "" if old == new else f" ({old} before, {new} now)"


def _plainly(value: object) -> str:
    """A value in words; a year without a comma."""
    return str(value) if isinstance(value, int) else said(value)


def _is_short(value: object) -> bool:
    return not isinstance(value, Prose) and len(said(value)) <= SHORT


def _told(value: object) -> str:
    return f"“{said(value)}”" if isinstance(value, str) else said(value)


def _field(difference: Difference) -> str:
    """The field as a noun; of a group, the noun of the record that holds it."""
    if not difference.field:
        return ""
    noun = phrases_of(difference.holder).noun(difference.field)
    last = difference.path[-1]
    return f"number {last + 1} of {noun}" if difference.kind == "changed" and isinstance(last, int) else noun


def _in_place(difference: Difference, noun: str) -> str:
    """A noun with the records that hold it: 'Of the finding “A”, the kind of the comparison'."""
    parts, prefix = [noun] if noun else [], ""
    for index in range(len(difference.around) - 1, -1, -1):
        called = _called(difference.around, index)
        if called is None:
            continue
        outermost = not any(_called(difference.around, before) for before in range(index))
        if outermost and parts and _is_named(difference.around[index].new):
            prefix = f"of {called}, "
        else:
            parts.append(called)
    return prefix + " of ".join(parts)


def _called(around: tuple[Pair, ...], index: int) -> str | None:
    """How a record on the way is called; none where it is left out."""
    pair = around[index]
    phrases = phrases_of(type(pair.new))
    if phrases.silent:
        return None
    if phrases.among:
        return f"“{name(pair.new)}” among {_holding(around, index)}"
    if phrases.called:
        return f"the {phrases.called} “{name(pair.new)}”"
    return _holding(around, index)


def _holding(around: tuple[Pair, ...], index: int) -> str:
    """The field that holds a record, as a noun."""
    return phrases_of(type(around[index - 1].new)).noun(around[index].field)


def _is_named(record: Record) -> bool:
    phrases = phrases_of(type(record))
    return bool(phrases.called or phrases.among)


def _record_or_text(difference: Difference, value: object) -> str:
    """What was added or removed, with what holds it."""
    field = _field(difference)
    if not isinstance(value, Record):
        return _in_place(difference, f"“{cut(said(value))}” of {field}")
    phrases = phrases_of(type(value))
    if phrases.among or not phrases.called:
        return _in_place(difference, f"“{name(value)}” among {field}")
    tells = [_plainly(getattr(value, each)) for each in phrases.tells if getattr(value, each) is not None]
    brackets = f" ({', '.join(tells)})" if tells else ""
    return _in_place(difference, f"the {phrases.called} “{name(value)}”{brackets}")
