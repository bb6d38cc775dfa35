"""Citations: numbers in order of first use, and the reference list at the end."""

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
from acucontent.document.references import format_reference, format_short_reference
from acucontent.document.traversal import rewrite_blocks
from acucontent.model.base import Records
from acucontent.model.references import Reference


class _Numbering:
    """Number each key at its first use, and give each mark its own id."""

    def __init__(self) -> None:
        self.marks: dict[str, list[str]] = {}
        self.numbers: dict[str, int] = {}

    def __call__(self, inline: Inline) -> Inlines:
        if not isinstance(inline, Note):
            return (inline,)
        marks = self.marks.setdefault(inline.key, [])
        number = self.numbers.setdefault(inline.key, len(self.numbers) + 1)
        mark = f"cite.{inline.key}.{len(marks) + 1}"
        marks.append(mark)
        return (replace(inline, number=number, id=mark),)


def add_references(
    references: Records[Reference], labels: Labels, opening: Blocks, sections: Blocks, full_in: str | None = None
) -> tuple[Blocks, Blocks]:
    """Add numbers to the citations of a document, and append the reference list if there are any.

    Args:
        references: The references of the guide.
        labels: The fixed words of the document's language.
        opening: The blocks before the sections.
        sections: The sections.
        full_in: The title of the volume with the full references. Without it, they are printed here in full; otherwise
            each takes a line, and the heading names the volume.

    Returns:
        The opening and the sections.
    """
    numbering = _Numbering()
    opening = rewrite_blocks(opening, numbering)
    sections = rewrite_blocks(sections, numbering)
    if not numbering.marks:
        return opening, sections
    cited = [references[key] for key in numbering.marks]
    write = format_short_reference if full_in else format_reference
    entries = tuple(
        ReferenceEntry(f"references.{one.id}", number, write(one, labels), tuple(numbering.marks[one.id]))
        for number, one in enumerate(cited, start=1)
    )
    title = labels("references_short", volume=full_in) if full_in else labels("references")
    blocks: tuple[Block, ...] = (ReferenceList("references_list", entries),)
    return opening, (*sections, Section("references", (Words(title),), blocks, role="references"))
