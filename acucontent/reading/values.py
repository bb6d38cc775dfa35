"""A guide from values in memory instead of files: text, bytes or plain data; and the edits of a guide."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from acucontent.model.base import Records
from acucontent.model.guide import Guide
from acucontent.model.paths import NoSuchPart, Path, find_value, iterate_children
from acucontent.model.prose import Prose
from acucontent.reading import layout
from acucontent.reading.problems import Findings, GuideProblems, Problem
from acucontent.reading.read import read_record
from acucontent.reading.sources import JSON_TEXT, YAML_TEXT

_BEGINS_AS_JSON = re.compile(rb"(\xef\xbb\xbf)?\s*\{\s*[\"}]")
_DATA = "<data>"


def loads(data: str | bytes | Mapping[str, Any]) -> Guide:
    """Read a guide from JSON or YAML text, or from plain data such as `json.loads` and `Guide.model_dump` return.

    Text that begins with `{"` is JSON, any other is YAML.

    Raises:
        GuideProblems: The guide has problems. The error holds all that were found, each with its line and column in
            the text; in plain data, which has no lines, with its path.
    """
    if isinstance(data, Mapping):
        return _read_plain(data, _DATA)
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
    return _read_text(content, JSON_TEXT if _BEGINS_AS_JSON.match(content) else YAML_TEXT)


def edit_guide(guide: Guide, changes: Mapping[str, Any]) -> Guide:
    """Return a guide with other values at some paths, validated as a whole.

    Raises:
        NoSuchPart: A path does not exist in the guide, or one path lies within another.
        GuideProblems: The changed guide has problems; each names its path.
    """
    document = guide.model_dump(mode="json")
    changed: dict[Path, str] = {}
    for path, value in changes.items():
        place = _find_steps(guide, path)
        _refuse_overlap(changed, place, path)
        changed[place] = path
        _replace_at(document, place, json.loads(_to_json(value, guide.id, path)))
    return _read_plain(document, guide.id)


def _read_text(content: bytes, name: str) -> Guide:
    findings = Findings()
    return read_record(layout.text(content, name, findings), Guide, findings)


def _read_plain(data: Mapping[str, Any], name: str) -> Guide:
    """Read plain data as the JSON text that it would be; its problems have no lines, and `name` instead of a file."""
    content = _to_json(data, name).encode("utf-8", "backslashreplace")  # half of a surrogate pair as JSON escapes it
    try:
        return _read_text(content, JSON_TEXT)
    except GuideProblems as error:
        raise GuideProblems(
            _without_line(each.code, name, each.path, each.message) for each in error.problems
        ) from None


def _to_json(value: object, name: str, path: str = "") -> str:
    """Return plain data as JSON.

    Raises:
        GuideProblems: It holds something that JSON has no word for, or is nested without end.
    """
    try:
        return json.dumps(value, default=_plain_value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise GuideProblems([_without_line("not-plain", name, path, f"is not plain data: {error}")]) from None


def _without_line(code: str, name: str, path: str, message: str) -> Problem:
    return Problem(code, name, None, None, path, message)


def _plain_value(value: object) -> Any:
    """Return what JSON has for a value of the model."""
    match value:
        case BaseModel():
            return value.model_dump(mode="json")
        case Records():
            return list(value)
        case Prose():
            return value.source
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return dict(value)
    raise TypeError(f"a {type(value).__name__} is no text, number, list or mapping")


def _find_steps(guide: Guide, path: str) -> Path:
    """Return the keys and places in lists that lead to a path.

    Raises:
        NoSuchPart: The path does not exist in the guide.
    """
    if not path:
        raise NoSuchPart("The path is empty. Write the fields and ids that lead to a value: risks.effects.bruise.text")
    find_value(guide, path)
    value: Any = guide
    steps: list[str | int] = []
    for step in path.split("."):
        children = list(iterate_children(value))
        place = [str(name) for name, _ in children].index(step)
        steps.append(place if isinstance(value, Records) else children[place][0])
        value = children[place][1]
    return tuple(steps)


def _refuse_overlap(changed: Mapping[Path, str], place: Path, path: str) -> None:
    for other, its_path in changed.items():
        if place[: len(other)] == other or other[: len(place)] == place:
            raise NoSuchPart(f"'{path}' and '{its_path}' overlap, so that one change would undo the other: change one")


def _replace_at(document: dict[str, Any], place: Path, value: Any) -> None:
    held: Any = document
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
