"""Citations: numbers in order of first use, and the list of references at the end."""

from __future__ import annotations

from dataclasses import replace

from acucontent.document.blocks import (
    Block,
    Blocks,
    Inline,
    Inlines,
    Note,
    ReferenceEntry,
    ReferenceList,
    Section,
    Words,
)
from acucontent.document.labels import Labels
from acucontent.document.references import formatted, shortened
from acucontent.document.traversal import rewrite_all
from acucontent.model.base import Records
from acucontent.model.references import Reference


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
    references: Records[Reference], labels: Labels, opening: Blocks, sections: Blocks, *, in_full: bool = True
) -> tuple[Blocks, Blocks]:
    """The same blocks with numbered citations, and the list of references after them when anything is cited.

    Args:
        references: The references of the guide.
        labels: The fixed words of its language.
        opening: The blocks before the sections.
        sections: The sections.
        in_full: Whether the references are in full; a sheet has them in a line each, and says where they are in full.
    """
    numbering = _Numbering()
    opening = rewrite_all(opening, numbering)
    sections = rewrite_all(sections, numbering)
    if not numbering.marks:
        return opening, sections
    cited = [references[key] for key in numbering.marks]
    written = formatted if in_full else shortened
    entries = tuple(
        ReferenceEntry(f"references.{one.id}", number, written(one, labels), tuple(numbering.marks[one.id]))
        for number, one in enumerate(cited, start=1)
    )
    title = labels("references" if in_full else "references_short")
    blocks: tuple[Block, ...] = (ReferenceList("references_list", entries),)
    return opening, (*sections, Section("references", (Words(title),), blocks, role="references"))
