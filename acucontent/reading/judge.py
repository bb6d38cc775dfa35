"""A tree against the model: every problem of every record, and all that is sound.

Records are validated from the inside out, each once. One that is unsound is left out of its list, so that what
stands around it is checked all the same; an unsound optional value is left out of its record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from acucontent.model.base import Record
from acucontent.model.paths import UNREAD, Path
from acucontent.reading.layout import Document
from acucontent.reading.problems import Findings
from acucontent.reading.sentences import context, sentence
from acucontent.reading.shape import alone, fields, many, record_in
from acucontent.reading.tree import Node, plain


@dataclass(frozen=True)
class Judge:
    """Judges a document, and remembers which items of its lists were sound."""

    document: Document
    findings: Findings
    kept: dict[Path, list[int]] = field(default_factory=dict)
    """For each list that lost items, by its path: the places of those that stayed."""

    def parts(self, record: type[Record], root: Node) -> dict[str, Any]:
        """The sound fields of the outermost record, by name."""
        sound: dict[str, Any] = {}
        for key, info in fields(record).items():
            if key not in root.mapping and not self.document.complete:
                continue  # it may stand in what could not be read
            name = next(name for name, own in record.model_fields.items() if own is info)
            one = alone(record, name)
            value = self.settled(one, root, self._values(one, root))
            if value is not UNREAD:
                sound[name] = getattr(value, name)
        return sound

    def settled(self, record: type[Record], node: Node, values: Any) -> Any:
        """The record of these values, or of those among them that are sound; `UNREAD` where it needs the others."""
        try:
            return record.model_validate(values)
        except ValidationError as error:
            errors = error.errors(include_url=False)
        for one in errors:
            self._tell(record, node, one)
        mended = self._without(record, node, values, errors)
        try:
            return UNREAD if mended is None else record.model_validate(mended)
        except ValidationError:  # only for want of what was left out
            return UNREAD

    def _values(self, record: type[Record], node: Node) -> dict[str, Any]:
        """What stands under the keys of a record, its inner records validated already."""
        known = fields(record)
        return {key: self._value(known[key], child) for key, child in node.mapping.items() if key in known}

    def _value(self, info: FieldInfo, node: Node) -> Any:
        inner = record_in(info)
        if inner is None or node.value is None:
            return plain(node)
        if not many(info):
            return self._record(inner, node)
        return self._list(inner, node) if isinstance(node.value, list) else plain(node)

    def _list(self, record: type[Record], node: Node) -> list[Any]:
        judged = [self._record(record, item) for item in node.items]
        stay = [place for place, value in enumerate(judged) if value is not UNREAD]
        if len(stay) < len(judged):
            self.kept[node.path] = stay
        return [judged[place] for place in stay]

    def _record(self, record: type[Record], node: Node) -> Any:
        """The validated record, or `UNREAD` when it is unsound."""
        if node.unread or self.findings.full:
            return UNREAD
        return self.settled(record, node, self._values(record, node) if isinstance(node.value, dict) else plain(node))

    def _tell(self, record: type[Record], node: Node, error: ErrorDetails) -> None:
        if error["input"] is UNREAD:
            return
        at = _nearest(node, error["loc"])
        if error["type"] == "missing":
            self._tell_missing(record, at, str(error["loc"][-1]))
            return
        if error["type"] == "too_short" and len(at.items) >= context(error)["min_length"]:
            return  # it is only short of the items that have problems themselves
        info = fields(record).get(str(error["loc"][0])) if error["loc"] else None
        code, message = sentence(error, at.value, info.description if info else None)
        self.findings.add(at.source.problem(code, _index(at, error), at.path, message))

    def _tell_missing(self, record: type[Record], node: Node, key: str) -> None:
        own_file = self.document.in_folder and not node.path and record_in(fields(record)[key])
        message = f"is missing: write {key}.yaml" if own_file else "is missing"
        self.findings.add(node.source.problem("missing", node.at, (*node.path, key), message))

    def _without(self, record: type[Record], node: Node, values: Any, errors: list[ErrorDetails]) -> Any:
        """The values without the smallest ones that have problems; None where the record needs them."""
        if not isinstance(values, dict):
            return None
        mended = dict(values)
        for key, places in _cuts(errors).items():
            value = values.get(key)
            if places and isinstance(value, list):
                stay = [place for place in range(len(value)) if place not in places]
                self.kept[node.mapping[key].path] = stay
                mended[key] = [value[place] for place in stay]
            elif key in values and not fields(record)[key].is_required():
                del mended[key]
            else:
                return None
        return mended


def _cuts(errors: Iterable[ErrorDetails]) -> Mapping[str, set[int]]:
    """The keys under which there are errors, each with the places in its list."""
    cuts: dict[str, set[int]] = {}
    for error in errors:
        key, *rest = error["loc"] or ("",)
        cuts.setdefault(str(key), set()).update(place for place in rest[:1] if isinstance(place, int))
    return cuts


def _nearest(node: Node, steps: Iterable[str | int]) -> Node:
    """What stands at a path below; steps that are no keys of the document, such as tags of unions, are passed over."""
    for step in steps:
        node = node.child(step) or node
    return node


def _index(node: Node, error: ErrorDetails) -> int | None:
    """Where in the text an error stands: in a literal block, the line of the text that it names."""
    line = context(error).get("line")
    if node.at is None or not isinstance(line, int) or not isinstance(node.value, str):
        return node.at
    if not node.source.text.startswith("|", node.at):
        return node.at
    blank = node.value[: len(node.value) - len(node.value.lstrip())].count("\n")
    return node.source.start_of(node.source.line_of(node.at) + blank + line)
