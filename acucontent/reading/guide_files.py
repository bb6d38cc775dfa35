"""Read the files of a guide: a folder with a file for each part, or one file with all parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from acucontent.model.base import Record
from acucontent.model.paths import Path
from acucontent.model.record_fields import get_record_type
from acucontent.model.suggestions import find_nearest, suggest
from acucontent.reading.collected_problems import NotReadable, ProblemCollector
from acucontent.reading.node import UNREAD, Node
from acucontent.reading.source_text import SourceText, decode_source_text, format_file_name, read_source_text
from acucontent.reading.yaml_tree import ParsedTree, build_tree

GUIDE_STEM = "guide"
"""The name of the file whose keys are fields of the guide. Each other file is the field that it is named after."""

LEDGER_STEM = "sources"
"""The name of the ledger, a file in the folder of a guide that is not part of it."""

_YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class SourceDocument:
    """The tree of a document, read from one file or more."""

    root: Node
    skipped: tuple[Node, ...] = ()
    """The nodes that were reported and left out of the tree."""
    is_complete: bool = True
    """Whether an absent key is missing. Otherwise it may be in a file that could not be read."""
    is_folder: bool = False
    """Whether it is a folder with a file for each part."""

    @property
    def is_fully_read(self) -> bool:
        """Whether every file could be read."""
        files = (child for child in self.root.mapping.values() if child.key_at is None)
        return self.is_complete and not any(file.is_unread for file in files)


def read_guide_document(place: Traversable, record: type[Record], problems: ProblemCollector) -> SourceDocument:
    """Read a guide from a folder with a file for each field of the record, or from one file.

    The file guide.yaml of such a folder is read as the folder.

    Raises:
        NotReadable: The path is neither a folder nor a .yaml, .yml or .json file.
    """
    if _is_folder(place):
        return _read_folder(place, record, problems)
    if isinstance(place, FilePath) and _is_head_of_folder(place, record):
        return _read_folder(place.parent, record, problems)
    return _read_single_file(place, format_file_name(place), problems)


def read_ledger_document(place: Traversable, problems: ProblemCollector) -> SourceDocument:
    """Read a ledger from a file, or from the folder of a guide that has one.

    Raises:
        NotReadable: The path is neither a folder nor a .yaml, .yml or .json file.
    """
    if not _is_folder(place):
        return _read_single_file(place, format_file_name(place), problems)
    file = place.joinpath(f"{LEDGER_STEM}.yaml")
    if _is_folder(file):
        raise NotReadable(f"{format_file_name(file, place)}: is a folder: expected a file")
    return _read_single_file(file, format_file_name(file, place), problems)


def read_file_document(place: Traversable, problems: ProblemCollector) -> SourceDocument:
    """Read a document that is always one file, such as a clinic's overlay.

    Raises:
        NotReadable: The path is not a .yaml, .yml or .json file.
    """
    if _is_folder(place):
        raise NotReadable(f"{format_file_name(place)}: is a folder: expected a .yaml, .yml or .json file")
    return _read_single_file(place, format_file_name(place), problems)


def parse_document(content: bytes, name: str, problems: ProblemCollector) -> SourceDocument:
    """Parse a text that is not in a file."""
    return _parse_source(decode_source_text(content, name, (), problems), name, problems)


def _is_folder(place: Traversable) -> bool:
    try:
        if place.is_dir():
            return True
        if place.is_file() and place.name.lower().endswith((*_YAML, ".json")):
            return False
        exists = not isinstance(place, FilePath) or place.exists()
    except OSError as error:
        raise NotReadable(f"{format_file_name(place)}: cannot be read: {error.strerror}") from error
    reason = "is neither a folder nor a .yaml, .yml or .json file" if exists else "not found"
    raise NotReadable(f"{format_file_name(place)}: {reason}")


def _is_head_of_folder(file: FilePath, record: type[Record]) -> bool:
    """Return whether a file is the guide.yaml of a folder that has files of other parts."""
    is_head = _get_stem(file.name) == GUIDE_STEM and file.name.lower().endswith(_YAML)
    parts = {name for name, field in record.model_fields.items() if get_record_type(field)}
    return is_head and any(file.with_name(f"{part}{suffix}").is_file() for part in parts for suffix in _YAML)


def _read_single_file(file: Traversable, name: str, problems: ProblemCollector) -> SourceDocument:
    """Read one file that holds a mapping."""
    return _parse_source(read_source_text(file, name, (), problems), name, problems)


def _parse_source(source: SourceText | None, name: str, problems: ProblemCollector) -> SourceDocument:
    """Parse a text that must be a mapping; None is a text that could not be read."""
    source, parsed = _build_tree_of(source, name, (), problems)
    root = parsed.root or _make_unread_node(source, ())
    if root.is_unread or isinstance(root.value, dict):
        return SourceDocument(root, parsed.skipped, is_complete=not root.is_unread)
    problems.add(source.make_problem("wrong-kind", root.at, (), "is not a mapping: expected keys with values"))
    return SourceDocument(root.replace_value(UNREAD), parsed.skipped, is_complete=False)


def _build_tree_of(
    source: SourceText | None, name: str, path: Path, problems: ProblemCollector
) -> tuple[SourceText, ParsedTree]:
    if source is None:
        return SourceText(name), ParsedTree(None)
    return source, _build_valid_tree(source, path) or build_tree(source, path, problems)


@lru_cache(maxsize=32)
def _build_valid_tree(source: SourceText, path: Path) -> ParsedTree | None:
    """Return the tree of a text, or None if it has problems. A preview reads most files of a guide many times."""
    problems = ProblemCollector()
    parsed = build_tree(source, path, problems)
    return None if problems else parsed


def _make_unread_node(source: SourceText, path: Path) -> Node:
    return Node(source, path, None, None, UNREAD)


def _read_folder(place: Traversable, record: type[Record], problems: ProblemCollector) -> SourceDocument:
    files = _find_part_files(place, record, problems)
    top = _read_guide_yaml(place, files.pop(GUIDE_STEM, None), problems)
    children, skipped = dict(top.root.mapping), list(top.skipped)
    for part, file in files.items():
        name = format_file_name(file, place)
        source, parsed = _build_tree_of(read_source_text(file, name, (part,), problems), name, (part,), problems)
        skipped.extend(parsed.skipped)
        if part in children:
            message = f"'{part}' has a file of its own, {file.name}: keep one of them"
            problems.add(top.root.source.make_problem("part-twice", children[part].key_at, (), message))
            skipped.append(children[part])
        children[part] = parsed.root or _make_unread_node(source, (part,))
    root = top.root.replace_value(children)
    return replace(top, root=root, skipped=tuple(skipped), is_folder=True)


def _read_guide_yaml(place: Traversable, file: Traversable | None, problems: ProblemCollector) -> SourceDocument:
    """Read guide.yaml, or report that it is missing."""
    if file is not None:
        return _read_single_file(file, format_file_name(file, place), problems)
    name = format_file_name(place.joinpath(f"{GUIDE_STEM}.yaml"), place)
    source = SourceText(name)
    problems.register_file(name)
    message = (
        "not found: a guide folder needs guide.yaml with its title, language and handouts. "
        "To create one, run: acucontent new NAME"
    )
    problems.add(source.make_problem("missing-file", None, (), message))
    return SourceDocument(_make_unread_node(source, ()), is_complete=False)


def _find_part_files(place: Traversable, record: type[Record], problems: ProblemCollector) -> dict[str, Traversable]:
    """Return the files of a folder by the part that each holds, guide.yaml first; report the others."""
    try:
        names = sorted((file.name.lower() != f"{GUIDE_STEM}.yaml", file.name) for file in place.iterdir())
    except OSError as error:
        raise NotReadable(f"{format_file_name(place)}: cannot be read: {error.strerror}") from error
    found: dict[str, Traversable] = {}
    strays: list[Traversable] = []
    for name in (name for _, name in names if _is_part_name(name)):
        file, stem = place.joinpath(name), _get_stem(name)
        if stem in (*record.model_fields, GUIDE_STEM) and stem not in found:
            found[stem] = file
        elif stem != LEDGER_STEM:
            strays.append(file)
    for file in strays:
        _report_stray_file(file, SourceText(format_file_name(file, place)), record, found, problems)
    return found


def _is_part_name(name: str) -> bool:
    """Return whether a file of a folder may be a part: YAML, or the references as a reference manager exports them."""
    return (name.lower().endswith(_YAML) and not name.startswith(".")) or name.lower() == "references.json"


def _get_stem(name: str) -> str:
    return name.rpartition(".")[0]


def _report_stray_file(
    file: Traversable,
    source: SourceText,
    record: type[Record],
    found: dict[str, Traversable],
    problems: ProblemCollector,
) -> None:
    """Report a file that is not a part of a guide; use it for an absent part if its name is similar."""
    stem = _get_stem(file.name)
    if stem in found:
        message = f"is a second file for '{stem}': keep it or {found[stem].name}"
        problems.add(source.make_problem("part-twice", None, (), message))
        return
    files = [GUIDE_STEM, *(name for name, field in record.model_fields.items() if get_record_type(field))]
    meant = find_nearest(stem, files, count=1)
    advice = suggest(f"{name}.yaml" for name in meant) or f"Files: {', '.join(f'{name}.yaml' for name in files)}"
    problems.add(
        source.make_problem(
            "unknown-file", None, (), f"unknown file: the file names are the fields of a guide. {advice}"
        )
    )
    for name in meant:
        found.setdefault(name, file)
