"""Find nodes of a document's tree by paths, which name records by their ids.

The tree itself numbers the items of its lists, because an id is known only after its record is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from acucontent.model.base import Record
from acucontent.model.paths import Path, format_path
from acucontent.model.record_fields import get_fields, get_id_key, get_record_type, has_ids, is_list, normalize_id
from acucontent.reading.node import Node


def read_id(node: Node, record: type[Record]) -> str | None:
    """Return the id of a record in its canonical form; None if it is missing or invalid."""
    id_node = node.mapping.get(get_id_key(record))
    return None if id_node is None else normalize_id(id_node.value, record)


@dataclass(frozen=True)
class _ExpectedType:
    """What the model expects at a node: a record, a list of records, or something else."""

    record: type[Record] | None = None
    is_list: bool = False
    has_ids: bool = False

    def get_child_type(self, key: str) -> _ExpectedType:
        """Return what is expected under a key, or of an item if this is a list."""
        if self.is_list or self.record is None:
            return _ExpectedType(self.record)
        info = get_fields(self.record).get(key)
        return _ExpectedType(get_record_type(info), is_list(info), has_ids(info)) if info else _ExpectedType()


class TreePaths:
    """Finds and names the nodes of one tree; the ids of each list are read once."""

    def __init__(self, root: Node, record: type[Record]) -> None:
        self._root = root
        self._record = record
        self._known: dict[Path, tuple[str, ...]] = {}
        self._places: dict[Path, dict[str, int]] = {}

    def name_records(self, path: str) -> str:
        """Replace the places of records in a path by their ids, as far as the path can be followed."""
        node, shape, named = self._root, _ExpectedType(self._record), list[str]()
        steps = path.split(".") if path else []
        for step in steps:
            counted = int(step) if node.items and step.isdecimal() else step
            child = node.get_child(counted)
            if child is None:
                break
            named.append(self._get_item_steps(node, shape)[counted] if isinstance(counted, int) else step)
            node, shape = child, shape.get_child_type(step)
        return format_path([*named, *steps[len(named) :]])

    def find_nearest(self, path: Path, kept: Mapping[Path, Sequence[int]] = MappingProxyType({})) -> Node:
        """Return the node at a path, or the nearest one that contains it.

        Args:
            path: The steps; a place may be written as text.
            kept: The places of the valid items, by the path of each list that has invalid ones. In these lists, a place
                that is a number counts only the valid items.
        """
        node, shape = self._root, _ExpectedType(self._record)
        for step in path:
            counted = kept[node.path][step] if isinstance(step, int) and node.path in kept else step
            child = node.get_child(counted) or self._find_item(node, shape, str(counted))
            if child is None:
                return node
            node, shape = child, shape.get_child_type(str(step))
        return node

    def _find_item(self, node: Node, shape: _ExpectedType, step: str) -> Node | None:
        steps = self._get_item_steps(node, shape)
        if node.path not in self._places:
            self._places[node.path] = {each: place for place, each in enumerate(steps)}
        place = self._places[node.path].get(step)
        return None if place is None else node.items[place]

    def _get_item_steps(self, node: Node, shape: _ExpectedType) -> tuple[str, ...]:
        """Return the step to each item of a list."""
        if node.path not in self._known:
            self._known[node.path] = tuple(_list_steps(node, shape))
        return self._known[node.path]


def _list_steps(node: Node, shape: _ExpectedType) -> Iterator[str]:
    seen: set[str] = set()
    for place, item in enumerate(node.items):
        id_ = read_id(item, shape.record) if shape.record and shape.has_ids else None
        yield str(place) if id_ is None or id_ in seen else id_
        seen.update(() if id_ is None else (id_,))
