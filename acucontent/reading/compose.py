"""Text in, a tree out: composed from the parser's events, so that nothing refused is ever built.

The parser keeps no tree and does not recurse; limits are held event by event. Anchors, aliases, tags, merge
keys, duplicate keys and further documents are told and left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from acucontent.model.paths import Path
from acucontent.reading.problems import Findings, Problem, shown
from acucontent.reading.sources import Source
from acucontent.reading.syntax import describe_yaml_error, find_json_error
from acucontent.reading.tree import UNREAD, Node, Value

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 20
"""How many lists and mappings may stand in each other."""

MAX_NODES = 100_000
"""How many keys and values a file may hold."""

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_ESCAPE = re.compile(r"\\(?:u[dD][89a-fA-F][0-9a-fA-F]{2}|.)", re.DOTALL)
_COMMENT_MEANT = re.compile(r":?[ ]+#[0-9A-Za-z]")
_ODD_KEY = "?"


@dataclass(frozen=True)
class Composed:
    """The tree of a file, none where it could not be read; and what was left out of it."""

    root: Node | None
    left_out: tuple[Node, ...] = ()


def compose(source: Source, path: Path, findings: Findings) -> Composed:
    """The tree of a file that stands at a path of the guide."""
    fault = find_json_error(source.text) if source.is_json and source.text.strip() else None
    if fault:
        findings.add(source.problem("syntax", fault[0], path, fault[1]))
        return Composed(None)
    composer = _Composer(source, path, findings)
    composer.run()
    return Composed(composer.root, tuple(composer.left_out))


class _Refused(Exception):
    """A limit is broken: the rest of the file is not read."""


@dataclass
class _Open:
    """A list or mapping that is being read."""

    path: Path
    key_at: int | None
    at: int
    held: dict[str, Node] | list[Node]
    key: str | None = None
    """The key whose value comes next."""
    next_key_at: int | None = None
    skipped: bool = False
    """Whether the value that comes next is left out."""
    merged: bool = False
    """Whether it has a merge key, so that nobody knows what it holds."""


class _Composer:
    """Builds the tree of one file from its events."""

    def __init__(self, source: Source, path: Path, findings: Findings, end: int | None = None) -> None:
        self.root: Node | None = None
        self.left_out: list[Node] = []
        self._source = source
        self._end = end
        self._path = path
        self._findings = findings
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0
        self._at = 0

    def run(self) -> None:
        """Take every event, and tell where that must end early."""
        try:
            for event in self._events():
                self._at = event.start_mark.index if event.start_mark else self._at
                self._take(event)
        except _Refused:
            self.root = None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self.root = None
            self._report(error)
        else:
            if self._documents == 0:
                self._tell("empty", 0, "is empty: write something, or delete the file")

    def _events(self) -> Iterator[Event]:
        text = self._source.text[: self._end]
        return yaml.parse(_as_yaml(text) if self._source.is_json else text, Loader=Loader)

    def _report(self, error: Exception) -> None:
        """Report an error of the parser, or that the text before it is nested too deeply.

        A parser reads ahead of the events that it gives, and may have a limit of its own.
        """
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        deep = self._find_deep_nesting(mark.index) if mark and self._end is None else None
        if deep:
            self._findings.add(deep)
            return
        at, message = describe_yaml_error(self._source, error, self._at)
        self._findings.add(self._source.problem("syntax", at, self._path, message))

    def _find_deep_nesting(self, end: int) -> Problem | None:
        """Return the problem that the text before a place is nested too deeply, if it is."""
        findings = Findings()
        _Composer(self._source, self._path, findings, end).run()
        return next(
            (problem for problem in findings.error(lambda path: path).problems if problem.code == "too-deep"), None
        )

    def _tell(self, code: str, at: int | None, message: str) -> None:
        self._findings.add(self._source.problem(code, at, self._here(), message))

    def _here(self) -> Path:
        """The path of what comes next."""
        if not self._open:
            return self._path
        top = self._open[-1]
        if isinstance(top.held, list):
            return (*top.path, len(top.held))
        return top.path if top.key is None else (*top.path, top.key)

    def _take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self._begin_document()
        elif isinstance(event, CollectionEndEvent):
            self._close()
        elif isinstance(event, NodeEvent):
            self._count()
            self._refuse_marks(event)
            self._take_node(event)

    def _begin_document(self) -> None:
        self._documents += 1
        if self._documents > 1:
            self._tell("second-document", self._at, "a second document begins here: a file holds one. Delete this line")
            raise _Refused

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._tell("too-many-values", self._at, f"has more than {MAX_NODES:,} keys and values: split it")
            raise _Refused

    def _refuse_marks(self, event: NodeEvent) -> None:
        """Tell an alias, an anchor or a tag."""
        if isinstance(event, AliasEvent):
            advice = f"the alias {shown(f'*{event.anchor}')} is not allowed: write the value out"
            self._tell("alias", self._at, f"{advice}, or put a text that begins with '*' in quotes")
            return
        if event.anchor is not None:
            advice = f"the anchor {shown(f'&{event.anchor}')} is not allowed: delete it"
            self._tell("anchor", self._at, f"{advice}, or put a text that begins with '&' in quotes")
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            advice = f"the tag {shown(tag)} is not allowed: delete it"
            self._tell("tag", self._at, f"{advice}, or put a text that begins with '!' in quotes")

    def _take_node(self, event: NodeEvent) -> None:
        top = self._open[-1] if self._open else None
        awaits_key = top is not None and isinstance(top.held, dict) and top.next_key_at is None
        if isinstance(event, CollectionStartEvent):
            self._begin(event, is_key=awaits_key)
        elif top is not None and awaits_key:
            self._take_key(top, event)
        else:
            self._attach(self._leaf(event))

    def _begin(self, event: CollectionStartEvent, *, is_key: bool) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._tell("too-deep", self._at, f"is nested deeper than {MAX_DEPTH} levels")
            raise _Refused
        if is_key:
            self._tell("odd-key", self._at, "has a list or a mapping as a key: a key is a word")
        held: dict[str, Node] | list[Node] = {} if isinstance(event, MappingStartEvent) else []
        key_at = self._open[-1].next_key_at if self._open else None
        self._open.append(_Open(self._here(), key_at, self._at, held))

    def _close(self) -> None:
        done = self._open.pop()
        value: Value = done.held
        node = Node(self._source, done.path, done.key_at, done.at, value)
        if done.merged:
            self.left_out.append(node)
            node = node.holding(UNREAD)
        self._attach(node)

    def _take_key(self, top: _Open, event: NodeEvent) -> None:
        top.next_key_at = self._at
        if not isinstance(event, ScalarEvent):  # an alias
            top.key, top.skipped = _ODD_KEY, True
            return
        key = self._text(event)
        top.key = key
        if key == "<<" and event.style in ("", None):
            self._tell("merge-key", self._at, "merge keys are not allowed: write the keys out")
            top.merged = top.skipped = True
        elif key in top.held:
            first = self._source.line_of(top.held[key].key_at or 0) + 1  # type: ignore[call-overload]
            self._tell("duplicate-key", self._at, f"the key {shown(key)} stands in line {first} already: keep one")
            top.skipped = True

    def _attach(self, node: Node) -> None:
        """Put a finished value where it belongs."""
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if isinstance(top.held, list):
            top.held.append(node)
            return
        if top.next_key_at is None:  # the node was a key
            self.left_out.append(node)
            top.key, top.next_key_at, top.skipped = _ODD_KEY, node.at, True
            return
        if top.skipped:
            self.left_out.append(node)
        else:
            top.held[str(top.key)] = node
        top.key, top.next_key_at, top.skipped = None, None, False

    def _leaf(self, event: NodeEvent) -> Node:
        key_at = self._open[-1].next_key_at if self._open else None
        value = self._value(event, self._at if key_at is None else key_at)
        return Node(self._source, self._here(), key_at, self._at, value)

    def _value(self, event: NodeEvent, at: int) -> Value:
        if not isinstance(event, ScalarEvent):
            return UNREAD
        text = self._text(event)
        if event.style in ("", None) and text in _EMPTY:
            if self._source.is_json and text == "null":
                return None
            self._tell("empty", at, f"is empty: write a value, or leave it out{self._comment_meant(event)}")
            return UNREAD
        return text

    def _comment_meant(self, event: ScalarEvent) -> str:
        """The advice where a value such as #1f5a7a was taken for a comment."""
        after = self._source.text[event.end_mark.index : event.end_mark.index + 80] if event.end_mark else ""
        return ". A value that begins with '#' must stand in quotes" if _COMMENT_MEANT.match(after) else ""

    def _text(self, event: ScalarEvent) -> str:
        if self._source.is_json and event.style == '"' and event.end_mark:
            return str(json.loads(self._source.text[self._at : event.end_mark.index]))
        return str(event.value)


def _as_yaml(text: str) -> str:
    """A JSON text with nothing that YAML reads otherwise, each character in its place.

    YAML has no escapes for halves of surrogate pairs, and its parsers differ on tabs.
    """
    return _ESCAPE.sub(lambda found: r"\uFFFD" if len(found.group()) == 6 else found.group(), text).replace("\t", " ")
