"""What must hold across the parts of a guide: ids are unique, links lead somewhere, references are cited.

The same checks run over a whole guide and over the sound parts of one that does not validate, so that every
problem is told at once. What does not validate still counts as being there: a link to it is no second error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from acucontent.model.base import Link, Record, Records, ReferenceKey, no_such
from acucontent.model.codes import PointCode, normalise
from acucontent.model.handouts import Handout
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate, Rate
from acucontent.model.references import Reference

Path = tuple[str | int, ...]
"""Where something stands: fields, and places in lists."""


Names = Mapping[str, Callable[[], Any]]
"""What can follow a value in a path, each with the way to reach it."""


class Unread:
    """Stands in plain data for what could not be read: whatever is looked for in it counts as being there."""


UNREAD = Unread()


class NoSuchPart(LookupError):
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
    return _find(root, path, _names)


def _find(root: Any, path: str, names: Callable[[Any], Names]) -> Any:
    value, walked = root, ""
    for name in path.split("."):
        known = names(value)
        if name not in known:
            if _unsure(value):
                return UNREAD
            where = f" in '{walked}'" if walked else ""
            raise NoSuchPart(f"'{path}' leads nowhere{where}. {no_such(name, known)}")
        value, walked = known[name](), f"{walked}.{name}".lstrip(".")
    return value


def _unsure(value: Any) -> bool:
    """Whether it may hold more than can be read: it is unread, or a list with a record whose id is."""
    if isinstance(value, Unread):
        return True
    if not isinstance(value, Sequence) or isinstance(value, str | Records):
        return False
    return any(isinstance(item, Unread) or (isinstance(item, Mapping) and _key(item) is None) for item in value)


def _names(value: Any) -> Names:
    match value:
        case Record():
            return {name: _getter(value, name) for name in type(value).model_fields}
        case Records():
            return {key: _giver(value[key]) for key in value.ids}
        case Mapping():
            return {str(key): _giver(item) for key, item in value.items()}
        case Sequence() if not isinstance(value, str):
            return {str(key): _giver(item) for item in value if (key := _key(item)) is not None}
    return {}


def _getter(record: Record, name: str) -> Callable[[], Any]:
    return lambda: getattr(record, name)


def _giver(value: Any) -> Callable[[], Any]:
    return lambda: value


def _key(item: Any) -> str | None:
    """The id of a record that is still plain data; an acupoint's code in its canonical form."""
    if not isinstance(item, Mapping):
        return None
    if isinstance(item.get("id"), str):
        return str(item["id"]).strip()
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
        self._known: dict[int, Names] = {}

    def names(self, value: Any) -> Names:
        """What can follow a value that the guide holds."""
        if id(value) not in self._known:
            self._known[id(value)] = _names(value)
        return self._known[id(value)]

    def find(self, path: str) -> Any:
        return _find(self._whole, path, self.names)

    def refusal(self, target: str, link: str) -> str | None:
        """Why a link leads nowhere, if it does."""
        try:
            held = self.find(target)
        except NoSuchPart:
            held = ()
        known = self.names(held)
        return None if link in known or _unsure(held) else f"{target}: {no_such(link, known)}"


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
            try:
                places.find(place)
            except NoSuchPart as error:
                yield Fault("dead_include", (*path, "include", index), str(error))


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
