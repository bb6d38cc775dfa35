"""Build the tree of a YAML or JSON file from the parser's events.

The parser keeps no tree and does not recurse, and limits are checked at each event, so that a hostile file takes little
memory. Anchors, aliases, tags, merge keys, duplicate keys and further documents are reported and left out of the tree.
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
from acucontent.problems import Problem, quote_text
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.node import UNREAD, Node, Value
from acucontent.reading.source_text import SourceText
from acucontent.reading.syntax_errors import (
    SPECIAL_SPACE_IN_KEY,
    describe_special_space,
    describe_yaml_error,
    find_json_error,
)

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 20
"""The most levels of nested lists and mappings."""

MAX_NODES = 100_000
"""The most keys and values in a file."""

_NULL_WORDS = frozenset({"", "~", "null", "Null", "NULL"})
_ESCAPE = re.compile(r"\\(?:u[dD][89a-fA-F][0-9a-fA-F]{2}|.)", re.DOTALL)
_COMMENT_START = re.compile(r":?[ ]+#[0-9A-Za-z]")
_UNUSABLE_KEY = "?"


@dataclass(frozen=True)
class ParsedTree:
    """The tree of a file, or None if it could not be read, and the nodes that were left out."""

    root: Node | None
    skipped: tuple[Node, ...] = ()


def build_tree(source: SourceText, path: Path, problems: ProblemCollector) -> ParsedTree:
    """Build the tree of a file whose root is at a path of the guide."""
    error = find_json_error(source.text) if source.is_json and source.text.strip() else None
    if error:
        problems.add(source.make_problem("syntax", error[0], path, error[1]))
        return ParsedTree(None)
    builder = _TreeBuilder(source, path, problems)
    builder.build()
    return ParsedTree(builder.root, tuple(builder.skipped))


class _LimitExceeded(Exception):
    """A file exceeds a limit. The rest of it is not read."""


@dataclass
class _OpenContainer:
    """A list or mapping that is being read."""

    path: Path
    key_at: int | None
    at: int
    children: dict[str, Node] | list[Node]
    key: str | None = None
    """The key of the next value."""
    next_key_at: int | None = None
    is_skipped: bool = False
    """Whether the next value is left out."""
    has_merge_key: bool = False
    """Whether it has a merge key, so that its keys are unknown."""


class _TreeBuilder:
    """Builds the tree of one file from the events of the parser."""

    def __init__(self, source: SourceText, path: Path, problems: ProblemCollector, end: int | None = None) -> None:
        self.root: Node | None = None
        self.skipped: list[Node] = []
        self._source = source
        self._end = end
        self._path = path
        self._problems = problems
        self._containers: list[_OpenContainer] = []
        self._nodes = 0
        self._documents = 0
        self._at = 0

    def build(self) -> None:
        """Handle every event, or report why the rest of the file cannot be read."""
        try:
            for event in self._parse_events():
                self._at = event.start_mark.index if event.start_mark else self._at
                self._handle_event(event)
        except _LimitExceeded:
            self.root = None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self.root = None
            self._report_parser_error(error)
        else:
            if self._documents == 0:
                self._report("empty", 0, "is empty: add content, or delete the file")

    def _parse_events(self) -> Iterator[Event]:
        text = self._source.text[: self._end]
        return yaml.parse(_convert_to_yaml(text) if self._source.is_json else text, Loader=Loader)

    def _report_parser_error(self, error: Exception) -> None:
        """Report an error of the parser, or that the text before the error is nested too deeply.

        A parser reads ahead of its events, and may have a nesting limit of its own.
        """
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        too_deep = self._find_deep_nesting(mark.index) if mark and self._end is None else None
        if too_deep:
            self._problems.add(too_deep)
            return
        at, message = describe_yaml_error(self._source, error, self._at)
        self._problems.add(self._source.make_problem("syntax", at, self._path, message))

    def _find_deep_nesting(self, end: int) -> Problem | None:
        """Return the problem that the text before a place is nested too deeply; None if it is not."""
        problems = ProblemCollector()
        _TreeBuilder(self._source, self._path, problems, end).build()
        return next(
            (problem for problem in problems.make_error(lambda path: path).problems if problem.code == "too-deep"), None
        )

    def _report(self, code: str, at: int | None, message: str) -> None:
        self._problems.add(self._source.make_problem(code, at, self._get_next_path(), message))

    def _get_next_path(self) -> Path:
        """Return the path of the next node."""
        if not self._containers:
            return self._path
        top = self._containers[-1]
        if isinstance(top.children, list):
            return (*top.path, len(top.children))
        return top.path if top.key is None else (*top.path, top.key)

    def _handle_event(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self._begin_document()
        elif isinstance(event, CollectionEndEvent):
            self._close_container()
        elif isinstance(event, NodeEvent):
            self._count_node()
            self._refuse_node_properties(event)
            self._handle_node(event)

    def _begin_document(self) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report("second-document", self._at, "a second document begins here: expected one. Delete this line")
            raise _LimitExceeded

    def _count_node(self) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._report("too-many-values", self._at, f"has more than {MAX_NODES:,} keys and values: split it")
            raise _LimitExceeded

    def _refuse_node_properties(self, event: NodeEvent) -> None:
        """Report an alias, an anchor or a tag."""
        if isinstance(event, AliasEvent):
            advice = f"the alias {quote_text(f'*{event.anchor}')} is not allowed: write the value out"
            self._report("alias", self._at, f"{advice}, or put a text that begins with '*' in quotes")
            return
        if event.anchor is not None:
            advice = f"the anchor {quote_text(f'&{event.anchor}')} is not allowed: delete it"
            self._report("anchor", self._at, f"{advice}, or put a text that begins with '&' in quotes")
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            advice = f"the tag {quote_text(tag)} is not allowed: delete it"
            self._report("tag", self._at, f"{advice}, or put a text that begins with '!' in quotes")

    def _handle_node(self, event: NodeEvent) -> None:
        top = self._containers[-1] if self._containers else None
        awaits_key = top is not None and isinstance(top.children, dict) and top.next_key_at is None
        if isinstance(event, CollectionStartEvent):
            self._open_container(event, is_key=awaits_key)
        elif top is not None and awaits_key:
            self._handle_key(top, event)
        else:
            self._attach_node(self._make_leaf(event))

    def _open_container(self, event: CollectionStartEvent, *, is_key: bool) -> None:
        if len(self._containers) >= MAX_DEPTH:
            self._report("too-deep", self._at, f"is nested deeper than {MAX_DEPTH} levels")
            raise _LimitExceeded
        if is_key:
            self._report("odd-key", self._at, "has a list or a mapping as a key: a key must be a word")
        children: dict[str, Node] | list[Node] = {} if isinstance(event, MappingStartEvent) else []
        key_at = self._containers[-1].next_key_at if self._containers else None
        self._containers.append(_OpenContainer(self._get_next_path(), key_at, self._at, children))

    def _close_container(self) -> None:
        done = self._containers.pop()
        value: Value = done.children
        node = Node(self._source, done.path, done.key_at, done.at, value)
        if done.has_merge_key:
            self.skipped.append(node)
            node = node.replace_value(UNREAD)
        self._attach_node(node)

    def _handle_key(self, top: _OpenContainer, event: NodeEvent) -> None:
        top.next_key_at = self._at
        if not isinstance(event, ScalarEvent):  # an alias
            top.key, top.is_skipped = _UNUSABLE_KEY, True
            return
        key = self._check_key_spaces(self._decode_scalar(event))
        top.key = key
        if key == "<<" and event.style in ("", None):
            self._report("merge-key", self._at, "merge keys are not allowed: write the keys out")
            top.has_merge_key = top.is_skipped = True
        elif key in top.children:
            first = self._source.get_line_number(top.children[key].key_at or 0) + 1  # type: ignore[call-overload]
            self._report("duplicate-key", self._at, f"the key {quote_text(key)} is already in line {first}: keep one")
            top.is_skipped = True

    def _check_key_spaces(self, key: str) -> str:
        """Report a space in a key that is not plain, and return the key that was probably meant."""
        special = SPECIAL_SPACE_IN_KEY.search(key)
        if special is None or self._source.is_json:
            return key
        self._report("special-space", self._at, f"the key {describe_special_space(special.group())}")
        return SPECIAL_SPACE_IN_KEY.sub(" ", key).strip().partition(": ")[0]

    def _attach_node(self, node: Node) -> None:
        """Add a finished node to its container."""
        if not self._containers:
            self.root = node
            return
        top = self._containers[-1]
        if isinstance(top.children, list):
            top.children.append(node)
            return
        if top.next_key_at is None:  # the node was a key
            self.skipped.append(node)
            top.key, top.next_key_at, top.is_skipped = _UNUSABLE_KEY, node.at, True
            return
        if top.is_skipped:
            self.skipped.append(node)
        else:
            top.children[str(top.key)] = node
        top.key, top.next_key_at, top.is_skipped = None, None, False

    def _make_leaf(self, event: NodeEvent) -> Node:
        key_at = self._containers[-1].next_key_at if self._containers else None
        value = self._parse_scalar(event, self._at if key_at is None else key_at)
        return Node(self._source, self._get_next_path(), key_at, self._at, value)

    def _parse_scalar(self, event: NodeEvent, at: int) -> Value:
        if not isinstance(event, ScalarEvent):
            return UNREAD
        text = self._decode_scalar(event)
        special = SPECIAL_SPACE_IN_KEY.match(text, 1) if text.startswith("-") and event.style in ("", None) else None
        if special:
            self._report("special-space", self._at + 1, describe_special_space(special.group()))
            return UNREAD
        if event.style in ("", None) and text in _NULL_WORDS:
            if self._source.is_json and text == "null":
                return None
            self._report("empty", at, f"is empty: write a value, or leave it out{self._suggest_quotes(event)}")
            return UNREAD
        return text

    def _suggest_quotes(self, event: ScalarEvent) -> str:
        """Return advice if a value such as #1f5a7a was read as a comment."""
        after = self._source.text[event.end_mark.index : event.end_mark.index + 80] if event.end_mark else ""
        return ". A value that begins with '#' must be in quotes" if _COMMENT_START.match(after) else ""

    def _decode_scalar(self, event: ScalarEvent) -> str:
        if self._source.is_json and event.style == '"' and event.end_mark:
            return str(json.loads(self._source.text[self._at : event.end_mark.index]))
        return str(event.value)


def _convert_to_yaml(text: str) -> str:
    """Replace what YAML reads in another way than JSON; each character keeps its place.

    YAML has no escapes for halves of surrogate pairs, and its parsers differ on tabs.
    """
    return _ESCAPE.sub(lambda found: r"\uFFFD" if len(found.group()) == 6 else found.group(), text).replace("\t", " ")
