"""Read a guide or a ledger from files, and report every problem at its line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any, TypeVar

from acucontent.model.base import Record
from acucontent.model.citation_key import find_cited_keys
from acucontent.model.guide import Guide
from acucontent.model.integrity import find_faults
from acucontent.model.ledger import Ledger
from acucontent.model.record_fields import get_fields, get_record_type
from acucontent.reading import guide_files
from acucontent.reading.bibliography import adapt_references
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.guide_files import SourceDocument
from acucontent.reading.locations import Locations
from acucontent.reading.node import Node, find_texts
from acucontent.reading.partial_guide import make_partial_guide
from acucontent.reading.tree_paths import TreePaths
from acucontent.reading.unknown_keys import keep_known_keys
from acucontent.reading.validator import Validator, validate_quietly

R = TypeVar("R", bound=Record)


def read_guide(source: Traversable) -> Guide:
    """Read a guide from a folder of YAML files, or from one YAML or JSON file.

    In a folder, `guide.yaml` holds fields of the guide, and each other file is the field that it is named after. The
    ledger, `sources.yaml`, is not read. A JSON file has the form that the JSON exporter writes.

    Raises:
        GuideProblems: The guide has problems. The error holds all that were found.
        NotReadable: The path is neither a folder nor a .yaml, .yml or .json file.
    """
    return read_with_locations(source)[0]


def read_with_locations(source: Traversable) -> tuple[Guide, Locations]:
    """Read a guide as `read_guide` does, and return it with the places of its values in the files.

    Raises:
        GuideProblems: The guide has problems. The error holds all that were found.
        NotReadable: The path is neither a folder nor a .yaml, .yml or .json file.
    """
    problems = ProblemCollector()
    document = guide_files.read_guide_document(source, Guide, problems)
    guide = read_record(document, Guide, problems)
    return guide, Locations(document.root)


def read_ledger(source: Traversable) -> Ledger:
    """Read a ledger from a file, or from the `sources.yaml` of a folder.

    Raises:
        GuideProblems: The ledger has problems. The error holds all that were found.
        NotReadable: The path is neither a folder nor a .yaml, .yml or .json file.
    """
    problems = ProblemCollector()
    return read_record(guide_files.read_ledger_document(source, problems), Ledger, problems)


def read_record(document: SourceDocument, record: type[R], problems: ProblemCollector) -> R:
    """Return the outermost record of a document.

    Raises:
        GuideProblems: The document has problems, or `problems` had some before.
    """
    validator = Validator(document, problems)
    root = keep_known_keys(adapt_references(document.root), record, problems)
    parts = validator.validate_parts(record, root)
    written = {key: parts[name] for name, key in _list_keys(record) if name in parts}
    whole = None if problems else validate_quietly(record, written)
    if whole is None and record is Guide and not problems.is_full:
        _report_faults(validator, root, parts)  # a valid guide has none
    if whole is None and not problems:
        whole = validator.validate_record(record, root, written)
    if isinstance(whole, record) and not problems:
        problems.warn_of_ignored_keys()
        return whole
    raise problems.make_error(TreePaths(document.root, record).name_records)


def _list_keys(record: type[Record]) -> Iterator[tuple[str, str]]:
    return ((name, field.alias or name) for name, field in record.model_fields.items())


def _report_faults(validator: Validator, root: Node, parts: dict[str, Any]) -> None:
    """Report what breaks a rule across parts, as far as the valid parts show it."""
    paths = TreePaths(root, Guide)
    whole = make_partial_guide(root, Guide, complete=validator.document.is_complete)
    for fault in find_faults(parts, whole, _find_cited_keys(validator.document)):
        if validator.problems.is_full:
            return
        if fault.code == "never_cited" and not _has_all_parts(validator.document):
            continue  # it may be cited in what is missing or could not be read
        node = paths.find_nearest(fault.path, validator.kept_items)
        validator.problems.add(
            node.source.make_problem(fault.code.replace("_", "-"), node.at, node.path, fault.message)
        )


def _has_all_parts(document: SourceDocument) -> bool:
    """Return whether every required part is there and was read."""
    required = (key for key, info in get_fields(Guide).items() if info.is_required() and get_record_type(info))
    return document.is_fully_read and all(key in document.root.mapping for key in required)


def _find_cited_keys(document: SourceDocument) -> Iterator[str]:
    """Yield every key that is cited, also where the document is invalid."""
    for key, text in chain.from_iterable(find_texts(node) for node in (document.root, *document.skipped)):
        yield from find_cited_keys(f"@{text.strip()}" if key in ("citations", "citation") else text)
