"""Blocks have roles and keys, so that formats do not find them by text or position."""

from __future__ import annotations

from collections import Counter

import pytest

from acucontent.document.blocks import CertaintyWord, CrossLink, Facts, Note, Paragraph, Section, Table, Term
from acucontent.document.compose import PARTS, compose_document
from acucontent.document.compose.writer import Writer
from acucontent.document.direction import find_direction
from acucontent.document.document import Document
from acucontent.document.labels import layer_labels
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from tests.factories import make_guide, make_handout


def test_each_part_has_the_role_of_its_name() -> None:
    """The role of a part is the name by which a handout includes it."""
    guide = make_guide()
    writer = Writer(guide, guide.regions[0], layer_labels(guide, guide.regions[0], "en-US"), "en-US")

    assert {name: part(writer).role for name, part in PARTS.items()} == {name: name for name in PARTS}


def test_roles_are_unique_in_a_document(documents: tuple[Document, ...]) -> None:
    """Every document has one safety section, and one reference list or, on a sheet, one line on the sources."""
    for document in documents:
        sections = (block for block in document.walk_blocks() if isinstance(block, Section) and block.role != "section")
        roles = Counter(section.role for section in sections)
        assert set(roles.values()) == {1}
        assert {"safety", "sources" if document.about.kind == "sheet" else "references"} <= set(roles)
        assert document.about.kind == "sheet" or not {"form", "sources", "help"} & set(roles)


def test_the_small_print_of_an_opening_has_its_roles(documents: tuple[Document, ...]) -> None:
    """One paragraph identifies the edition, and one states whether a clinician has reviewed it."""
    for document in documents:
        roles = {block.role: flatten(block.inlines) for block in document.opening if isinstance(block, Paragraph)}
        assert roles["identity"] == f"{document.about.title}. {document.about.edition_note}"
        assert roles["review"].startswith(document.about.review_note)


def test_keys_of_facts_and_columns_are_unique(documents: tuple[Document, ...]) -> None:
    """No two facts of a block, and no two columns of a table, have the same key."""
    for document in documents:
        for block in document.walk_blocks():
            if isinstance(block, Facts | Table):
                keys = [each.key for each in (block.rows if isinstance(block, Facts) else block.columns)]
                assert len(keys) == len(set(keys)), block.id


def test_the_imprint_is_complete_on_every_handout(documents: tuple[Document, ...]) -> None:
    """The imprint has the licence and the funding, and no links or citations, whose targets could be missing."""
    for document in documents:
        facts = [fact.key for block in document.imprint if isinstance(block, Facts) for fact in block.rows]
        assert {"edition", "review", "licence"} <= set(facts)
        assert [block.id for block in document.imprint if isinstance(block, Section)] == [
            "review.funding",
            "review.conflicts",
        ]
        assert not any(isinstance(inline, CrossLink | Note) for inline in walk_inlines(document.imprint))


def test_a_document_with_words_for_certainty_has_their_key(complete: Document) -> None:
    """The key explains every level that the document uses, and is not one of its sections."""
    words = {inline.level for inline in walk_inlines(complete.sections) if isinstance(inline, CertaintyWord)}
    key = complete.certainty_key

    assert key is not None
    assert key.role == "certainty_key"
    assert key not in complete.sections
    explained = {flatten(row[0]) for block in walk_blocks((key,)) if isinstance(block, Table) for row in block.rows}
    assert words - {"low or very low"} <= explained
    guide = make_guide(handouts=[make_handout(include=["key_points"])])
    assert Edition.of(guide).document.certainty_key is None


def test_glossary_entries_mark_their_term(complete: Document) -> None:
    """The title of each entry has one term, which does not include the pronunciation."""
    (glossary,) = (section for section in complete.sections if section.role == "glossary")
    entries = [block for block in glossary.blocks if isinstance(block, Section)]
    words = [[inline for inline in entry.title if isinstance(inline, Term)] for entry in entries]

    assert len(words) > 15
    assert {len(each) for each in words} == {1}
    assert any(flatten(term) != flatten(entry.title) for term, entry in zip(words, entries, strict=True))


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en-US", "ltr"), ("en-simple", "ltr"), ("zh-Hant", "ltr"), ("ar", "rtl"), ("ar-Latn", "ltr"), ("he-IL", "rtl")],
)
def test_the_direction_is_that_of_the_script(language: str, direction: str) -> None:
    """The direction depends on the script of the tag or else on the usual script of its language."""
    assert find_direction(language) == direction


def test_a_document_has_a_language_of_its_own(back_pain: Guide) -> None:
    """Dates follow the language of the document, which is that of the guide by default."""
    british = compose_document(back_pain, back_pain.handouts[0], back_pain.regions[0], language="en-GB")
    document = Edition.of(back_pain).document

    assert (document.language, document.direction) == (back_pain.language, "ltr")
    assert british.language == british.about.identity["language"] == "en-GB"
    assert british.about.edition_note != document.about.edition_note
