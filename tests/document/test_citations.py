"""Citations are numbered by first use; every mark links to an entry, and every entry back to its marks."""

from __future__ import annotations

import re

from acucontent.document.blocks import Note, ReferenceList
from acucontent.document.document import Document
from acucontent.document.labels import load_labels
from acucontent.document.references import format_reference, format_short_reference
from acucontent.edition import Edition
from acucontent.markup import MarkupSettings, render_html
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from tests import factories as make
from tests.document.reading_order import find_section, get_text, list_inlines, list_top_blocks

SETTINGS = MarkupSettings()


def list_notes(document: Document) -> list[Note]:
    """Return the citation marks, in reading order."""
    return [inline for inline in list_inlines(list_top_blocks(document)) if isinstance(inline, Note)]


def find_reference_list(document: Document) -> ReferenceList:
    """Return the reference list."""
    (found,) = (block for block in find_section(document, "references").blocks if isinstance(block, ReferenceList))
    return found


def select_volumes(documents: tuple[Document, ...]) -> list[Document]:
    """Return the documents with a reference list: all except the sheets."""
    return [document for document in documents if document.about.kind != "sheet"]


def test_numbers_are_in_the_order_of_first_use(documents: tuple[Document, ...]) -> None:
    """On the page, number 1 comes first, then 2, and so on without a gap."""
    for document in documents:
        page = render_html(list_top_blocks(document), document.labels, SETTINGS)
        numbers = [int(number) for number in re.findall(r'role="doc-biblioref"[^>]*>(\d+)</a>', page)]

        assert list(dict.fromkeys(numbers)) == list(range(1, len(set(numbers)) + 1))
        assert len(numbers) == len(list_notes(document))


def test_every_mark_links_to_an_entry_and_back(documents: tuple[Document, ...]) -> None:
    """Each mark has its own id and the entry with its number; each entry has all its marks."""
    for document in select_volumes(documents):
        marks = list_notes(document)
        entries = {entry.id: entry for entry in find_reference_list(document).entries}

        assert len({note.id for note in marks}) == len(marks)
        assert {note.to for note in marks} == set(entries)
        for note in marks:
            assert entries[note.to].number == note.number
            assert note.id in entries[note.to].marks
        assert sum(len(entry.marks) for entry in entries.values()) == len(marks)


def test_entries_are_in_the_order_of_their_numbers(documents: tuple[Document, ...]) -> None:
    """The numbers of the list are 1 to n."""
    for document in select_volumes(documents):
        numbers = [entry.number for entry in find_reference_list(document).entries]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_decision_aid_lists_only_what_it_cites(back_pain: Guide) -> None:
    """The volumes of all regions list every reference; a decision aid lists only those that it cites."""
    aid = Edition.of(back_pain, "evidence").document
    guides = [Edition.of(back_pain, region=region).book for region in back_pain.regions.ids]

    assert {entry.id for guide in guides for entry in find_reference_list(guide).entries} == {
        f"references.{reference.id}" for reference in back_pain.references
    }
    assert 0 < len(find_reference_list(aid).entries) < len(back_pain.references)


def test_a_sheet_has_no_citations(documents: tuple[Document, ...]) -> None:
    """A sheet has no marks and no reference list, and says which guide has its sources."""
    sheets = [document for document in documents if document.about.kind == "sheet"]

    assert sheets
    for document in sheets:
        assert not list_notes(document), document.about.handout
        assert not any(isinstance(block, ReferenceList) for block in document.walk_blocks())
        assert document.about.guide_title in get_text([find_section(document, "sources")])


def test_an_entry_is_a_full_reference(complete: Document, back_pain: Guide) -> None:
    """Each entry of the complete guide is the full reference with its key."""
    labels = load_labels("en")

    for entry in find_reference_list(complete).entries:
        assert entry.inlines == format_reference(back_pain.references[entry.id.removeprefix("references.")], labels)


def test_a_decision_aid_has_short_references(back_pain: Guide) -> None:
    """Each entry of a decision aid is a short reference, and the heading refers to the full ones."""
    document = Edition.of(back_pain, "evidence").document
    labels = load_labels("en")

    assert (
        flatten(find_section(document, "references").title)
        == "Sources (in full in “The evidence and the points in full”)"
    )
    for entry in find_reference_list(document).entries:
        assert entry.inlines == format_short_reference(
            back_pain.references[entry.id.removeprefix("references.")], labels
        )


def test_without_citations_there_is_no_list() -> None:
    """A sheet without citations has no references."""
    risks = make.make_risks(red_flags=[make.make_red_flag()], precautions=[])
    guide = make.make_guide(risks=risks, handouts=[make.make_handout(include=["costs.advice"])])

    assert [one.id for one in Edition.of(guide).document.sections] == ["safety", "costs.advice"]


def test_a_source_cited_again_keeps_its_number() -> None:
    """One source has one number and several marks."""
    guide = make.make_guide(
        summary="One [@hum1999]. Two [@other; @hum1999].",
        references=[make.make_reference(), make.make_reference(id="other")],
        handouts=[make.make_handout(include=["summary"])],
    )

    document = Edition.of(guide).document

    assert [(note.key, note.number, note.id) for note in list_notes(document)] == [
        ("hum1999", 1, "cite.hum1999.1"),
        ("other", 2, "cite.other.1"),
        ("hum1999", 1, "cite.hum1999.2"),
    ]


def test_an_unchecked_source_is_marked(complete: Document, back_pain: Guide) -> None:
    """The entry of a source that nobody checked has a note; other entries do not."""
    unchecked = {f"references.{one.id}" for one in back_pain.references if one.checked.how == "unchecked"}

    for entry in find_reference_list(complete).entries:
        assert ("(We have not yet checked this source.)" in flatten(entry.inlines)) == (entry.id in unchecked)


def test_a_source_is_cited_once_in_a_row() -> None:
    """A reference at the end of a text and again among the citations of its record has one mark there."""
    question = make.make_question(answer="Yes. [@one; @two]", citations=["two", "one", "three"])
    keys = ("hum1999", "one", "two", "three")
    guide = make.make_guide(
        questions=[question],
        references=[make.make_reference(id=key) for key in keys],
        handouts=[make.make_handout(include=["questions"])],
    )

    notes = list_notes(Edition.of(guide).document)

    assert [note.key for note in notes if note.key in keys[1:]] == ["one", "two", "three"]
