"""A partial guide for the rules across its parts: what the document holds, what it leaves out, what is missing."""

from __future__ import annotations

from typing import Any

from pydantic.fields import FieldInfo

from acucontent.model.base import Record
from acucontent.model.paths import UNREAD, PartialRecords
from acucontent.reading.shape import fields, has_ids, many, record_in
from acucontent.reading.tree import Node, plain
from acucontent.reading.tree_paths import read_id


def outline(node: Node, record: type[Record], *, complete: bool = True) -> Any:
    """Return the plain values with every field of every record: its default where the document leaves it out.

    A required field that is absent is `UNREAD`, and so is anything else in the place of a record: that is a problem
    already, and a link to what would have been there is no second one.
    """
    held: dict[str, Any] = {}
    for key, info in fields(record).items():
        child = node.mapping.get(key)
        if child is not None:
            held[key] = _outline_field(child, info)
        elif info.is_required() or not complete:
            held[key] = UNREAD
        else:
            held[key] = info.get_default(call_default_factory=True)
    return held


def _outline_field(node: Node, info: FieldInfo) -> Any:
    record = record_in(info)
    if record is None:
        return plain(node)
    if not many(info):
        return _outline_record(node, record)
    if not isinstance(node.value, list):
        return UNREAD
    return _outline_list(node, record) if has_ids(info) else [_outline_record(item, record) for item in node.value]


def _outline_list(node: Node, record: type[Record]) -> PartialRecords:
    ids = [read_id(item, record) for item in node.items]
    known: dict[str, Any] = {}
    for id_, item in zip(ids, node.items, strict=True):
        if id_ is not None and id_ not in known:
            known[id_] = _outline_record(item, record)
    return PartialRecords(known, complete=None not in ids)


def _outline_record(node: Node, record: type[Record]) -> Any:
    return outline(node, record) if isinstance(node.value, dict) else UNREAD
