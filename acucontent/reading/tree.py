"""The tree of a document: plain values, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from acucontent.model.paths import UNREAD, Path, Unread
from acucontent.reading.problems import Findings
from acucontent.reading.sources import Source

Value: TypeAlias = "str | dict[str, Node] | list[Node] | Unread | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place: in which file, under which path, and where in the text key and value start.

    Every scalar is text: the model knows which are numbers and dates. None is JSON's null. `UNREAD` stands for
    what has a problem already: whoever meets it says nothing more.
    """

    source: Source
    path: Path
    key_at: int | None
    at: int | None
    value: Value

    @property
    def unread(self) -> bool:
        """Whether a problem of this value has been told already."""
        return isinstance(self.value, Unread)

    @property
    def mapping(self) -> dict[str, Node]:
        """The values by key; empty where this is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The values in order; empty where this is no list."""
        return self.value if isinstance(self.value, list) else []

    def holding(self, value: Value) -> Node:
        """The same place with another value."""
        return replace(self, value=value)

    def child(self, step: str | int) -> Node | None:
        """What stands one step below, if anything does."""
        if isinstance(step, str):
            return self.mapping.get(step)
        return self.items[step] if 0 <= step < len(self.items) else None

    def report(self, findings: Findings, code: str, message: str, *, below: str = "") -> None:
        """Tell a problem of this value, or of a key that is missing below it."""
        path = (*self.path, below) if below else self.path
        findings.add(self.source.problem(code, self.at, path, message))


def plain(node: Node) -> Any:
    """The values alone: mappings, lists, texts."""
    match node.value:
        case dict():
            return {key: plain(child) for key, child in node.value.items()}
        case list():
            return [plain(child) for child in node.value]
        case _:
            return node.value


def texts(node: Node, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text below, each with the nearest key above it."""
    match node.value:
        case dict():
            for name, child in node.value.items():
                yield from texts(child, name)
        case list():
            for child in node.value:
                yield from texts(child, key)
        case str():
            yield key, node.value


__all__ = ["UNREAD", "Node", "Value", "plain", "texts"]
