"""One guide gives a guide for patients and a reference volume, and an ebook of both."""

from __future__ import annotations

import pytest

from acucontent.document.blocks import CertaintyWord, CrossLink, Figure, ListBlock, Section, Table
from acucontent.document.compose.findings import KEY, has_marks
from acucontent.document.compose.linked_terms import drop_unlinked_terms
from acucontent.document.document import Document
from acucontent.document.drawings import DifferenceChart
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from tests import factories as make
from tests.document.reading_order import find_section, get_text

ALL = ["evidence", "mechanisms", "maps", "acupoints", "glossary", "review"]
HANDOUTS = [
    make.make_handout(),
    make.make_handout(id="reference", kind="reference", title="All figures", include=ALL),
]
GUIDE = make.make_guide(handouts=HANDOUTS)
PATIENTS, FULL = (Edition.of(GUIDE, one).document for one in ("complete", "reference"))
BOOK = Edition.of(GUIDE).book


def test_patients_read_the_plain_line_with_its_mark() -> None:
    """A condition has what it is, the verdict and the plain line of each finding, without figures or intervals."""
    text = get_text([find_section(PATIENTS, "conditions.hiccups")])

    assert "People who hummed had one hiccup less in a minute." in text
    assert "Low certainty." in text
    assert "interval" not in get_text(PATIENTS.sections)
    assert not any(isinstance(getattr(block, "drawing", None), DifferenceChart) for block in PATIENTS.walk_blocks())


def test_the_reference_volume_has_each_finding_in_full_once() -> None:
    """The finding is in full under its condition; its plain line is not repeated there."""
    section = find_section(FULL, "evidence.statements.hum-vs-silence")
    group = find_section(FULL, "evidence.statements.for_hiccups")

    assert section in group.blocks
    assert "Nobody counted at night." in get_text([section])
    assert "interval" in get_text([section])
    assert "People who hummed" not in get_text(FULL.sections)


def test_a_finding_with_the_title_of_its_condition_has_one_heading() -> None:
    """The only finding of a condition is not below another heading with the same words."""
    statement = make.make_statement(title="Hiccups")
    guide = make.make_guide(evidence=make.make_evidence(statements=[statement]), handouts=HANDOUTS)

    findings = find_section(Edition.of(guide, "reference").document, "evidence.statements")

    sections = [block.id for block in findings.blocks if isinstance(block, Section)]
    assert sections == ["evidence.statements.hum-vs-silence"]


def test_a_finding_without_a_plain_line_is_for_the_reference_volume() -> None:
    """Patients do not read a finding that has no plain line."""
    evidence = make.make_evidence(statements=[make.make_statement(plain=None)])
    guide = make.make_guide(evidence=evidence, handouts=HANDOUTS)
    title = make.make_statement().title

    assert title not in get_text(Edition.of(guide).document.sections)
    assert title in get_text(Edition.of(guide, "reference").document.sections)


def test_the_key_comes_once_before_the_first_mark() -> None:
    """The guide has the key in front of its conditions; a sheet has it before its first block with marks."""
    include = ["costs.advice", "evidence.statements.hum-vs-silence"]
    guide = make.make_guide(handouts=[*HANDOUTS, make.make_handout(id="sheet", include=include)])
    sheet = Edition.of(guide, "sheet").document
    keys = [block for block in PATIENTS.walk_blocks() if isinstance(block, Section) and block.id.endswith(".certainty")]

    assert [one.id for one in keys] == ["evidence.certainty"]
    assert [one.id for one in sheet.sections][:3] == ["costs.advice", "evidence.certainty", include[1]]
    assert "All figures" in get_text(keys)


@pytest.mark.parametrize(
    ("kind", "include"),
    [
        *(("guide", [*each]) for each in (["conditions", "evidence"], ["conditions.hiccups", "evidence"])),
        *(("reference", [*each]) for each in (["conditions", "evidence"], ["conditions.hiccups", "evidence"])),
        *(("sheet", [*each]) for each in (["conditions", "evidence"], ["conditions.hiccups", "evidence"])),
        ("sheet", ["evidence.certainty", "conditions"]),
    ],
)
def test_the_key_comes_once_whatever_a_handout_includes(kind: str, include: list[str]) -> None:
    """Several parts have the key; a handout can have all of them, or a section of one without the key of its part."""
    first = make.make_handout(**{"include": include} if kind == "guide" else {})
    other = make.make_handout(id="other", kind=kind, title="Other", include=include)
    guide = make.make_guide(handouts=[first] if kind == "guide" else [first, other])
    blocks = [*walk_blocks(Edition.of(guide, guide.handouts[-1].id).document.sections)]
    items = [number for number, block in enumerate(blocks) if isinstance(block, ListBlock) and has_marks((block,))]
    keys = [number for number, block in enumerate(blocks) if isinstance(block, Section) and block.id == KEY]

    assert len(keys) == 1
    assert items
    assert keys[0] < items[0]


