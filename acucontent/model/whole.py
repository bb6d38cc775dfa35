"""What must hold across the parts of a guide: ids are unique, links lead somewhere, references are cited.

The same checks run over a whole guide and over the sound parts of one that does not validate, so that every
problem is told at once. What does not validate still counts as being there: a link to it is no second error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from acucontent.errors import AcucontentError
from acucontent.model.acceptance import Acceptance
from acucontent.model.base import SLUG_PATTERN, Link, Record, Records, ReferenceKey, no_such
from acucontent.model.codes import PointCode, normalise
from acucontent.model.handouts import VIEWS, Handout
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate, Rate
from acucontent.model.references import Reference

Path = tuple[str | int, ...]
"""Where something stands: fields, and places in lists."""


class Unread:
    """Stands in plain data for what could not be read: whatever is looked for in it counts as being there."""


UNREAD = Unread()
_SLUG = re.compile(SLUG_PATTERN)


class NoSuchPart(AcucontentError, LookupError):
    """A path into the guide leads nowhere."""


@dataclass(frozen=True)
class Fault:
    """Something wrong across the parts of a guide."""

    code: LiteralString
    path: Path
    message: str


def find(root: Any, path: str) -> Any:
    """What stands at a path of fields and ids below a guide, or below the plain data of one.

    Raises:
        NoSuchPart: nothing stands there.
    """
    return _find(root, path, _below)


def find_place(root: Any, path: str) -> Any:
    """What stands at a path that may also count places in lists, from 0: `key_points.2`, `risks.effects.0.name`.

    Raises:
        NoSuchPart: nothing stands there.
    """
    return _find(root, path, _below_or_counted) if path else root


@dataclass(frozen=True)
class _Below:
    """What can follow a value in a path, each with the way to reach it; and whether there may be more."""

    names: Mapping[str, Callable[[], Any]]
    unsure: bool = False


def _find(root: Any, path: str, below: Callable[[Any], _Below]) -> Any:
    value, walked = root, ""
    for name in path.split("."):
        known = below(value)
        if name not in known.names:
            if known.unsure:
                return UNREAD
            where = f" in '{walked}'" if walked else ""
            raise NoSuchPart(f"'{path}' leads nowhere{where}. {no_such(name, known.names)}")
        value, walked = known.names[name](), f"{walked}.{name}".lstrip(".")
    return value


def _below(value: Any) -> _Below:
    match value:
        case Record():
            return _Below({name: _getter(value, name) for name in type(value).model_fields})
        case Records():
            return _Below({key: _giver(value[key]) for key in value.ids})
        case Mapping():
            return _Below({str(key): _giver(item) for key, item in value.items()})
        case Unread():
            return _Below({}, unsure=True)
        case list():
            return _below_list(value)
    return _Below({})


def _below_or_counted(value: Any) -> _Below:
    known = _below(value)
    if not isinstance(value, list | tuple | Records):
        return known
    counted = {str(index): _giver(item) for index, item in enumerate(value)}
    return _Below(counted | dict(known.names), known.unsure)


def _below_list(items: list[Any]) -> _Below:
    """The records of a list of plain data; one whose id cannot be read may be any."""
    keyed = [(_key(item), item) for item in items if isinstance(item, Mapping | Unread)]
    names = {key: _giver(item) for key, item in keyed if key is not None}
    return _Below(names, unsure=any(key is None for key, _ in keyed))


def _getter(record: Record, name: str) -> Callable[[], Any]:
    return lambda: getattr(record, name)


def _giver(value: Any) -> Callable[[], Any]:
    return lambda: value


def _key(item: Any) -> str | None:
    """The id of a record that is still plain data, if it is one; an acupoint's code in its canonical form."""
    if not isinstance(item, Mapping):
        return None
    if isinstance(item.get("id"), str):
        name = item["id"].strip()
        return name if _SLUG.fullmatch(name) else None
    try:
        return normalise(str(item["code"]))
    except (KeyError, ValueError):
        return None


