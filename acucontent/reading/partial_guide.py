"""Make a partial guide from a document with problems, so that the rules across its parts can still be checked."""

from __future__ import annotations

from typing import Any

from pydantic.fields import FieldInfo

from acucontent.model.base import Record
from acucontent.model.paths import UNREAD, PartialRecords
from acucontent.model.record_fields import get_fields, get_record_type, has_ids, is_list
from acucontent.reading.node import Node, convert_to_plain
from acucontent.reading.tree_paths import read_id


def make_partial_guide(node: Node, record: type[Record], *, complete: bool = True) -> Any:
    """Return the plain values of a document, with the default of each field that it leaves out.

    A required field that is absent is `UNREAD`, and so is any other value in the place of a record: both are reported
    already, and a link to them must not be reported, too.
    """
    values: dict[str, Any] = {}
    for key, info in get_fields(record).items():
        child = node.mapping.get(key)
        if child is not None:
            values[key] = _fill_field(child, info)
        elif info.is_required() or not complete:
            values[key] = UNREAD
        else:
            values[key] = info.get_default(call_default_factory=True)
    return values


def _fill_field(node: Node, info: FieldInfo) -> Any:
    record = get_record_type(info)
    if record is None:
        return convert_to_plain(node)
    if not is_list(info):
        return _fill_record(node, record)
    if not isinstance(node.value, list):
        return UNREAD
    return _fill_records(node, record) if has_ids(info) else [_fill_record(item, record) for item in node.value]


def _fill_records(node: Node, record: type[Record]) -> PartialRecords:
    ids = [read_id(item, record) for item in node.items]
    known: dict[str, Any] = {}
    for id_, item in zip(ids, node.items, strict=True):
        if id_ is not None and id_ not in known:
            known[id_] = _fill_record(item, record)
    return PartialRecords(known, complete=None not in ids)


def _fill_record(node: Node, record: type[Record]) -> Any:
    return make_partial_guide(node, record) if isinstance(node.value, dict) else UNREAD