def test_an_ungraded_finding_has_no_mark() -> None:
    """Dots stand for grades; without one there are none."""
    certainty = [make.make_certainty(level="not graded", graded_by=None)]
    evidence = make.make_evidence(statements=[make.make_statement(certainty=certainty)])
    document = Edition.of(make.make_guide(evidence=evidence)).document

    words = walk_inlines(find_section(document, "conditions").blocks)
    assert not [one for one in words if isinstance(one, CertaintyWord)]


def test_of_a_range_the_lowest_grade_is_marked() -> None:
    """If graders disagree, the mark is that of the most careful one, and the word is the range."""
    levels = [make.make_certainty(level=level) for level in ("moderate", "very low")]
    evidence = make.make_evidence(statements=[make.make_statement(certainty=levels)])
    condition = find_section(Edition.of(make.make_guide(evidence=evidence)).document, "conditions.hiccups")

    words = [one for one in walk_inlines((condition,)) if isinstance(one, CertaintyWord)]
    assert [(one.level, one.marked) for one in words] == [("very low", True)]
    assert "Moderate to very low certainty." in get_text([condition])


def test_the_book_has_both_volumes_as_parts() -> None:
    """The sections of the guide come first, then those of the reference volume, then the back matter."""
    first, second = BOOK.parts

    assert (first.title, second.title) == ("Humming for hiccups", "All figures")
    assert [one.id for one in BOOK.sections] == [*first.sections, *second.sections, "glossary", "review", "references"]
    assert second.sections[0] == "reference"
    assert PATIENTS.parts == ()


def test_links_to_figures_are_real_in_the_book_only() -> None:
    """The guide for patients names the reference volume; in the book, the same words are links."""
    targets = {one.to for one in walk_inlines(BOOK.sections) if isinstance(one, CrossLink)}

    assert {"evidence.statements", "evidence.statements.hum-vs-silence"} <= targets
    assert targets <= {*BOOK.walk_ids()}
    shown = {one.to for one in walk_inlines(PATIENTS.sections) if isinstance(one, CrossLink)}
    assert "evidence.statements" not in shown
    assert "are in the second volume, “All figures.”" in get_text(PATIENTS.sections)


def test_the_book_has_every_word_of_both_volumes(back_pain: Guide) -> None:
    """No finding, point or recommendation of either volume is missing from the ebook, and each id is unique."""
    book = Edition.of(back_pain).book
    text, ids = get_text(book.sections), [*book.walk_ids()]

    assert len(ids) == len(set(ids))
    for handout in ("complete", "reference"):
        for block in Edition.of(back_pain, handout).document.walk_blocks():
            if isinstance(block, Section) and not block.listed:
                assert [unit for unit in get_text([block]).splitlines() if unit not in text] == [], block.id


def test_warning_signs_are_in_full_once() -> None:
    """A volume has each sign with its action in the safety section, and the part on risks links to it."""
    flag = GUIDE.risks.red_flags[0]
    links = [one for one in walk_inlines((find_section(PATIENTS, "risks"),)) if isinstance(one, CrossLink)]

    assert get_text(PATIENTS.sections).count(f"{flag.sign}. ") == 1
    assert links[0].to == "safety"


def test_only_linked_terms_are_listed() -> None:
    """A term is listed if a text links to it, or the entry of a listed term does."""
    terms = [
        make.make_term(definition="Not a [cough](term:cough)."),
        make.make_term(id="cough", term="cough"),
        make.make_term(id="sneeze", term="sneeze"),
    ]
    document = Edition.of(make.make_guide(glossary=terms, conditions=[make.make_condition()])).document

    entries = [block.id for block in find_section(document, "glossary").blocks if isinstance(block, Section)]
    assert entries == ["glossary.hiccup", "glossary.cough"]
    assert drop_unlinked_terms((), (find_section(document, "glossary"),)) == ()


def test_each_table_and_picture_has_a_name_of_its_own(back_pain: Guide) -> None:
    """An equal picture is in a book once, so that lists of pictures do not repeat it."""
    book: Document = Edition.of(back_pain).book
    drawn = [block for block in walk_blocks(book.sections) if isinstance(block, Figure | Table)]

    assert len({block.id for block in drawn}) == len(drawn)
