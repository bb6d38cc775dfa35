"""How a guide is laid out in files: a folder with a file for each part, or one file with all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from acucontent.model.base import Record
from acucontent.model.paths import Path
from acucontent.model.suggestions import find_nearest, suggest
from acucontent.reading.compose import Composed, compose
from acucontent.reading.problems import Findings, NotReadable
from acucontent.reading.shape import record_in
from acucontent.reading.sources import Source, decode, named, read
from acucontent.reading.tree import UNREAD, Node

TOP = "guide"
"""The file whose keys are fields of the guide; each other file is one field, named after it."""

LEDGER = "sources"
"""The file that stands beside a guide and is no part of it."""

_YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Document:
    """The tree of a whole document, however many files it came from."""

    root: Node
    left_out: tuple[Node, ...] = ()
    """What was told and is no part of the tree."""
    complete: bool = True
    """Whether what is absent is missing; otherwise it may stand in a file that could not be read."""
    in_folder: bool = False
    """Whether it has a file for each part."""

    @property
    def all_read(self) -> bool:
        """Whether every file could be read."""
        files = (child for child in self.root.mapping.values() if child.key_at is None)
        return self.complete and not any(file.unread for file in files)


def guide(place: Traversable, record: type[Record], findings: Findings) -> Document:
    """The document of a guide: a folder with a file for each field of the record, or a file with all of them.

    Raises:
        NotReadable: it is neither.
    """
    return _folder(place, record, findings) if _is_folder(place) else _single(place, named(place), findings)


def ledger(place: Traversable, findings: Findings) -> Document:
    """The document of a ledger: a file, or the folder of a guide that has one.

    Raises:
        NotReadable: it is neither.
    """
    if not _is_folder(place):
        return _single(place, named(place), findings)
    file = place.joinpath(f"{LEDGER}.yaml")
    if _is_folder(file):
        raise NotReadable(f"{named(file, place)}: is a folder")
    return _single(file, named(file, place), findings)


def file(place: Traversable, findings: Findings) -> Document:
    """The document of one file that stands for itself, such as a clinic's overlay.

    Raises:
        NotReadable: it is no such file.
    """
    if _is_folder(place):
        raise NotReadable(f"{named(place)}: is a folder: name a .yaml, .yml or .json file")
    return _single(place, named(place), findings)


def text(content: bytes, name: str, findings: Findings) -> Document:
    """Return the document of a text that comes from no file."""
    return _of_source(decode(content, name, (), findings), name, findings)


def _is_folder(place: Traversable) -> bool:
    try:
        if place.is_dir():
            return True
        if place.is_file() and place.name.lower().endswith((*_YAML, ".json")):
            return False
        there = not isinstance(place, FilePath) or place.exists()
    except OSError as error:
        raise NotReadable(f"{named(place)}: cannot be read: {error.strerror}") from error
    why = "is neither a folder nor a .yaml, .yml or .json file" if there else "does not exist"
    raise NotReadable(f"{named(place)}: {why}")


def _single(file: Traversable, name: str, findings: Findings) -> Document:
    """The document of one file that holds a mapping."""
    return _of_source(read(file, name, (), findings), name, findings)


def _of_source(source: Source | None, name: str, findings: Findings) -> Document:
    """The document of one text, none where it could not be read."""
    source, composed = _composed(source, name, (), findings)
    root = composed.root or _unread(source, ())
    if root.unread or isinstance(root.value, dict):
        return Document(root, composed.left_out, complete=not root.unread)
    findings.add(source.problem("wrong-kind", root.at, (), "is not a mapping: keys with values are wanted here"))
    return Document(root.holding(UNREAD), composed.left_out, complete=False)


def _composed(source: Source | None, name: str, path: Path, findings: Findings) -> tuple[Source, Composed]:
    return source or Source(name), Composed(None) if source is None else compose(source, path, findings)


def _unread(source: Source, path: Path) -> Node:
    return Node(source, path, None, None, UNREAD)


def _folder(place: Traversable, record: type[Record], findings: Findings) -> Document:
    files = _files(place, record, findings)
    top = _top(place, files.pop(TOP, None), findings)
    held, left_out = dict(top.root.mapping), list(top.left_out)
    for part, file in files.items():
        name = named(file, place)
        source, composed = _composed(read(file, name, (part,), findings), name, (part,), findings)
        left_out.extend(composed.left_out)
        if part in held:
            message = f"'{part}' has a file of its own, {file.name}: keep one of them"
            findings.add(top.root.source.problem("part-twice", held[part].key_at, (), message))
            left_out.append(held[part])
        held[part] = composed.root or _unread(source, (part,))
    root = top.root.holding(held)
    return replace(top, root=root, left_out=tuple(left_out), in_folder=True)


def _top(place: Traversable, file: Traversable | None, findings: Findings) -> Document:
    """The document of guide.yaml."""
    if file is not None:
        return _single(file, named(file, place), findings)
    name = named(place.joinpath(f"{TOP}.yaml"), place)
    source = Source(name)
    findings.open(name)
    message = "is missing: it holds the title, the language and all that has no file of its own"
    findings.add(source.problem("missing-file", None, (), message))
    return Document(_unread(source, ()), complete=False)


def _files(place: Traversable, record: type[Record], findings: Findings) -> dict[str, Traversable]:
    """The files of a folder by the part that each holds, guide.yaml first."""
    try:
        names = sorted((file.name.lower() != f"{TOP}.yaml", file.name) for file in place.iterdir())
    except OSError as error:
        raise NotReadable(f"{named(place)}: cannot be read: {error.strerror}") from error
    found: dict[str, Traversable] = {}
    strays: list[Traversable] = []
    for name in (name for _, name in names if name.lower().endswith(_YAML) and not name.startswith(".")):
        file, stem = place.joinpath(name), _stem(name)
        if stem in (*record.model_fields, TOP) and stem not in found:
            found[stem] = file
        elif stem != LEDGER:
            strays.append(file)
    for file in strays:
        _take_stray(file, Source(named(file, place)), record, found, findings)
    return found


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _take_stray(
    file: Traversable, source: Source, record: type[Record], found: dict[str, Traversable], findings: Findings
) -> None:
    """Tell a file that is no part of a guide; it is taken for an absent part that its name misspells."""
    stem = _stem(file.name)
    if stem in found:
        message = f"is a second file for '{stem}', beside {found[stem].name}: keep one of them"
        findings.add(source.problem("part-twice", None, (), message))
        return
    files = [TOP, *(name for name, field in record.model_fields.items() if record_in(field))]
    meant = find_nearest(stem, files, count=1)
    advice = suggest(f"{name}.yaml" for name in meant) or f"Files: {', '.join(f'{name}.yaml' for name in files)}"
    findings.add(source.problem("unknown-file", None, (), f"is not a part of a guide. {advice}"))
    for name in meant:
        found.setdefault(name, file)
