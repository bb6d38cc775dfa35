"""Format the values of a guide as text: ranges with units, rates with denominators, prose without markup."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from babel.numbers import format_decimal

from acucontent.diff.phrases import get_phrases
from acucontent.model.acupoints import Diagram, MapPosition
from acucontent.model.base import Record, Records
from acucontent.model.costs import Price
from acucontent.model.evidence import Certainty, Comparator
from acucontent.model.outcomes import Arm
from acucontent.model.plain_text import flatten
from acucontent.model.prose import ListBlock, Prose, ProseBlock
from acucontent.model.ranges import Estimate, Quantity, Rate
from acucontent.model.references import Name, PartialDate

LONGEST_NAME = 70
"""The longest name of a record before it is shortened, in characters."""


def format_value(value: Any) -> str:  # noqa: PLR0911 - one return for each kind of value
    """Return a value as text on one line."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return format_number(value)
        case datetime.date():
            return value.isoformat()
        case Prose():
            return format_prose(value)
        case Record():
            return _format_record(value)
        case Records() | tuple():
            return ", ".join(map(format_value, value)) or "nothing"
        case _:
            return str(value)


def format_in_full(before: Any, after: Any) -> tuple[str | None, str | None]:
    """Return the old and new value as complete texts; with their markup if the words alone would be equal."""
    if isinstance(before, Prose) and isinstance(after, Prose) and format_prose(before) == format_prose(after):
        return before.source, after.source
    return (
        None if before is None else _format_completely(before),
        None if after is None else _format_completely(after),
    )


def _format_completely(value: Any) -> str:
    """Return a value as text on one line, with every field of a record and nothing shortened."""
    match value:
        case Rate():
            return f"{format_value(value)}; {_list_fields(value, skip=('count', 'of', 'unit', 'low', 'high'))}"
        case Record():
            return _list_fields(value, skip=(value.key_field,))
        case Records() | tuple():
            return " | ".join(map(_format_completely, value)) or "nothing"
        case _:
            return format_value(value)


def _list_fields(record: Record, skip: Collection[str]) -> str:
    """Return the fields of a record with a value other than false: 'the sign: Blue lips; the urgency: emergency'."""
    phrases = get_phrases(type(record))
    filled = {name: getattr(record, name) for name in type(record).model_fields if name not in skip}
    return "; ".join(
        f"{phrases.get_field_noun(name).removeprefix('the ')}: {_format_completely(value)}"
        for name, value in filled.items()
        if value not in (None, ()) and value is not False
    )


def format_number(value: float) -> str:
    """Return a number with thousands separators and without trailing zeros."""
    return str(format_decimal(value, format="#,##0.######", locale="en"))


def format_range(low: float, high: float) -> str:
    """Return a range as text, such as '6 to 12', or one number if both ends are equal."""
    return format_number(low) if low == high else f"{format_number(low)} to {format_number(high)}"


def _format_record(value: Record) -> str:  # noqa: C901, PLR0911 - one case for each kind of record
    match value:
        case Quantity():
            return f"{format_range(value.low, value.high)} {value.unit}"
        case Rate():
            interval = format_interval(value.low, value.high, 95)
            return f"{format_number(value.count)} in {format_number(value.of)} {value.unit}{interval}"
        case Estimate():
            interval = format_interval(value.low, value.high, value.interval_percent)
            return f"{value.kind} {format_number(value.value)}{interval}"
        case Arm():
            return f"{format_number(value.count)}{format_interval(value.low, value.high, 95)}"
        case Price():
            return f"{format_range(value.low, value.high)} {value.currency} a {value.per}"
        case Certainty():
            return f"{value.level}, by {value.graded_by}" if value.graded_by else value.level
        case Comparator():
            return f"{value.kind} ({value.description})"
        case Diagram():
            others = f", and {len(value.more)} more" if value.more else ""
            return f"{value.view} view, {format_number(value.x)} across and {format_number(value.y)} down{others}"
        case MapPosition():
            return f"{format_number(value.x)} across and {format_number(value.y)} down"
        case PartialDate():
            days = " to ".join("-".join(f"{part:02}" for part in parts) for parts in value.date_parts)
            return f"about {days}" if value.circa else days
        case Name():
            family = " ".join(part for part in (value.non_dropping_particle, value.family) if part)
            given = " ".join(part for part in (value.given, value.dropping_particle) if part)
            return value.literal or ", ".join(part for part in (family, given, value.suffix) if part)
        case _:
            return get_record_name(value)


def format_interval(low: float | None, high: float | None, percent: float) -> str:
    """Return a confidence interval in brackets, or an empty string if an end is missing."""
    return (
        ""
        if low is None or high is None
        else f" ({format_number(percent)}% interval {format_number(low)} to {format_number(high)})"
    )


def get_record_name(record: Record) -> str:
    """Return the name of a record, shortened if it is long, or its fields if it has no name."""
    phrases = get_phrases(type(record))
    if phrases.name_field is None:
        fields = ((field, getattr(record, field)) for field in type(record).model_fields)
        filled = ((field, value) for field, value in fields if value not in (None, ()))
        return ", ".join(f"{phrases.get_field_noun(field)} {format_value(value)}" for field, value in filled)
    value = getattr(record, phrases.name_field)
    return shorten_text(phrases.default_name if value is None else format_value(value))


def shorten_text(text: str) -> str:
    """Return the text, shortened at a space if it is longer than LONGEST_NAME."""
    if len(text) <= LONGEST_NAME:
        return text
    return f"{text[:LONGEST_NAME].rpartition(' ')[0] or text[:LONGEST_NAME]} …"


def format_prose(prose: Prose) -> str:
    """Return the words of prose on one line, without citations and markup.

    A bullet precedes each list item, and the regions precede a paragraph that is not for all.
    """
    return " ".join(" ".join(_format_block(block) for block in prose.blocks).split())


def _format_block(block: ProseBlock) -> str:
    if isinstance(block, ListBlock):
        return " ".join(f"• {' '.join(map(_format_block, item))}" for item in block.items)
    regions = f"{{{', '.join(block.regions)}}} " if block.regions else ""
    return regions + flatten(block.children)
