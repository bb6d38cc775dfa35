"""Change values in a YAML text and keep the rest of it: comments, the order of keys, quotes and blank lines.

What is kept: everything but the values that change. A comment at the end of the line of a changed value stays; comments
inside a list entry that is removed go with it. A new key is put after the key that precedes it in the given order. If
the text cannot be changed in this way (values in braces, several keys on one line), the whole value is written again,
and if that fails, the whole document, without its comments; `EditedText.is_rewritten` then says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
"""The values of a document: each scalar is text, as acucontent reads it."""

_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_ITEM_START = re.compile(r"[ ]*-[ ]+")
_WIDTH = 100_000
"""The width of written lines: long texts are not broken."""


@dataclass(frozen=True)
class EditedText:
    """A changed YAML text."""

    text: str
    is_rewritten: bool = False
    """Whether the whole document was written again, without its comments."""


@dataclass(frozen=True)
class _Edit:
    """The replacement of a part of the text."""

    start: int
    end: int
    text: str


class _CannotEdit(Exception):
    """A value has a form in which it cannot be changed in place."""


class _Dumper(yaml.SafeDumper):
    """Writes lists indented, and texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists within mappings."""
        super().increase_indent(flow, indentless=False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def write_yaml(value: Plain) -> str:
    """Return a value as a YAML document."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def read_plain(text: str) -> Plain:
    """Return the values of a YAML text. An empty value is an empty text.

    Raises:
        yaml.YAMLError: The text is not YAML.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return "" if node is None else _get_plain(node)


def edit_yaml(text: str, values: Mapping[str, Plain], order: Sequence[str]) -> EditedText:
    """Return a YAML text whose document has other values.

    Args:
        text: A YAML text; its document is a mapping or empty.
        values: All values of the new document.
        order: The usual order of the keys, by which new keys find their place.
    """
    wanted = dict(values)
    newline = "\r\n" if "\r\n" in text else "\n"
    whole = text if not text or text.endswith("\n") else text + newline
    try:
        edited = _edit_document(whole, wanted, order, newline)
        if read_plain(edited) == wanted:
            return EditedText(edited)
    except (_CannotEdit, yaml.YAMLError, ValueError):
        pass
    ordered = {key: wanted[key] for key in (*order, *wanted) if key in wanted}
    return EditedText(write_yaml(ordered), is_rewritten=True)


def _edit_document(text: str, wanted: dict[str, Plain], order: Sequence[str], newline: str) -> str:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        return text + write_yaml(wanted).replace("\n", newline)
    editor = _Editor(text, order)
    if not isinstance(root, MappingNode):
        raise _CannotEdit
    edits = sorted(editor.edit_root(root, wanted), key=lambda each: (each.start, each.end))
    parts, place = list[str](), 0
    for edit in edits:
        if edit.start < place:
            raise _CannotEdit
        parts += [text[place : edit.start], edit.text.replace("\n", newline)]
        place = edit.end
    return "".join([*parts, text[place:]])


class _Editor:
    """Finds the parts of one text that must be replaced."""

    def __init__(self, text: str, order: Sequence[str]) -> None:
        self._text, self._order = text, order

    def edit_root(self, root: MappingNode, wanted: dict[str, Plain]) -> Iterator[_Edit]:
        """Yield the edits of a document."""
        pairs = self._pair(root, wanted)
        for key, value in root.value:
            if key.value not in wanted:
                yield self._delete_lines(key, value)
            elif _get_plain(value) != wanted[key.value]:
                yield from self._edit_or_replace(key, value, wanted[key.value])
        yield from self._insert_keys(root, wanted, pairs)

    def _pair(self, mapping: MappingNode, wanted: Mapping[str, Plain]) -> dict[str, tuple[Node, Node]]:
        if mapping.flow_style or not all(isinstance(key, ScalarNode) for key, _ in mapping.value):
            raise _CannotEdit
        pairs = {key.value: (key, value) for key, value in mapping.value}
        if len(pairs) < len(mapping.value) or not all(isinstance(key, str) for key in wanted):
            raise _CannotEdit
        return pairs

    def _edit_or_replace(self, key: Node, value: Node, wanted: Plain) -> Iterator[_Edit]:
        """Yield the edits of one value of the document; in the worst case, one that writes the whole value."""
        try:
            edits = list(self._edit(value, wanted, key.start_mark.column))
        except _CannotEdit:
            end = max(self._find_end(value), self._text.index(":", key.end_mark.index) + 1)
            edits = [_Edit(key.start_mark.index, end, self._write({key.value: wanted}, key.start_mark.column))]
        yield from edits

    def _edit(self, node: Node, wanted: Plain, column: int) -> Iterator[_Edit]:
        """Yield the edits of a value; `column` is that of its key or of the dash of its list."""
        if _get_plain(node) == wanted:
            return
        match node:
            case ScalarNode() if isinstance(wanted, str):
                yield self._replace_scalar(node, wanted, column)
            case SequenceNode() if isinstance(wanted, list) and not node.flow_style:
                yield from self._edit_list(node, wanted)
            case MappingNode() if isinstance(wanted, dict):
                yield from self._edit_mapping(node, wanted)
            case _:
                raise _CannotEdit

    def _replace_scalar(self, node: ScalarNode, wanted: str, column: int) -> _Edit:
        start, end = node.start_mark.index, self._find_end(node)
        if start == end:  # an empty value, which may have no space before it
            raise _CannotEdit
        if "\n" not in wanted:
            if node.style in ("|", ">") and _COMMENT.match(self._get_line(start)):
                raise _CannotEdit
            return _Edit(start, end, write_yaml([wanted])[len("- ") :].rstrip("\n"))
        head, *lines = write_yaml([wanted])[len("- ") :].rstrip("\n").split("\n")
        if not head.startswith("|"):  # written in quotes, on one line
            return _Edit(start, end, head)
        indent = " " * column
        comment = _COMMENT.match(self._text, end)
        header = head + (f" {comment[1]}" if comment else "")
        body = [indent + line if line.strip() else "" for line in lines]
        return _Edit(start, comment.end() if comment else end, "\n".join([header, *body]))

    def _edit_list(self, node: SequenceNode, wanted: list[Plain]) -> Iterator[_Edit]:
        """Yield the edits of a list: entries that are equal stay, with their comments."""
        old = [write_yaml(_get_plain(item)) for item in node.value]
        new = [write_yaml(item) for item in wanted]
        column = node.start_mark.column
        for _, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            pairs = min(last - first, new_last - new_first)
            for index in range(pairs):
                yield from self._edit(node.value[first + index], wanted[new_first + index], column)
            for item in node.value[first + pairs : last]:
                yield self._delete_item(item)
            added = [" " * column + self._write([each], column) + "\n" for each in wanted[new_first + pairs : new_last]]
            if added:
                place = self._find_place(node.value, first + pairs)
                yield _Edit(place, place, "".join(added))

    def _find_place(self, items: list[Node], index: int) -> int:
        """Return where the lines of a new item begin, which is put before another one or at the end."""
        return self._find_item_start(items[0]) if index == 0 else self._find_line_end(items[index - 1])

    def _edit_mapping(self, node: MappingNode, wanted: dict[str, Plain]) -> Iterator[_Edit]:
        pairs = self._pair(node, wanted)
        for name, (key, value) in pairs.items():
            if name not in wanted:
                yield self._delete_lines(key, value)
            else:
                yield from self._edit(value, wanted[name], key.start_mark.column)
        yield from self._insert_keys(node, wanted, pairs)

    def _insert_keys(
        self, mapping: MappingNode, wanted: Mapping[str, Plain], pairs: Mapping[str, tuple[Node, Node]]
    ) -> Iterator[_Edit]:
        """Yield the insertion of each new key, after the last key that comes before it in the usual order."""
        ranks = {name: rank for rank, name in enumerate(self._order)}
        column = mapping.start_mark.column
        by_place: dict[int, list[str]] = {}
        for name in sorted(
            (name for name in wanted if name not in pairs), key=lambda name: ranks.get(name, len(ranks))
        ):
            before = [pair for other, pair in pairs.items() if ranks.get(other, -1) <= ranks.get(name, len(ranks))]
            place = self._find_line_end(*(before or list(pairs.values()))[-1])
            by_place.setdefault(place, []).append(self._write({name: wanted[name]}, column))
        for place, texts in by_place.items():
            yield _Edit(place, place, "".join(" " * column + text + "\n" for text in texts))

    def _write(self, value: Plain, column: int) -> str:
        """Return a value as lines that are indented by a column, except the first; without the last line end."""
        text = write_yaml(value).rstrip("\n")
        return "\n".join(
            line if number == 0 or not line else " " * column + line for number, line in enumerate(text.split("\n"))
        )

    def _delete_lines(self, key: Node, value: Node) -> _Edit:
        """Return the deletion of a key and its value, which must be alone on their lines."""
        start = self._find_line_start(key.start_mark.index)
        if self._text[start : key.start_mark.index].strip():
            raise _CannotEdit
        return _Edit(start, self._find_line_end(key, value), "")

    def _delete_item(self, item: Node) -> _Edit:
        return _Edit(self._find_item_start(item), self._find_line_end(item), "")

    def _find_item_start(self, item: Node) -> int:
        """Return where the line of an item of a list starts."""
        start = self._find_line_start(item.start_mark.index)
        if not _ITEM_START.fullmatch(self._text[start : item.start_mark.index]):
            raise _CannotEdit
        return start

    def _find_line_start(self, index: int) -> int:
        return self._text.rfind("\n", 0, index) + 1

    def _get_line(self, index: int) -> str:
        return self._text[index : self._text.find("\n", index)]

    def _find_line_end(self, *nodes: Node) -> int:
        """Return where the line after the last of some nodes starts; nothing but a comment may follow them."""
        end = max(map(self._find_end, nodes))
        after = self._text.find("\n", end) + 1
        rest = self._text[end:after].strip(" \t\r\n:")
        if after == 0 or (rest and not rest.startswith("#")):
            raise _CannotEdit
        return after

    def _find_end(self, node: Node) -> int:
        """Return where the text of a value ends, without the comments and blank lines after it."""
        children = list(_iterate_children(node))
        if children and not getattr(node, "flow_style", False):
            return max(map(self._find_end, children))
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self._text[start:end].rstrip())


def _iterate_children(node: Node) -> Iterator[Node]:
    match node:
        case SequenceNode():
            yield from node.value
        case MappingNode():
            for key, value in node.value:
                yield from (key, value)


def _get_plain(node: Node) -> Any:
    match node:
        case SequenceNode():
            return [_get_plain(item) for item in node.value]
        case MappingNode():
            return {str(key.value): _get_plain(value) for key, value in node.value}
        case _:
            is_null = node.tag == "tag:yaml.org,2002:null"
            return "" if is_null else node.value
