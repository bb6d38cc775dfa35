"""Documents for the tests of the text format, one for each feature."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from acucontent.document.blocks import (
    Block,
    Blocks,
    Callout,
    Column,
    CrossLink,
    Emphasis,
    Fact,
    Facts,
    Foreign,
    Inline,
    Inlines,
    ListBlock,
    Note,
    Paragraph,
    ReferenceEntry,
    ReferenceList,
    Section,
    Strong,
    Table,
    WebLink,
    Words,
)
from acucontent.document.document import About, Document
from acucontent.document.labels import load_labels

ABOUT = About(
    guide="sample",
    handout="sheet",
    title="A sheet",
    subtitle=None,
    guide_title="A guide",
    language="en-US",
    region="US",
    description="",
    audience="",
    edition="1.0.0",
    published=datetime.date(2026, 1, 2),
    reviewed=None,
    review_note="",
    next_review=datetime.date(2027, 1, 2),
    next_review_note="",
    edition_note="",
    authors=(),
    publisher="A Press",
    licence="CC-BY-4.0",
    isbn_pdf=None,
    isbn_epub=None,
    subjects=(),
    kind="sheet",
    content_hash="0123456789ab",
    overdue=False,
    clinic=None,
)


def make_document(*blocks: Block, opening: Blocks = (), **about: Any) -> Document:
    """Return a document with sections, or with one section that contains blocks."""
    sections = tuple(block for block in blocks if isinstance(block, Section))
    if len(sections) < len(blocks):
        sections = (Section("part", words("Part"), blocks),)
    return Document(about=replace(ABOUT, **about), opening=opening, sections=sections, labels=load_labels("en"))


def words(text: str) -> Inlines:
    """Return a string as inlines."""
    return (Words(text),)


def paragraph(*inlines: Inline | str) -> Paragraph:
    """Return a paragraph of strings and inlines."""
    return Paragraph(tuple(Words(inline) if isinstance(inline, str) else inline for inline in inlines))


def note(number: int) -> Note:
    """Return a citation mark."""
    return Note(f"source-{number}", number, f"cite-{number}")


def items(*texts: str) -> tuple[Blocks, ...]:
    """Return list items of one paragraph each."""
    return tuple((paragraph(text),) for text in texts)


def columns(*heads: str) -> tuple[Column, ...]:
    """Return the columns of a table."""
    return tuple(Column(head.lower(), words(head)) for head in heads)


def row(*cells: str) -> tuple[Inlines, ...]:
    """Return a row of a table."""
    return tuple(words(cell) for cell in cells)


LONG = "Back pain often gets better on its own in a few weeks, and keeping active helps more than rest in bed."

HEADINGS = make_document(
    Section(
        "visit",
        words("What to expect"),
        (
            paragraph(LONG),
            Section("visit.before", words("Before your visit"), (paragraph("Eat something light."),)),
            Section(
                "visit.after",
                words("After your visit, when you are home again and would like to know what you can do now"),
                (
                    Section("visit.after.day", words("The same day"), (paragraph("Rest if you feel tired."),)),
                    Section("visit.after.qi", words("Qi"), (paragraph("A word."),), listed=False),
                ),
            ),
        ),
    ),
    Section("help", words("When to get help"), (paragraph("See a doctor."),)),
    subtitle="For your first visit",
    kind="guide",
    opening=(paragraph("This sheet is for you."),),
)

LISTS = make_document(
    paragraph("Bring these:"),
    ListBlock(items("a list of your medicines", LONG)),
    ListBlock(items(*(f"step {number}" for number in range(1, 11))), "number"),
    ListBlock(
        (
            (paragraph("Ask about the needles:"), ListBlock(items("Are they sterile?", LONG), "bullet")),
            (
                paragraph("Ask about the cost:"),
                ListBlock(((paragraph("first"), ListBlock(items("then"), "bullet")),), "number"),
            ),
        ),
        "bullet",
    ),
    ListBlock(items("Do you have a license?", "How many visits?"), "check"),
)

CALLOUTS = make_document(
    Callout(
        "safety.emergency",
        "emergency",
        "Emergency: call 911 or go to an emergency room now",
        (
            paragraph("Do not wait if you have:"),
            ListBlock(
                items("new numbness between your legs or trouble with your bladder that you did not have", "fever")
            ),
        ),
    ),
    Callout("avoid", "caution", "Do not have needles if:", (ListBlock(items("you bleed easily")),)),
    paragraph("Other words."),
)

TABLES = make_document(
    Facts(
        "facts",
        "Needles",
        (
            Fact("usual", "Usual amount", words("5 to 20")),
            Fact("hurt", "Does it hurt?", words("A little.")),
            Fact("good", "Good to know", words(LONG)),
            Fact("bare", "", words("No label.")),
            Fact("nothing", "Nothing", ()),
        ),
    ),
    Table(
        "prices",
        words("Usual prices"),
        columns("What for", "Price", "As of"),
        (row("One visit", "$50 to $150", "2025"), row("委中 course", "$400", "2019"), row("A year", "", "2019")),
    ),
    Table(
        "effects",
        words("Unwanted effects"),
        columns("Effect", "How often", "What to do"),
        (row("Bruise", "common", LONG), row("Collapsed lung", "very rare", ""), row("", "rare", "Rest.")),
    ),
    Section("part.same", words("Said twice"), (Facts("same", "Said twice", (Fact("once", "Once", words("yes")),)),)),
)

LINKS = make_document(
    Section(
        "links",
        words("Links and sources"),
        (
            paragraph("It ", Strong(words("may")), " ", Emphasis(words("help"))),
            paragraph("It eases pain ", note(2), note(1), ". So they say.", note(3), " ", note(3), " More follows."),
            paragraph("See ", CrossLink("glossary.qi", (Foreign("zh-Latn-pinyin", words("qì")),)), " (", note(4), ")."),
            paragraph("Read ", WebLink("https://example.org/back", words("the page of the trial")), "."),
            paragraph(WebLink("https://example.org/a/", words("https://example.org/a")), "."),
            paragraph("Write to ", WebLink("mailto:us@example.org?subject=guide", words("us")), "."),
            paragraph("Call ", WebLink("tel:+18002221222", words("800-222-1222")), "."),
            paragraph("Go to ", WebLink(f"https://example.org/{'long/' * 20}", words("it")), " for more of this."),
        ),
    ),
    Section(
        "references",
        words("References"),
        (
            ReferenceList(
                "references_list",
                tuple(
                    ReferenceEntry(
                        f"references.source-{number}",
                        number,
                        (Words(f"Writer A. {LONG} "), WebLink(address, words(shown)), Words(".")),
                        (),
                    )
                    for number, address, shown in (
                        (1, "https://doi.org/10.1000/1", "doi:10.1000/1"),
                        (10, "https://example.org/10", "The page"),
                    )
                ),
            ),
        ),
    ),
)

SCRIPTS = make_document(
    paragraph(
        "The point 委中 (Wěizhōng, 위중, いちゅう) is ≥ 2 × 5 cm from ½ of it – “so they say” … 38 °C, 5 µg → 10⁻³."
    ),
    paragraph("委中" * 50 + "。"),
    paragraph("Für 2½ Stunden: β-blocker, CO₂, naïve, Łódź, £20, €5, ☐ done, 3 ≠ 4; see https://example.org/ä?q=中."),
)

CASES = {
    "headings": (HEADINGS, 72, False),
    "headings_narrow": (HEADINGS, 40, False),
    "lists": (LISTS, 72, False),
    "lists_ascii": (LISTS, 40, True),
    "callouts": (CALLOUTS, 60, False),
    "tables": (TABLES, 72, False),
    "tables_narrow": (TABLES, 40, False),
    "links": (LINKS, 72, False),
    "scripts": (SCRIPTS, 72, False),
    "scripts_ascii": (SCRIPTS, 72, True),
}
"""Document, width and whether it is in ASCII, by the name of the golden folder."""
