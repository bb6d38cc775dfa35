"""Name, walk and find the values of a document by their paths.

A path is the steps from the root of a document to a value, joined by dots: `risks.effects.bruise.text`. The step to a
field is the key that documents write (`container-title`), the step to a record of a list is its id, and the step to an
item of any other list is its place, from 0 (`key_points.2`). A record without a valid id, or with the id of an earlier
record of its list, is named by its place, too. So each value has exactly one path. The root is the guide, or the record
of another file, such as a clinic's overlay; its path is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from acucontent.errors import AcucontentError
from acucontent.model.base import Record, Records
from acucontent.model.suggestions import describe_unknown

Path: TypeAlias = tuple[str | int, ...]
"""The steps to a value: keys, ids, and places in lists."""


class NoSuchPart(AcucontentError, LookupError):
    """A path does not exist. The message names its first unknown step and the nearest known ones."""


class Unread:
    """Replaces a value that could not be read. Every path below it counts as found."""


UNREAD = Unread()


@dataclass(frozen=True)
class PartialRecords:
    """A list of records, some of which may be invalid, by their steps."""

    records: Mapping[str, Any]
    complete: bool = True
    """Whether every id could be read. Otherwise a record that is not found may be one without an id."""


def format_path(path: Iterable[str | int]) -> str:
    """Join the steps of a path by dots, as documents and messages write it.

    >>> format_path(("risks", "effects", "bruise", "text"))
    'risks.effects.bruise.text'
    """
    return ".".join(map(str, path))


@cache
def get_field_names(record: type[Record]) -> Mapping[str, str]:
    """Return the field names of a record by the keys that documents write."""
    return {field.alias or name: name for name, field in record.model_fields.items()}


def iterate_children(value: Any) -> Iterator[tuple[str | int, Any]]:
    """Yield the values directly inside a value of a guide or partial guide, each with the step to it."""
    match value:
        case Record():
            yield from ((key, getattr(value, name)) for key, name in get_field_names(type(value)).items())
        case Records():
            yield from _iterate_records(value)
        case PartialRecords(records):
            yield from records.items()
        case Mapping():
            yield from value.items()
        case tuple() | list():
            yield from enumerate(value)


def _iterate_records(records: Records[Record]) -> Iterator[tuple[str | int, Record]]:
    seen: set[str] = set()
    for place, (id_, record) in enumerate(zip(records.ids, records, strict=True)):
        yield place if id_ in seen else id_, record
        seen.add(id_)


def walk_values(root: Any, path: Path = (), *, skip: Collection[str] = ()) -> Iterator[tuple[Path, Any]]:
    """Yield a value and all values inside it, each with its path; a container comes before its content.

    Args:
        root: A record, a list of records, or any other value of the model.
        path: The path of the root.
        skip: Fields that are left out with their content.
    """
    waiting = [(path, root)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        children = iterate_children(value)
        if skip and isinstance(value, Record):
            children = ((step, child) for step, child in children if step not in skip)
        waiting += reversed([((*path, step), child) for step, child in children])


def follow_path(root: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the path and the value at each step from the root, as far as the path exists."""
    walked: list[str] = []
    value = root
    for step in path.split(".") if path else ():
        try:
            value = _take_step(value, step)
        except KeyError:
            return
        walked.append(step)
        yield format_path(walked), value


def find_value(root: Any, path: str) -> Any:
    """Return the value at a path; `UNREAD` if it may be in a value that could not be read.

    Raises:
        NoSuchPart: The path does not exist.
    """
    steps, value = path.split(".") if path else [], root
    for place, step in enumerate(steps):
        try:
            value = _take_step(value, step)
        except KeyError:
            raise NoSuchPart(_describe_missing_step(value, steps, place)) from None
    return value


def _describe_missing_step(value: Any, steps: list[str], place: int) -> str:
    """Return the message that a path is not found because one of its steps does not exist.

    Args:
        value: The value in which the step was searched.
        steps: The steps of the whole path.
        place: The index of the step.
    """
    within = format_path(steps[:place])
    if within and isinstance(value, tuple | list):
        items = "1 item" if len(value) == 1 else f"{len(value)} items"
        return f"'{format_path(steps)}' not found: '{within}' has {items}."
    unknown = describe_unknown("part", steps[place], list_steps(value), within=within, listed=False)
    return unknown if len(steps) == 1 else f"'{format_path(steps)}' not found: u{unknown[1:]}"


def list_steps(value: Any) -> Iterator[str]:
    """Yield the steps to the values directly inside a value, as a path writes them."""
    return (str(step) for step, _ in iterate_children(value))


def _take_step(value: Any, step: str) -> Any:
    """Return the value one step below a value.

    Raises:
        KeyError: The step does not exist.
    """
    match value:
        case Unread():
            return UNREAD
        case Record():
            return getattr(value, get_field_names(type(value))[step])
        case Records() if step in value:
            return value[step]
        case PartialRecords(records, complete):
            return records[step] if complete else records.get(step, UNREAD)
    return {str(name): child for name, child in iterate_children(value)}[step]
