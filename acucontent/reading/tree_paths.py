"""Paths in the tree of a document: the one syntax for them, which names records by their ids.

The tree itself counts the items of its lists, since an id is known only when its record is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from acucontent.model.base import Record
from acucontent.model.paths import Path, format_path
from acucontent.reading.shape import fields, has_ids, many, record_in
from acucontent.reading.tree import Node


def read_id(node: Node, record: type[Record]) -> str | None:
    """Return the id of a record in its canonical form; none if it is missing or invalid."""
    field = record.model_fields[record.key_field]
    held = node.mapping.get(field.alias or record.key_field)
    if held is None or not isinstance(held.value, str):
        return None
    try:
        return str(_id_type(record).validate_python(held.value.strip()))
    except ValidationError:
        return None


@cache
def _id_type(record: type[Record]) -> TypeAdapter[str]:
    return TypeAdapter(record.model_fields[record.key_field].rebuild_annotation())


@dataclass(frozen=True)
class _Shape:
    """What the model expects at a node: a record, a list of records, or something else."""

    record: type[Record] | None = None
    is_list: bool = False
    has_ids: bool = False

    def below(self, key: str) -> _Shape:
        """Return what is expected under a key, or of an item if this is a list."""
        if self.is_list or self.record is None:
            return _Shape(self.record)
        info = fields(self.record).get(key)
        return _Shape(record_in(info), many(info), has_ids(info)) if info else _Shape()


class TreePaths:
    """Finds and names the nodes of one tree; the ids of each list are read once."""

    def __init__(self, root: Node, record: type[Record]) -> None:
        self._root = root
        self._record = record
        self._known: dict[Path, tuple[str, ...]] = {}
        self._places: dict[Path, dict[str, int]] = {}

    def name_records(self, path: str) -> str:
        """Return a path that counts records with the records named by their ids, for as long as it can be followed."""
        node, shape, named = self._root, _Shape(self._record), list[str]()
        steps = path.split(".") if path else []
        for step in steps:
            counted = int(step) if node.items and step.isdecimal() else step
            child = node.child(counted)
            if child is None:
                break
            named.append(self._steps(node, shape)[counted] if isinstance(counted, int) else step)
            node, shape = child, shape.below(step)
        return format_path([*named, *steps[len(named) :]])

    def find_nearest(self, path: Path, kept: Mapping[Path, Sequence[int]] = MappingProxyType({})) -> Node:
        """Return the node at a path, or the nearest one around it.

        Args:
            path: The steps; a place may be written as text.
            kept: For each list that lost items in validation, by the path of its node: the places of those that stayed.
                Places that are no text count these alone.
        """
        node, shape = self._root, _Shape(self._record)
        for step in path:
            counted = kept[node.path][step] if isinstance(step, int) and node.path in kept else step
            child = node.child(counted) or self._find_item(node, shape, str(counted))
            if child is None:
                return node
            node, shape = child, shape.below(str(step))
        return node

    def _find_item(self, node: Node, shape: _Shape, step: str) -> Node | None:
        steps = self._steps(node, shape)
        if node.path not in self._places:
            self._places[node.path] = {each: place for place, each in enumerate(steps)}
        place = self._places[node.path].get(step)
        return None if place is None else node.items[place]

    def _steps(self, node: Node, shape: _Shape) -> tuple[str, ...]:
        """Return the step to each item of a list."""
        if node.path not in self._known:
            self._known[node.path] = tuple(_list_steps(node, shape))
        return self._known[node.path]


def _list_steps(node: Node, shape: _Shape) -> Iterator[str]:
    seen: set[str] = set()
    for place, item in enumerate(node.items):
        id_ = read_id(item, shape.record) if shape.record and shape.has_ids else None
        yield str(place) if id_ is None or id_ in seen else id_
        seen.update(() if id_ is None else (id_,))
