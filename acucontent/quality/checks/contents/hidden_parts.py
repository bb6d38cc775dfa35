"""Find parts of a guide that no handout shows, for any region or language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from acucontent.document.blocks import ReferenceList
from acucontent.edition import Edition
from acucontent.model.base import Records, ReferenceKey
from acucontent.model.guide import Guide
from acucontent.model.paths import format_path, iterate_children
from acucontent.model.prose import Prose
from acucontent.model.regional import get_limits
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.contents.regions import is_foreign
from acucontent.quality.passages import READER_LINES, UNREAD_FIELDS, is_line, split_at_links
from acucontent.quality.readability import find_units
from acucontent.quality.sentences import split_sentences
from acucontent.quality.subject import Subject, normalize_letters

_UNPRINTED = frozenset(
    {*UNREAD_FIELDS, "handouts", "regions", "condition", "title", "subtitle", "audience", "purpose", "update_policy"}
)
"""Fields of the guide that are not parts of a handout: they are shown by every handout, or are for its editors."""


@dataclass
class _Part:
    """A record or a single text of a guide."""

    text: str = ""
    """The letters of its longest sentence, which every form of the part shows."""
    citations: set[str] = field(default_factory=set)
    """The references that it cites."""


def _find_hidden_parts(subject: Subject) -> Iterator[Found]:
    if not subject.editions or subject.uncomposed:
        return  # a handout that is not composed yet may show them
    parts = _list_parts(subject.guide)
    known: dict[str, Mapping[str, _Part]] = {}
    hidden, listed = {path for path, part in parts.items() if part.text}, set[str]()
    for edition in sorted(subject.editions, key=lambda one: one.handout != subject.guide.handouts[0]):
        listed |= _list_references(edition)
        if hidden:
            letters = _join_letters(edition)
            spelled = _list_spelled_parts(subject, edition.region.code, known)
            hidden = {path for path in hidden if spelled[path].text not in letters}
    for path, count in _join_hidden(hidden, frozenset(parts)):
        what = f"None of its {count} parts is" if count > 1 else "It is not"
        yield Found(path, f"No handout includes '{path}'. {what} shown for any region or language.")
    cited = {key for path, part in parts.items() if path not in hidden for key in part.citations}
    for key in subject.guide.references.ids:
        if key in cited - listed:
            yield Found(f"references.{key}", f"The reference '{key}' is cited, but no handout lists it.")


def _list_spelled_parts(subject: Subject, region: str, known: dict[str, Mapping[str, _Part]]) -> Mapping[str, _Part]:
    """Return the parts in the spelling of a region, and keep them in `known`."""
    if region not in known:
        known[region] = _list_parts(subject.spell_guide(region))
    return known[region]


def _list_parts(guide: Guide) -> Mapping[str, _Part]:
    """Return the records of the guide by path, and its texts that are in no record with an id."""
    parts: dict[str, _Part] = {}
    for step, child in iterate_children(guide):
        if step not in _UNPRINTED:
            _collect_parts(child, (step,), None, parts)
    foreign = {path for path in parts if is_foreign(get_limits(guide.find_value(path)), guide)}
    return {path: part for path, part in parts.items() if path not in foreign}  # C103 reports the others


def _collect_parts(value: Any, path: tuple[str | int, ...], record: str | None, parts: dict[str, _Part]) -> None:
    """Add the texts and citations of a value to its record, the outermost one with an id."""
    part = record or format_path(path)
    if isinstance(value, Prose):
        found = parts.setdefault(part, _Part())
        found.citations |= {link for link in value.list_links() if isinstance(link, ReferenceKey)}
        sentences = (sentence for words in split_at_links(value) for sentence in split_sentences(words))
        found.text = max(found.text, *map(normalize_letters, sentences), key=len)
    elif isinstance(value, ReferenceKey):
        parts.setdefault(part, _Part()).citations.add(value)
    elif is_line(path, value, READER_LINES) and path[-1] not in (
        "short",
        "brief",
    ):  # a sheet shows it, and a volume the long form
        found = parts.setdefault(part, _Part())
        found.text = max(found.text, normalize_letters(value), key=len)
    for step, child in iterate_children(value):
        inner = format_path((*path, step)) if record is None and isinstance(value, Records) else record
        _collect_parts(child, (*path, step), inner, parts)


def _join_letters(edition: Edition) -> str:
    """Return the letters of all text of a document."""
    document = edition.document
    blocks = (*document.opening, *document.sections, *document.imprint)
    return normalize_letters(" ".join(unit for block in blocks for unit in find_units(block)))


def _list_references(edition: Edition) -> set[str]:
    lists = (block for block in edition.document.walk_blocks() if isinstance(block, ReferenceList))
    return {entry.id.rpartition(".")[2] for block in lists for entry in block.entries}


def _join_hidden(hidden: set[str], parts: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield the hidden parts with their number; if all in a field are hidden, only the field."""
    done: set[str] = set()
    for path in sorted(hidden):
        steps = path.split(".")
        for length in range(1, len(steps) + 1):
            around = ".".join(steps[:length])
            inside = {part for part in parts if f"{part}.".startswith(f"{around}.")}
            if inside <= hidden and not inside & done:
                done |= inside
                yield around, len(inside)
                break


CHECKS = (
    Check(
        code="C102",
        title="A part of the guide is in no handout",
        severity="warning",
        why="Readers never see a part that no handout shows, although its author expects them to.",
        fix="Include the part in a handout, such as the first one, which is the whole guide, or delete it.",
        source="Rule of acucontent: nothing is lost silently.",
        find=_find_hidden_parts,
    ),
)
