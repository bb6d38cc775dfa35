"""Edit a record by paths: put other values at some places, and validate the result as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from acucontent.model.base import Record, Records
from acucontent.model.error_messages import describe_value_error
from acucontent.model.paths import NoSuchPart, Path, find_value, format_path, iterate_children
from acucontent.model.plain_data import encode_json
from acucontent.model.record_fields import get_fields, get_id_key, get_record_type, has_ids, normalize_id
from acucontent.problems import GuideProblems, Problem

R = TypeVar("R", bound=Record)


def edit_record(record: R, changes: Mapping[str, Any], name: str) -> R:
    """Return a record with other values at some paths, validated as a whole.

    Args:
        record: The record, such as a guide.
        changes: The new values by path: plain data or records; None removes an optional value.
        name: The name that problems give instead of a file.

    Raises:
        NoSuchPart: A path does not exist in the record, or one path lies within another.
        GuideProblems: The changed record has problems. The error holds all of them, each with its path.
    """
    document = record.model_dump(mode="json")
    changed: dict[Path, str] = {}
    for path, value in changes.items():
        steps = _find_steps(record, path)
        _refuse_overlap(changed, steps, path)
        changed[steps] = path
        _replace_at(document, steps, json.loads(encode_json(value, name, path)))
    try:
        return type(record).model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems = (_make_problem(type(record), document, detail, name) for detail in details)
    raise GuideProblems(dict.fromkeys(problems))


def _find_steps(record: Record, path: str) -> Path:
    """Return the keys and places in lists that lead to a path.

    Raises:
        NoSuchPart: The path does not exist in the record.
    """
    if not path:
        raise NoSuchPart("The path is empty. Write the fields and ids that lead to a value: risks.effects.bruise.text")
    find_value(record, path)
    value: Any = record
    steps: list[str | int] = []
    for step in path.split("."):
        children = list(iterate_children(value))
        place = [str(name) for name, _ in children].index(step)
        steps.append(place if isinstance(value, Records) else children[place][0])
        value = children[place][1]
    return tuple(steps)


def _refuse_overlap(changed: Mapping[Path, str], steps: Path, path: str) -> None:
    for other, its_path in changed.items():
        if steps[: len(other)] == other or other[: len(steps)] == steps:
            raise NoSuchPart(f"'{path}' and '{its_path}' overlap, so that one change would undo the other: change one")


def _replace_at(document: dict[str, Any], steps: Path, value: Any) -> None:
    container: Any = document
    for step in steps[:-1]:
        container = container[step]
    container[steps[-1]] = value


def _make_problem(record_type: type[Record], document: dict[str, Any], error: ErrorDetails, name: str) -> Problem:
    path = _locate_error(record_type, document, error["loc"])
    code, message = describe_value_error(error, error["input"])
    return Problem(code, name, None, None, format_path(path), message)


def _locate_error(record_type: type[Record], document: dict[str, Any], location: Path) -> Path:
    """Return the path of an error.

    Args:
        record_type: The type of the document.
        document: The plain values that were validated.
        location: The steps as pydantic gives them. Those that are not in the document, such as tags of unions, are
            left out; records of a list are named by their ids.
    """
    path: list[str | int] = []
    value: Any = document
    known: type[Record] | None = record_type
    field: FieldInfo | None = None
    for step in location:
        if isinstance(value, list):
            steps = _list_steps(value, known if field and has_ids(field) else None)
            place = step if isinstance(step, int) else steps.get(step)
            if place is None:
                continue
            path.append(list(steps)[place])
            value = value[place]
        elif known and isinstance(value, dict) and (step in get_fields(known) or step in value):
            path.append(step)
            field = get_fields(known).get(str(step))
            known = get_record_type(field) if field else None
            value = value.get(step)
    return tuple(path)


def _list_steps(items: list[Any], record_type: type[Record] | None) -> dict[str | int, int]:
    """Return the places of items by the steps that lead to them: an id of its own, or else the place."""
    steps: dict[str | int, int] = {}
    for place, item in enumerate(items):
        id_ = _find_id(item, record_type)
        steps[place if id_ is None or id_ in steps else id_] = place
    return steps


def _find_id(item: Any, record_type: type[Record] | None) -> str | None:
    if record_type is None or not isinstance(item, dict):
        return None
    return normalize_id(item.get(get_id_key(record_type)), record_type)
