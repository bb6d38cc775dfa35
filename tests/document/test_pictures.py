"""Pictures of sheets: strips have the records that have a picture, and the QR code has the address of the clinic."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent.clinic import Clinic
from acucontent.document.blocks import Figure, Pictogram, Words
from acucontent.document.compose.pictures import draw_course_strip, draw_guide_code, draw_visit_strip, write_picture
from acucontent.document.compose.writer import Writer
from acucontent.document.drawings import QrCode
from acucontent.document.labels import load_labels
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from tests.factories import make_guide

ADDRESS = "https://clinic.example.org/back-pain"


def make_writer(guide: Guide) -> Writer:
    """Return a writer of American English for a guide."""
    return Writer(guide, guide.regions[0], load_labels("en"), "en-US")


def test_a_picture_stands_before_words() -> None:
    """A record without a picture has nothing before its words."""
    assert write_picture("eat") == (Pictogram("eat"), Words(" "))
    assert write_picture(None) == ()


def test_the_strip_of_a_visit_has_its_pictured_steps(back_pain: Guide) -> None:
    """Steps without a picture are left out, and the text alternative has every caption."""
    (figure,) = draw_visit_strip(make_writer(back_pain))
    assert isinstance(figure, Figure)
    drawing: Any = figure.drawing

    pictured = [step for step in back_pain.sessions.steps if step.picture]
    assert [(step.picture, step.caption) for step in drawing.steps] == [(step.picture, step.title) for step in pictured]
    assert all(step.title in figure.alternative for step in pictured)


def test_too_few_steps_are_no_strip() -> None:
    """A guide whose steps have no pictures has no strip."""
    assert draw_visit_strip(make_writer(make_guide())) == ()


def test_the_strip_of_a_course_has_visits_and_review(back_pain: Guide) -> None:
    """The numbers are those of the guide, and the text alternative has all of them."""
    (figure,) = draw_course_strip(make_writer(back_pain))
    assert isinstance(figure, Figure)
    drawing: Any = figure.drawing
    amounts = back_pain.sessions.amounts

    assert (drawing.visits.low, drawing.visits.high) == (amounts.total.low, amounts.total.high)
    for number in (*drawing.visits.label.split(), *drawing.review.label.split()):
        assert not number.isdecimal() or number in figure.alternative


@pytest.mark.parametrize("address", [ADDRESS, None])
def test_a_clinic_with_a_page_has_a_code(address: str | None, back_pain: Guide) -> None:
    """The code, its text alternative and its caption have the address; without a page there is no code."""
    found = draw_guide_code(make_writer(back_pain), Clinic(name="Example", guide_web=address))

    assert len(found) == (1 if address else 0)
    for figure in found:
        assert isinstance(figure, Figure)
        assert figure.drawing == QrCode(ADDRESS)
        assert ADDRESS in figure.alternative
        assert ADDRESS in flatten(figure.caption)
