"""The outline of a guide for the checks across its parts: what it holds, what it leaves out, what is missing."""

from __future__ import annotations

from typing import Any

from pydantic.fields import FieldInfo

from acucontent.model.base import Record
from acucontent.model.whole import UNREAD
from acucontent.reading.shape import fields, many, record_in
from acucontent.reading.tree import Node, plain


def outline(node: Node, record: type[Record], *, complete: bool = True) -> Any:
    """The plain values with every field of every record: its default where the document leaves it out.

    A required field that is absent is `UNREAD`, and so is what stands in the place of a record and is none: that
    is a problem already, and a link to what would have stood there is no second one.
    """
    held: dict[str, Any] = {}
    for key, info in fields(record).items():
        child = node.mapping.get(key)
        if child is not None:
            held[key] = _below(child, info)
        elif info.is_required() or not complete:
            held[key] = UNREAD
        else:
            held[key] = info.get_default(call_default_factory=True)
    return held


def _below(node: Node, info: FieldInfo) -> Any:
    record = record_in(info)
    if record is None:
        return plain(node)
    if not many(info):
        return _one(node, record)
    return [_one(item, record) for item in node.value] if isinstance(node.value, list) else UNREAD


def _one(node: Node, record: type[Record]) -> Any:
    return outline(node, record) if isinstance(node.value, dict) else UNREAD
