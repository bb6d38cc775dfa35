"""From files to a guide: the whole road, and every problem on it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any, TypeVar

from acucontent.model.base import Record
from acucontent.model.guide import Guide
from acucontent.model.integrity import CITED_IN_TEXT, find_faults
from acucontent.model.ledger import Ledger
from acucontent.reading import layout
from acucontent.reading.judge import Judge
from acucontent.reading.keys import with_known_keys
from acucontent.reading.layout import Document
from acucontent.reading.outline import outline
from acucontent.reading.places import Places
from acucontent.reading.problems import Findings
from acucontent.reading.tree import Node, texts
from acucontent.reading.tree_paths import TreePaths

R = TypeVar("R", bound=Record)


def read_guide(source: Traversable) -> Guide:
    """The guide in a folder of YAML files, or in one YAML or JSON file.

    In a folder, `guide.yaml` holds fields of the guide, each other file is the field that it is named after, and
    `sources.yaml` is the ledger, which is not read. A JSON file is as the JSON exporter writes it.

    Raises:
        GuideProblems: the documents have problems; the error holds all that could be found.
        NotReadable: there is neither a folder nor such a file.
    """
    return read_with_places(source)[0]


def read_with_places(source: Traversable) -> tuple[Guide, Places]:
    """The guide, as `read_guide` gives it, and where in its files each value stands.

    Raises:
        GuideProblems: the documents have problems; the error holds all that could be found.
        NotReadable: there is neither a folder nor such a file.
    """
    findings = Findings()
    document = layout.guide(source, Guide, findings)
    guide = read_record(document, Guide, findings)
    return guide, Places(document.root)


def read_ledger(source: Traversable) -> Ledger:
    """The ledger in a file, or in the `sources.yaml` of a folder.

    Raises:
        GuideProblems: the ledger has problems; the error holds all that could be found.
        NotReadable: there is neither a folder nor such a file.
    """
    findings = Findings()
    return read_record(layout.ledger(source, findings), Ledger, findings)


def read_record(document: Document, record: type[R], findings: Findings) -> R:
    """The outermost record of a document.

    Raises:
        GuideProblems: the document has problems, or had some before.
    """
    judge = Judge(document, findings)
    root = with_known_keys(document.root, record, findings)
    parts = judge.parts(record, root)
    if record is Guide and not findings.full:
        _tell_faults(judge, root, parts)
    if not findings:
        written = {key: parts[name] for name, key in _keys(record) if name in parts}
        whole = judge.settled(record, root, written)
        if isinstance(whole, record) and not findings:
            return whole
    raise findings.error(TreePaths(document.root, record).name_records)


def _keys(record: type[Record]) -> Iterator[tuple[str, str]]:
    return ((name, field.alias or name) for name, field in record.model_fields.items())


def _tell_faults(judge: Judge, root: Node, parts: dict[str, Any]) -> None:
    """Tell what does not hold together, as far as the sound parts show it."""
    paths = TreePaths(root, Guide)
    whole = outline(root, Guide, complete=judge.document.complete)
    for fault in find_faults(parts, whole, _cited(judge.document)):
        if judge.findings.full:
            return
        if fault.code == "never_cited" and not judge.document.all_read:
            continue  # it may be cited in what could not be read
        node = paths.find_nearest(fault.path, judge.kept)
        judge.findings.add(node.source.problem(fault.code.replace("_", "-"), node.at, node.path, fault.message))


def _cited(document: Document) -> Iterator[str]:
    """Every key that is cited anywhere, in what is unsound too."""
    for key, text in chain.from_iterable(texts(node) for node in (document.root, *document.left_out)):
        yield from CITED_IN_TEXT.findall(text)
        if key in ("citations", "citation"):
            yield text.strip()
