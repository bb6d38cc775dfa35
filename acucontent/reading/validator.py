"""Validate the tree of a document against the model, and keep its valid parts.

Inner records are validated first, and each record once. An invalid record is left out of its list, and an invalid
optional value out of its record, so that everything around it is still checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from acucontent.model.base import Record
from acucontent.model.error_messages import describe_value_error, get_context
from acucontent.model.paths import UNREAD, Path
from acucontent.model.record_fields import get_fields, get_record_type, is_list, make_single_field_record
from acucontent.model.references import CslRecord
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.guide_files import SourceDocument
from acucontent.reading.node import Node, convert_to_plain

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Validator:
    """Validates a document, and remembers which items of its lists were valid."""

    document: SourceDocument
    problems: ProblemCollector
    kept_items: dict[Path, list[int]] = field(default_factory=dict)
    """The places of the valid items, by the path of each list that has invalid ones."""

    def validate_parts(self, record: type[Record], root: Node) -> dict[str, Any]:
        """Return the valid fields of the outermost record, by name."""
        valid: dict[str, Any] = {}
        for key, info in get_fields(record).items():
            if key not in root.mapping and not self.document.is_complete:
                continue  # it may be in what could not be read
            name = next(name for name, own in record.model_fields.items() if own is info)
            single = make_single_field_record(record, name)
            value = self.validate_record(single, root, self._collect_values(single, root))
            if value is not UNREAD:
                valid[name] = getattr(value, name)
        return valid

    def validate_record(self, record: type[Record], node: Node, values: Any) -> Any:
        """Return the record of the valid values; `UNREAD` if it needs an invalid one."""
        try:
            return record.model_validate(values)
        except ValidationError as error:
            errors = error.errors(include_url=False)
        for each in errors:
            self._report(record, node, each)
        fixed = self._remove_invalid(record, node, values, errors)
        try:
            return UNREAD if fixed is None else record.model_validate(fixed)
        except ValidationError:  # caused by the values that were left out
            return UNREAD

    def _collect_values(self, record: type[Record], node: Node) -> dict[str, Any]:
        """Return the values of a record by key, with its inner records validated."""
        known = get_fields(record)
        return {
            key: self._validate_value(known[key], child) if key in known else convert_to_plain(child)
            for key, child in node.mapping.items()
            if key in known or (issubclass(record, CslRecord) and key in record.converted_keys)
        }

    def _validate_value(self, info: FieldInfo, node: Node) -> Any:
        inner = get_record_type(info)
        if inner is None or node.value is None:
            return convert_to_plain(node)
        if not is_list(info):
            return self._validate_item(inner, node)
        return self._validate_list(inner, node) if isinstance(node.value, list) else convert_to_plain(node)

    def _validate_list(self, record: type[Record], node: Node) -> list[Any]:
        validated = [self._validate_item(record, item) for item in node.items]
        valid = [place for place, value in enumerate(validated) if value is not UNREAD]
        if len(valid) < len(validated):
            self.kept_items[node.path] = valid
        return [validated[place] for place in valid]

    def _validate_item(self, record: type[Record], node: Node) -> Any:
        """Return the validated record, or `UNREAD` if it is invalid."""
        if node.is_unread or self.problems.is_full:
            return UNREAD
        return self.validate_record(
            record, node, self._collect_values(record, node) if isinstance(node.value, dict) else convert_to_plain(node)
        )

    def _report(self, record: type[Record], node: Node, error: ErrorDetails) -> None:
        if error["input"] is UNREAD:
            return
        at = _find_nearest_node(node, error["loc"])
        if error["type"] == "missing":
            self._report_missing(record, at, str(error["loc"][-1]))
            return
        if error["type"] == "too_short" and len(at.items) >= get_context(error)["min_length"]:
            return  # only because invalid items were left out
        code, message = describe_value_error(error, at.value)
        self.problems.add(at.source.make_problem(code, _find_index(at, error), at.path, message))

    def _report_missing(self, record: type[Record], node: Node, key: str) -> None:
        own_file = self.document.is_folder and not node.path and get_record_type(get_fields(record)[key])
        message = f"is missing: write {key}.yaml" if own_file else "is missing"
        self.problems.add(node.source.make_problem("missing", node.at, (*node.path, key), message))

    def _remove_invalid(self, record: type[Record], node: Node, values: Any, errors: list[ErrorDetails]) -> Any:
        """Return the values without the invalid ones; None if the record needs them."""
        if not isinstance(values, dict):
            return None
        fixed = dict(values)
        for key, invalid in _group_errors(errors).items():
            value = values.get(key)
            if invalid and isinstance(value, list):
                valid = [place for place in range(len(value)) if place not in invalid]
                self.kept_items[node.mapping[key].path] = valid
                fixed[key] = [value[place] for place in valid]
            elif key in values and not get_fields(record)[key].is_required():
                del fixed[key]
            else:
                return None
        return fixed


def validate_quietly(record: type[R], values: Mapping[str, Any]) -> R | None:
    """Return the record of valid values; None if the record is invalid, which is not reported."""
    try:
        return record.model_validate(values)
    except ValidationError:
        return None


def _group_errors(errors: Iterable[ErrorDetails]) -> Mapping[str, set[int]]:
    """Return the keys that have errors, each with the places of the errors in its list."""
    groups: dict[str, set[int]] = {}
    for error in errors:
        key, *rest = error["loc"] or ("",)
        groups.setdefault(str(key), set()).update(place for place in rest[:1] if isinstance(place, int))
    return groups


def _find_nearest_node(node: Node, steps: Iterable[str | int]) -> Node:
    """Return the node at a path below a node, ignoring steps that are not in the document, such as tags of unions."""
    for step in steps:
        node = node.get_child(step) or node
    return node


def _find_index(node: Node, error: ErrorDetails) -> int | None:
    """Return the index of an error in the text: in a literal block, the start of the line that the error names."""
    line = get_context(error).get("line")
    if node.at is None or not isinstance(line, int) or not isinstance(node.value, str):
        return node.at
    if not node.source.text.startswith("|", node.at):
        return node.at
    blank = node.value[: len(node.value) - len(node.value.lstrip())].count("\n")
    return node.source.find_line_start(node.source.get_line_number(node.at) + blank + line)
