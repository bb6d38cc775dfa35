"""Which keys of a document the model knows; the others are told, and taken for the known ones that they misspell."""

from __future__ import annotations

from acucontent.model.base import Record
from acucontent.model.suggestions import find_nearest, suggest
from acucontent.reading.problems import Findings, shown
from acucontent.reading.shape import fields, record_in
from acucontent.reading.tree import Node


def with_known_keys(node: Node, record: type[Record], findings: Findings) -> Node:
    """The tree with none but known keys.

    An unknown key that misspells an absent one stands for it from here on, so that the absent one is no second
    problem, and what stands under it is checked all the same.
    """
    if isinstance(node.value, list):
        return node.holding([with_known_keys(item, record, findings) for item in node.value])
    if not isinstance(node.value, dict):
        return node
    known = fields(record)
    held = {key: child for key, child in node.value.items() if key in known}
    for key, child in node.value.items():
        if key not in known and not findings.full:
            tell_unknown_key(node, child, key, record, findings)
            held.setdefault(_meant(key, record), child)
    return node.holding({key: _below(record, key, child, findings) for key, child in held.items() if key})


def tell_unknown_key(node: Node, child: Node, key: str, record: type[Record], findings: Findings) -> None:
    """Tell that a record has no such key, with the nearest that it has."""
    known = ", ".join(name for name in fields(record) if not name.startswith("$"))
    advice = suggest(find_nearest(key, fields(record), count=1)) or f"Known keys: {known}"
    message = f"unknown key {shown(key)}. {advice}"
    findings.add(child.source.problem("unknown-key", child.key_at, node.path, message))


def _meant(key: str, record: type[Record]) -> str:
    """The known key that an unknown one surely misspells, or nothing. A required key is more surely meant."""
    required = [name for name, field in fields(record).items() if field.is_required()]
    nearest = find_nearest(key, required, count=1, cutoff=0.7) or find_nearest(key, fields(record), count=1, cutoff=0.8)
    return nearest[0] if nearest else ""


def _below(record: type[Record], key: str, child: Node, findings: Findings) -> Node:
    inner = record_in(fields(record)[key])
    return child if inner is None else with_known_keys(child, inner, findings)
