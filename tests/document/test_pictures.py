"""Pictures of sheets: the pictogram of a record before its words, and the visits of a course."""

from __future__ import annotations

from typing import Any

from acucontent.document.blocks import Figure, ListBlock, Paragraph, Pictogram, Words
from acucontent.document.compose.pictures import draw_course_strip, write_picture
from acucontent.document.compose.writer import Writer
from acucontent.document.labels import load_labels
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.sessions import Sessions


def make_writer(guide: Guide) -> Writer:
    """Return a writer of American English for a guide."""
    return Writer(guide, guide.regions[0], load_labels("en"), "en-US")


def test_a_picture_stands_before_words() -> None:
    """A record without a picture has nothing before its words."""
    assert write_picture("eat") == (Pictogram("eat"), Words(" "))
    assert write_picture(None) == ()


def test_the_strip_of_a_course_has_visits_and_review(back_pain: Guide) -> None:
    """The numbers are those of the guide, and the text alternative has all of them."""
    (figure,) = draw_course_strip(make_writer(back_pain))
    assert isinstance(figure, Figure)
    drawing: Any = figure.drawing
    amounts = back_pain.sessions.amounts

    assert (drawing.visits.low, drawing.visits.high) == (amounts.total.low, amounts.total.high)
    for number in (*drawing.visits.label.split(), *drawing.review.label.split()):
        assert not number.isdecimal() or number in figure.alternative


def test_a_course_without_whole_visits_is_no_strip(back_pain: Guide) -> None:
    """What cannot be counted in visits is not drawn."""
    fifth = back_pain.model_copy(update={"sessions": change_total(back_pain, 8.5)})

    assert draw_course_strip(make_writer(fifth)) == ()


def change_total(guide: Guide, low: float) -> Sessions:
    """Return the sessions of a guide with another least number of visits."""
    total = guide.sessions.amounts.total.model_copy(update={"low": low})
    amounts = guide.sessions.amounts.model_copy(update={"total": total})
    return guide.sessions.model_copy(update={"amounts": amounts})


def test_a_sheet_draws_the_course_and_the_pictures_of_its_records(back_pain: Guide) -> None:
    """A sheet that includes the amounts of care has the strip; a list of pictured records has a picture for each."""
    costs, choosing = (
        {one.id: one for one in Edition.of(back_pain, sheet).document.sections} for sheet in ("costs", "choosing")
    )

    assert [type(block) for block in costs["sessions.amounts"].blocks] == [Figure]
    (steps,) = choosing["practitioners.steps"].blocks
    assert isinstance(steps, ListBlock)
    assert steps.marker == "bullet"
    firsts = [item[0].inlines[0] for item in steps.items if isinstance(item[0], Paragraph)]
    assert firsts == [Pictogram(step.picture) for step in back_pain.practitioners.steps if step.picture]