def faults(parts: Mapping[str, Any], whole: Any, also_cited: Iterable[str] = ()) -> Iterator[Fault]:
    """Everything that does not hold together.

    Args:
        parts: Validated parts of a guide by field name.
        whole: The guide, or its plain data when it does not validate as a whole, with `UNREAD` for what is missing.
        also_cited: Keys cited in what does not validate.
    """
    values = [found for name, part in parts.items() for found in walk(part, (name,))]
    places = _Places(whole)
    yield from _duplicates(values)
    yield from _dead_links(values, places)
    yield from _never_cited(values, frozenset(also_cited))
    yield from _dead_includes(values, places)
    yield from _dead_acceptances(values, whole)
    yield from _figures_surer_than_their_source(values, parts.get("references", Records()))


def walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """A value and everything in it, each with its path."""
    yield path, value
    match value:
        case Record():
            for name, field in type(value).model_fields.items():
                yield from walk(getattr(value, name), (*path, field.alias or name))
        case Records() | tuple():
            for index, item in enumerate(value):
                yield from walk(item, (*path, index))


class _Places:
    """What can be found in the guide; each list is read once, however many links lead there."""

    def __init__(self, whole: Any) -> None:
        self._whole = whole
        self._known: dict[int, _Below] = {}

    def below(self, value: Any) -> _Below:
        """What can follow a value that the guide holds."""
        if id(value) not in self._known:
            self._known[id(value)] = _below(value)
        return self._known[id(value)]

    def find(self, path: str) -> Any:
        return _find(self._whole, path, self.below)

    def refusal(self, target: str, link: str) -> str | None:
        """Why a link leads nowhere, if it does."""
        try:
            known = self.below(self.find(target))
        except NoSuchPart:
            known = _Below({})
        return None if link in known.names or known.unsure else f"{target}: {no_such(link, known.names)}"


def _duplicates(values: list[tuple[Path, Any]]) -> Iterator[Fault]:
    for path, value in values:
        if not isinstance(value, Records):
            continue
        seen: set[str] = set()
        for index, key in enumerate(value.ids):
            if key in seen:
                message = f"'{key}' is the {value[index].key_field} of an earlier item of this list: give each its own"
                yield Fault("duplicate_id", (*path, index, value[index].key_field), message)
            seen.add(key)


def _links(value: Any) -> Iterator[Link | PointCode]:
    if isinstance(value, Prose):
        yield from value.links()
    elif isinstance(value, Link):
        yield value


def _dead_links(values: list[tuple[Path, Any]], places: _Places) -> Iterator[Fault]:
    for path, value in values:
        for target, link in dict.fromkeys((link.target, str(link)) for link in _links(value)):
            why = places.refusal(target, link)
            if why:
                yield Fault("dead_link", path, why)


def _never_cited(values: list[tuple[Path, Any]], also_cited: frozenset[str]) -> Iterator[Fault]:
    cited = {link for _, value in values for link in _links(value) if isinstance(link, ReferenceKey)} | also_cited
    for path, value in values:
        if isinstance(value, Reference) and value.id not in cited:
            message = f"reference '{value.id}' is never cited: cite it as [@{value.id}] or delete it"
            yield Fault("never_cited", (*path, "id"), message)


def _dead_includes(values: list[tuple[Path, Any]], places: _Places) -> Iterator[Fault]:
    for path, value in values:
        if not isinstance(value, Handout):
            continue
        for index, place in enumerate(value.include):
            if place in VIEWS:
                continue
            try:
                places.find(place)
            except NoSuchPart as error:
                yield Fault("dead_include", (*path, "include", index), str(error))


def _dead_acceptances(values: list[tuple[Path, Any]], whole: Any) -> Iterator[Fault]:
    for path, value in values:
        if isinstance(value, Acceptance) and value.at:
            try:
                find_place(whole, value.at)
            except NoSuchPart as error:
                yield Fault("dead_acceptance", (*path, "at"), str(error))


def _figures_surer_than_their_source(values: list[tuple[Path, Any]], references: Any) -> Iterator[Fault]:
    for path, value in values:
        if not isinstance(value, Estimate | Rate) or value.citation not in references:
            continue
        if references[value.citation].checked.how == "unchecked" and value.checked != "unchecked":
            message = (
                f"'{value.checked}', but the reference '{value.citation}' is unchecked: check it, or write unchecked"
            )
            yield Fault("unchecked_source", (*path, "checked"), message)


CITED_IN_TEXT = re.compile(r"@([a-z0-9-]+)")
"""Finds cited keys in text that was not parsed."""
