"""Report the keys of a document that the model does not have, and correct the misspelled ones."""

from __future__ import annotations

from acucontent.model.base import Record
from acucontent.model.record_fields import get_fields, get_record_type
from acucontent.model.references import CslRecord
from acucontent.model.suggestions import find_nearest, suggest
from acucontent.problems import quote_text
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.node import Node


def keep_known_keys(node: Node, record: type[Record], problems: ProblemCollector) -> Node:
    """Return the tree with known keys only, and report the unknown ones.

    A misspelled key is replaced by the key that was probably meant, if that one is absent. So its value is still
    checked, and the absent key is not reported as missing.
    """
    if isinstance(node.value, list):
        return node.replace_value([keep_known_keys(item, record, problems) for item in node.value])
    if not isinstance(node.value, dict):
        return node
    known = get_fields(record)
    kept = known.keys() | _get_converted_keys(record)
    children = {key: child for key, child in node.value.items() if key in kept}
    for key, child in node.value.items():
        if key in kept or problems.is_full:
            continue
        if _is_ignored(key, record):
            problems.ignore_key(node.source.name, key)
        else:
            report_unknown_key(node, child, key, record, problems)
            children.setdefault(_guess_key(key, record), child)
    return node.replace_value(
        {key: _check_child(record, key, child, problems) for key, child in children.items() if key}
    )


def report_unknown_key(node: Node, child: Node, key: str, record: type[Record], problems: ProblemCollector) -> None:
    """Report an unknown key of a record, and suggest the nearest known one."""
    known = ", ".join(name for name in get_fields(record) if not name.startswith("$"))
    advice = suggest(find_nearest(key, get_fields(record), count=1)) or f"Known keys: {known}"
    message = f"unknown key {quote_text(key)}. {advice}"
    problems.add(child.source.make_problem("unknown-key", child.key_at, node.path, message))


def _guess_key(key: str, record: type[Record]) -> str:
    """Return the known key that an unknown one probably misspells, or an empty string; required keys come first."""
    required = [name for name, field in get_fields(record).items() if field.is_required()]
    nearest = find_nearest(key, required, count=1) or find_nearest(key, get_fields(record), count=1, cutoff=0.8)
    return nearest[0] if nearest else ""


def _get_converted_keys(record: type[Record]) -> frozenset[str]:
    return record.converted_keys if issubclass(record, CslRecord) else frozenset()


def _is_ignored(key: str, record: type[Record]) -> bool:
    """Return whether a key of CSL-JSON is known, or is no misspelling of one that is printed."""
    return issubclass(record, CslRecord) and (key in record.ignored_keys or not _guess_key(key, record))


def _check_child(record: type[Record], key: str, child: Node, problems: ProblemCollector) -> Node:
    field = get_fields(record).get(key)
    inner = get_record_type(field) if field else None
    return child if inner is None else keep_known_keys(child, inner, problems)
