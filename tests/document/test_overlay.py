"""A clinic's overlay adds a section and changes no clinical word."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from acucontent.checked_edition import make_edition
from acucontent.clinic import Clinic, ClinicNote, Overlay
from acucontent.document.blocks import Callout, Form
from acucontent.document.compose.sheet import END, STRIP
from acucontent.document.document import Document
from acucontent.document.traversal import list_blanks, walk_blocks
from acucontent.edition import Edition
from acucontent.model.base import NoSuchRecord
from acucontent.model.guide import Guide
from tests.document.examples import ODD
from tests.document.reading_order import find_section, get_text


def make_clinic(**changes: Any) -> Overlay:
    """Make an overlay of an invented clinic."""
    values = {
        "name": "Example Clinic",
        "address": ["1 Example Street", "Exampleton"],
        "phone": "555 0100",
        "out_of_hours": "555 0101",
        "emergency": "555 0102",
        "web": "https://www.example.org/",
        "email": "desk@example.org",
        "practitioners": [{"name": "A. Example", "credentials": "L.Ac.", "licence": "EX 123"}],
        "hours": ["Monday to Friday, 9 to 5"],
        "notes": [{"handout": "all", "text": "Ring the bell."}, {"handout": "first-visit", "text": "Come early."}],
    }
    return Overlay(Clinic.model_validate(values | changes))


def compose_handouts(guide: Guide, overlay: Overlay | None) -> list[Document]:
    """Compose every handout of a guide."""
    return [Edition.of(guide, handout, overlay=overlay).document for handout in guide.handouts.ids]


def test_no_clinical_word_changes(back_pain: Guide) -> None:
    """In every handout, all other sections and the content hash are the same with and without an overlay.

    Only the line on the sources of a sheet also says where to ask for the guide.
    """
    own_parts = ("clinic", "sources")
    for own, plain in zip(compose_handouts(back_pain, make_clinic()), compose_handouts(back_pain, None), strict=True):
        assert [one for one in own.sections if one.id not in own_parts] == [
            one for one in plain.sections if one.id not in own_parts
        ]
        sources, ours = (get_text([one for one in each.sections if one.id == "sources"]) for each in (plain, own))
        assert ours.startswith(sources)
        assert own.opening == plain.opening
        assert own.about.content_hash == plain.about.content_hash == back_pain.content_hash


def test_the_hash_changes_with_any_word(back_pain: Guide) -> None:
    """A guide with another title has another content hash."""
    assert back_pain.model_copy(update={"title": "Another"}).content_hash != back_pain.content_hash


@pytest.mark.parametrize(("handout", "note"), [("complete", "Ring the bell."), ("first-visit", "Come early.")])
def test_a_handout_has_its_own_note(back_pain: Guide, handout: str, note: str) -> None:
    """The section of the clinic has the note for all handouts, then the note for the handout."""
    document = Edition.of(back_pain, handout, overlay=make_clinic()).document
    (section,) = [one for one in document.sections if one.id == "clinic"]

    assert note in repr(section)


def test_a_note_for_an_unknown_handout_is_refused(back_pain: Guide) -> None:
    """The message names each such note and suggests the nearest handout; handouts of other guides can have notes."""
    notes = [{"handout": handout, "text": "Hello."} for handout in ("first-vist", "diary", "pionts")]

    with pytest.raises(NoSuchRecord) as caught:
        make_edition(back_pain, overlay=make_clinic(notes=notes), list_handouts=lambda: ["diary"])

    first, last = str(caught.value).splitlines()
    assert first.startswith("notes.0.handout: Unknown handout 'first-vist' in a note of the overlay.")
    assert "Did you mean 'points'" in last


@pytest.mark.parametrize("text", ["See [@mu2020].", "See [it](term:sham).", "See [it](point:BL40).", "<b>Hello</b>"])
def test_a_note_has_no_links_into_the_guide(text: str) -> None:
    """A clinic's note cannot have citations, links into the guide, or HTML."""
    with pytest.raises(ValueError, match=r"a citation or a link into the guide|raw HTML"):
        ClinicNote.model_validate({"handout": "all", "text": text})


def test_markup_in_a_name_is_text(back_pain: Guide) -> None:
    """Text that looks like markup in a name is shown as it is."""
    document = Edition.of(back_pain, "first-visit", overlay=make_clinic(name=ODD)).document

    assert document.about.clinic == ODD


@pytest.mark.parametrize(
    ("color", "message"),
    [
        ("#9fc5e8", r"contrast of '#9fc5e8' on white is 1\.\d:1, but text needs 4\.5:1\. Did you mean '#"),
        ("blue", "pattern"),
    ],
)
def test_a_color_that_cannot_be_read_is_refused(color: str, message: str) -> None:
    """If the contrast on white is too low, the message suggests the nearest readable color."""
    with pytest.raises(ValueError, match=message):
        make_clinic(color=color)


@pytest.mark.parametrize(("days", "stamped"), [(0, False), (1, True)])
def test_an_overdue_edition_is_marked(back_pain: Guide, days: int, stamped: bool) -> None:
    """An edition is marked from the day after its review was due, but never without a day of printing."""
    today = back_pain.review.next_due + datetime.timedelta(days=days)
    opening = Edition.of(back_pain, today=today).document.opening

    assert any(isinstance(block, Callout) and block.id == "overdue" for block in opening) is stamped
    assert not Edition.of(back_pain).document.about.overdue


def test_the_stamp_of_an_overdue_edition_names_a_sheet_or_a_guide(back_pain: Guide) -> None:
    """A volume is not called a sheet."""
    today = back_pain.review.next_due + datetime.timedelta(days=1)
    editions = [Edition.of(back_pain, one.id, today=today) for one in back_pain.handouts]
    stamps = {one.handout.kind: one.document.opening[0] for one in editions}

    titles = {kind: str(block.title) for kind, block in stamps.items() if isinstance(block, Callout)}
    names = {"guide": "guide", "reference": "guide", "sheet": "sheet", "decision aid": "sheet"}
    assert titles == {kind: f"This {name} is out of date" for kind, name in names.items()}


def test_sheets_have_a_form(back_pain: Guide) -> None:
    """A sheet for a visit or the days after it begins and ends with the same blanks; no other sheet has them."""
    for document in compose_handouts(back_pain, None):
        if back_pain.handouts[document.about.handout].kind != "sheet":
            continue
        forms = [block for block in document.walk_blocks() if isinstance(block, Form)]
        names = [blank.name for form in forms for blank in form.blanks]

        is_filled = back_pain.handouts[document.about.handout].situation in ("at the visit", "after a visit")
        assert names[:3] == ([*STRIP] if is_filled else [])
        assert names[-2:] == ([*END] if is_filled else [])
        assert len(names) == len(set(names))


def test_questions_have_boxes(back_pain: Guide) -> None:
    """The sheet on choosing has a box for each question to ask, named by the question."""
    section = find_section(Edition.of(back_pain, "choosing").document, "practitioners.questions")
    blanks = [blank for block in walk_blocks((section,)) for blank in list_blanks(block)]

    assert [(blank.kind, blank.label) for blank in blanks] == [
        ("check", one.short) for one in back_pain.practitioners.questions
    ]
