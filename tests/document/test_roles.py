"""Each block says what it is, so that a format finds it by neither its words nor its position."""

from __future__ import annotations

from collections import Counter

import pytest

from acucontent.document.blocks import CertaintyWord, CrossLink, Facts, Note, Paragraph, Section, Table, Term
from acucontent.document.compose import PARTS, compose
from acucontent.document.compose.writer import Writer
from acucontent.document.direction import find_direction
from acucontent.document.document import Document
from acucontent.document.labels import labels_for
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from tests.factories import make_guide, make_handout


def test_each_part_has_the_role_of_its_name() -> None:
    """The role of a whole part is the name by which a handout includes it."""
    guide = make_guide()
    writer = Writer(guide, guide.regions[0], labels_for("en"), "en-US")

    assert {name: part(writer).role for name, part in PARTS.items()} == {name: name for name in PARTS}


def test_a_role_stands_once_in_a_document(documents: tuple[Document, ...]) -> None:
    """Every document has one safety section and one list of references; a sheet has a form, too."""
    for document in documents:
        sections = (block for block in document.blocks() if isinstance(block, Section) and block.role != "section")
        roles = Counter(section.role for section in sections)
        assert set(roles.values()) == {1}
        assert {"safety", "references"} <= set(roles)
        assert ("form" in roles) is not document.about.complete


def test_the_small_print_of_an_opening_has_its_roles(documents: tuple[Document, ...]) -> None:
    """One paragraph says which edition it is, and one whether a clinician has reviewed it."""
    for document in documents:
        roles = {block.role: flatten(block.inlines) for block in document.opening if isinstance(block, Paragraph)}
        assert roles["identity"] == f"{document.about.title}. {document.about.edition_note}"
        assert roles["review"].startswith(document.about.review_note)


def test_facts_and_columns_have_keys_of_their_own(documents: tuple[Document, ...]) -> None:
    """A key names one fact of its block, or one column of its table."""
    for document in documents:
        for block in document.blocks():
            if isinstance(block, Facts | Table):
                keys = [each.key for each in (block.rows if isinstance(block, Facts) else block.columns)]
                assert len(keys) == len(set(keys)), block.id


def test_the_imprint_needs_nothing_of_the_document(documents: tuple[Document, ...]) -> None:
    """It is whole on every sheet: it has the licence and who paid, and no link or citation that could lead nowhere."""
    for document in documents:
        facts = [fact.key for block in document.imprint if isinstance(block, Facts) for fact in block.rows]
        assert {"edition", "review", "licence"} <= set(facts)
        assert [block.id for block in document.imprint if isinstance(block, Section)] == [
            "review.funding",
            "review.conflicts",
        ]
        assert not any(isinstance(inline, CrossLink | Note) for inline in walk_inlines(document.imprint))


def test_the_key_to_the_words_is_there_when_there_are_such_words(complete: Document) -> None:
    """It explains every level that the document uses, and is a chapter only where a format makes it one."""
    words = {inline.level for inline in walk_inlines(complete.sections) if isinstance(inline, CertaintyWord)}
    key = complete.certainty_key

    assert key is not None
    assert key.role == "certainty_key"
    assert key not in complete.sections
    explained = {flatten(row[0]) for block in walk_blocks((key,)) if isinstance(block, Table) for row in block.rows}
    assert words - {"low or very low"} <= explained
    guide = make_guide(handouts=[make_handout(include=["key_points"])])
    assert Edition.of(guide).document.certainty_key is None


def test_glossary_entries_mark_their_word(complete: Document) -> None:
    """Each entry's title has the word that it explains; how to say it is not part of that."""
    (glossary,) = (section for section in complete.sections if section.role == "glossary")
    entries = [block for block in glossary.blocks if isinstance(block, Section)]
    words = [[inline for inline in entry.title if isinstance(inline, Term)] for entry in entries]

    assert len(words) > 30
    assert {len(each) for each in words} == {1}
    assert any(flatten(term) != flatten(entry.title) for term, entry in zip(words, entries, strict=True))


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en-US", "ltr"), ("en-simple", "ltr"), ("zh-Hant", "ltr"), ("ar", "rtl"), ("ar-Latn", "ltr"), ("he-IL", "rtl")],
)
def test_the_direction_is_that_of_the_script(language: str, direction: str) -> None:
    """The script of the tag decides, or the usual one of its language."""
    assert find_direction(language) == direction


def test_a_document_has_a_language_of_its_own(back_pain: Guide) -> None:
    """Its dates follow the language that is asked for; without one it is the guide's."""
    british = compose(back_pain, back_pain.handouts[0], back_pain.regions[0], language="en-GB")
    document = Edition.of(back_pain).document

    assert (document.language, document.direction) == (back_pain.language, "ltr")
    assert british.language == british.about.identity["language"] == "en-GB"
    assert british.about.edition_note != document.about.edition_note
