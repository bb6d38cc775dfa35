"""An example of each kind of block and inline, with text that looks like markup."""

from __future__ import annotations

from typing import Any

from acucontent.document.blocks import (
    Blank,
    Block,
    Callout,
    CertaintyWord,
    Column,
    CrossLink,
    Emphasis,
    Fact,
    Facts,
    Figure,
    Foreign,
    Form,
    Grid,
    GridRow,
    Inline,
    Inlines,
    Isolated,
    ListBlock,
    Note,
    Paragraph,
    Pictogram,
    ReferenceEntry,
    ReferenceList,
    Section,
    Strong,
    Table,
    Term,
    WebLink,
    Words,
)
from acucontent.document.drawings import CareShape

ODD = """<b> & "so" 'so' ]]> <!-- {{ x }} {% y %} é 委"""
ODD_WORDS = (Words(ODD),)
INLINES: dict[type[Any], Inline] = {
    Words: Words(ODD),
    Strong: Strong(ODD_WORDS),
    Emphasis: Emphasis(ODD_WORDS),
    Foreign: Foreign("zh-Hans", ODD_WORDS),
    Isolated: Isolated(ODD_WORDS),
    Term: Term(ODD_WORDS),
    CertaintyWord: CertaintyWord("low", ODD_WORDS),
    WebLink: WebLink('https://example.org/?a=1&b="2"', ODD_WORDS),
    CrossLink: CrossLink("glossary.qi", ODD_WORDS),
    Note: Note("hum1999", 1, "cite.hum1999.1"),
    Pictogram: Pictogram("phone", ODD),
}
EVERY_INLINE: Inlines = tuple(INLINES.values())
PARAGRAPH = Paragraph(EVERY_INLINE)
BLOCKS: dict[type[Any], Block] = {
    Paragraph: PARAGRAPH,
    ListBlock: ListBlock(((PARAGRAPH,), (PARAGRAPH, ListBlock(((PARAGRAPH,),), "number"))), "check"),
    Table: Table(
        "a_table",
        EVERY_INLINE,
        (Column("odd", ODD_WORDS), Column("even", ODD_WORDS)),
        ((EVERY_INLINE, ODD_WORDS), (ODD_WORDS, ())),
    ),
    Facts: Facts("a_facts", ODD, (Fact("odd", ODD, EVERY_INLINE),)),
    Callout: Callout("safety.urgent", "urgent", ODD, (PARAGRAPH,)),
    Form: Form("a_form", ODD, (Blank("notes", ODD, 2),)),
    Grid: Grid(
        "a_grid",
        EVERY_INLINE,
        (Column("day", ODD_WORDS), Column("pain", ODD_WORDS), Column("seen", ODD_WORDS)),
        (3, 4, 8),
        (GridRow(ODD_WORDS, (Blank("day_pain", ODD), Blank("day_seen", ODD, 1, "check"))),),
        (Blank("month", ODD),),
    ),
    Figure: Figure("a_figure", EVERY_INLINE, ODD, CareShape("note")),
    ReferenceList: ReferenceList("references_list", (ReferenceEntry("references.a", 1, ODD_WORDS, ("cite.a.1",)),)),
    Section: Section("a", EVERY_INLINE, (PARAGRAPH, Section("a.b", ODD_WORDS, (PARAGRAPH,), listed=False))),
}
"""An example of each kind of block. A new kind needs an example here and a macro in the template."""
