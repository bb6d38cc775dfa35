"""Where each value of a guide stands in its files, and in a long text the line where given words begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from acucontent.model.guide import Guide
from acucontent.reading.sources import Source
from acucontent.reading.tree import Node
from acucontent.reading.tree_paths import TreePaths

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = r"[\W_]+"
_NOT_WORDS = re.compile(r"\]\([^)]*\)|\[@[^\]]*\]")
"""What stands between the words of prose and is none: the target of a link, and citations."""
_ESCAPES = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A place in a file. Line and column count from 1."""

    file: str
    line: int
    column: int
    source_line: str


class Places:
    """Where the values of a guide stand."""

    def __init__(self, root: Node) -> None:
        self._root, self._paths = root, TreePaths(root, Guide)

    def at(self, path: str, words: str | None = None) -> Place:
        """The place of a value, or of the words within it; of a value that is left out, what stands around it.

        Args:
            path: The path of the value, such as `risks.effects.bruise.text`; empty for the guide as a whole.
            words: Words of the value. Line breaks, markup and citations between them do not matter.
        """
        node = self._paths.find_nearest(tuple(path.split(".")))
        index = self._index_of(node, words) if words else None
        if index is None:
            index = node.key_at if node.key_at is not None and not isinstance(node.value, str) else node.at
        return Place(node.source.name, *node.source.spot(index or 0))

    def _index_of(self, node: Node, words: str) -> int | None:
        """Where in the text of a value words begin, if they stand there."""
        start = node.at or 0
        text = _blanked(node.source.text[start : self._end(node.source, start)])
        pattern = _BETWEEN.join(re.escape(word) for word in _WORD.findall(words))
        for flags in (0, re.IGNORECASE):
            found = re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text, flags) if pattern else None
            if found:
                return start + found.start()
        return None if pattern or words not in text else start + text.index(words)

    def _end(self, source: Source, start: int) -> int:
        """Where the value that starts at a place ends: before the next key or value of its file."""
        starts = self._starts[source.name]
        after = bisect_right(starts, start)
        return starts[after] if after < len(starts) else len(source.text)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where keys and values start, in order, for each file."""
        starts: dict[str, set[int]] = {}
        for node in _nodes(self._root):
            starts.setdefault(node.source.name, set()).update(at for at in (node.key_at, node.at) if at is not None)
        return {name: sorted(found) for name, found in starts.items()}


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in (*node.mapping.values(), *node.items):
        yield from _nodes(child)


def _blanked(text: str) -> str:
    """The text of a value with blanks, as many as it had characters, for what is no word of it."""
    if text.startswith('"'):
        text = _ESCAPES.sub(_blank, text)
    return _NOT_WORDS.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
