"""Citations: numbers in order of first use; every mark leads to an entry, and every entry back to its marks."""

from __future__ import annotations

import re

from acucontent.document.blocks import Note, ReferenceList
from acucontent.document.document import Document
from acucontent.document.labels import labels_for
from acucontent.document.references import formatted, shortened
from acucontent.edition import Edition
from acucontent.markup import MarkupSettings, render_html
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from tests import factories as make
from tests.document.reading_order import all_blocks, inlines, section

SETTINGS = MarkupSettings()


def notes(document: Document) -> list[Note]:
    """The marks of citations, in reading order."""
    return [inline for inline in inlines(all_blocks(document)) if isinstance(inline, Note)]


def reference_list(document: Document) -> ReferenceList:
    """The list of references."""
    (found,) = (block for block in section(document, "references").blocks if isinstance(block, ReferenceList))
    return found


def test_numbers_go_up_as_they_are_first_met(documents: tuple[Document, ...]) -> None:
    """On the page, a reader meets 1 first, then 2, and so on without a gap."""
    for document in documents:
        page = render_html(all_blocks(document), document.labels, SETTINGS)
        met = [int(number) for number in re.findall(r'role="doc-biblioref"[^>]*>(\d+)</a>', page)]

        assert list(dict.fromkeys(met)) == list(range(1, len(set(met)) + 1))
        assert len(met) == len(notes(document))


def test_every_mark_leads_to_an_entry_and_back(documents: tuple[Document, ...]) -> None:
    """Each mark has its own id and names the entry of its number; each entry names all its marks."""
    for document in documents:
        marks = notes(document)
        entries = {entry.id: entry for entry in reference_list(document).entries}

        assert len({note.id for note in marks}) == len(marks)
        assert {note.to for note in marks} == set(entries)
        for note in marks:
            assert entries[note.to].number == note.number
            assert note.id in entries[note.to].marks
        assert sum(len(entry.marks) for entry in entries.values()) == len(marks)


def test_entries_stand_in_the_order_of_their_numbers(documents: tuple[Document, ...]) -> None:
    """The list runs from 1 to n."""
    for document in documents:
        numbers = [entry.number for entry in reference_list(document).entries]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_sheet_lists_only_what_it_cites(back_pain: Guide, complete: Document) -> None:
    """The whole guide lists every reference; a sheet lists those that its own words cite."""
    first_visit = Edition.of(back_pain, "first-visit").document

    assert {entry.id for entry in reference_list(complete).entries} == {
        f"references.{reference.id}" for reference in back_pain.references
    }
    assert len(reference_list(first_visit).entries) < len(back_pain.references)


def test_an_entry_is_its_reference(complete: Document, back_pain: Guide) -> None:
    """Each entry shows the reference of its key."""
    labels = labels_for("en")

    for entry in reference_list(complete).entries:
        assert entry.inlines == formatted(back_pain.references[entry.id.removeprefix("references.")], labels)


def test_a_sheet_has_references_in_short(back_pain: Guide) -> None:
    """Each entry of a sheet is its reference in a line, and the heading says where they are in full."""
    document = Edition.of(back_pain, "safety").document
    labels = labels_for("en")

    assert flatten(section(document, "references").title) == "References (in full in the complete guide)"
    for entry in reference_list(document).entries:
        assert entry.inlines == shortened(back_pain.references[entry.id.removeprefix("references.")], labels)


def test_what_cites_nothing_has_no_list() -> None:
    """A sheet without a citation ends without references."""
    risks = make.make_risks(red_flags=[make.make_red_flag()], precautions=[])
    guide = make.make_guide(risks=risks, handouts=[make.make_handout(include=["glossary"])])

    assert [one.id for one in Edition.of(guide).document.sections] == ["safety", "glossary"]


def test_a_source_cited_again_keeps_its_number() -> None:
    """One source has one number and several marks."""
    guide = make.make_guide(
        summary="One [@hum1999]. Two [@other; @hum1999].",
        references=[make.make_reference(), make.make_reference(id="other")],
        handouts=[make.make_handout(include=["summary"])],
    )

    document = Edition.of(guide).document

    assert [(note.key, note.number, note.id) for note in notes(document)] == [
        ("hum1999", 1, "cite.hum1999.1"),
        ("other", 2, "cite.other.1"),
        ("hum1999", 1, "cite.hum1999.2"),
    ]


def test_an_unchecked_source_says_so(complete: Document, back_pain: Guide) -> None:
    """Where nobody checked a source, its entry says so; other entries do not."""
    unchecked = {f"references.{one.id}" for one in back_pain.references if one.checked.how == "unchecked"}

    for entry in reference_list(complete).entries:
        assert ("(We have not yet checked this source.)" in flatten(entry.inlines)) == (entry.id in unchecked)
