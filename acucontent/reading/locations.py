"""Find the file, line and column of each value of a guide, or of words within a value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from acucontent.model.guide import Guide
from acucontent.reading.node import Node
from acucontent.reading.source_text import SourceText
from acucontent.reading.tree_paths import TreePaths

_WORD = re.compile(r"[^\W_]+")
_WORD_GAP = r"[\W_]+"
_NOT_WORDS = re.compile(r"\]\([^)]*\)|\[@[^\]]*\]")
"""Matches what is not a word of prose: the target of a link, and citations."""
_ESCAPES = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)


@dataclass(frozen=True)
class Location:
    """A place in a file. `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    source_line: str


class Locations:
    """The places of the values of a guide in its files."""

    def __init__(self, root: Node) -> None:
        self._root, self._paths = root, TreePaths(root, Guide)

    def find_location(self, path: str, words: str | None = None) -> Location:
        """Return the place of a value, or of words within it; if it was left out, the place of what contains it.

        Args:
            path: The path of the value, such as `risks.effects.bruise.text`; empty for the guide as a whole.
            words: Words of the value. Line breaks, markup and citations between them do not matter.
        """
        node = self._paths.find_nearest(tuple(path.split(".")))
        index = self._find_words(node, words) if words else None
        if index is None:
            index = node.key_at if node.key_at is not None and not isinstance(node.value, str) else node.at
        return Location(node.source.name, *node.source.find_position(index or 0))

    def _find_words(self, node: Node, words: str) -> int | None:
        """Return the index at which words of a value begin; None if the value does not have them."""
        start = node.at or 0
        text = _replace_non_words(node.source.text[start : self._find_end(node.source, start)])
        pattern = _WORD_GAP.join(re.escape(word) for word in _WORD.findall(words))
        for flags in (0, re.IGNORECASE):
            found = re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text, flags) if pattern else None
            if found:
                return start + found.start()
        return None if pattern or words not in text else start + text.index(words)

    def _find_end(self, source: SourceText, start: int) -> int:
        """Return the index at which a value ends: that of the next key or value in its file."""
        starts = self._starts[source.name]
        after = bisect_right(starts, start)
        return starts[after] if after < len(starts) else len(source.text)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """The indexes at which keys and values start, in order, by file."""
        starts: dict[str, set[int]] = {}
        for node in _walk_nodes(self._root):
            starts.setdefault(node.source.name, set()).update(at for at in (node.key_at, node.at) if at is not None)
        return {name: sorted(found) for name, found in starts.items()}


def _walk_nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in (*node.mapping.values(), *node.items):
        yield from _walk_nodes(child)


def _replace_non_words(text: str) -> str:
    """Replace what is not a word of a value by as many blanks as it has characters."""
    if text.startswith('"'):
        text = _ESCAPES.sub(_make_blanks, text)
    return _NOT_WORDS.sub(_make_blanks, text)


def _make_blanks(found: re.Match[str]) -> str:
    return " " * len(found.group())
