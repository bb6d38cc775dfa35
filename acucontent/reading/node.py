"""A node of a document's tree: a plain value and its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from acucontent.model.paths import UNREAD, Path, Unread
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.source_text import SourceText

Value: TypeAlias = "str | dict[str, Node] | list[Node] | Unread | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its file, its path, and the indexes in the text at which its key and it start.

    Every scalar is text: the model knows which are numbers and dates. None is JSON's null. `UNREAD` replaces a value
    that has a problem already, so that it is not reported twice.
    """

    source: SourceText
    path: Path
    key_at: int | None
    at: int | None
    value: Value

    @property
    def is_unread(self) -> bool:
        """Whether a problem of this value is reported already."""
        return isinstance(self.value, Unread)

    @property
    def mapping(self) -> dict[str, Node]:
        """The values by key; empty if this is not a mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The values in order; empty if this is not a list."""
        return self.value if isinstance(self.value, list) else []

    def replace_value(self, value: Value) -> Node:
        """Return a node at the same place with another value."""
        return replace(self, value=value)

    def get_child(self, step: str | int) -> Node | None:
        """Return the node one step below, if there is one."""
        if isinstance(step, str):
            return self.mapping.get(step)
        return self.items[step] if 0 <= step < len(self.items) else None

    def report(self, problems: ProblemCollector, code: str, message: str, *, below: str = "") -> None:
        """Report a problem of this value, or of a key below it."""
        path = (*self.path, below) if below else self.path
        problems.add(self.source.make_problem(code, self.at, path, message))


def convert_to_plain(node: Node) -> Any:
    """Return the values without their places, as mappings, lists and texts."""
    match node.value:
        case dict():
            return {key: convert_to_plain(child) for key, child in node.value.items()}
        case list():
            return [convert_to_plain(child) for child in node.value]
        case _:
            return node.value


def find_texts(node: Node, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a node, each with the nearest key above it."""
    match node.value:
        case dict():
            for name, child in node.value.items():
                yield from find_texts(child, name)
        case list():
            for child in node.value:
                yield from find_texts(child, key)
        case str():
            yield key, node.value


__all__ = ["UNREAD", "Node", "Value", "convert_to_plain", "find_texts"]
