"""Figures are drawn from the guide, and their text alternatives contain everything that they show."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent.document.blocks import Figure, ListBlock, Section
from acucontent.document.document import Document
from acucontent.document.drawings import (
    BodyMap,
    CourseOfWeeks,
    DifferenceChart,
    IconArray,
    PairedIcons,
    RareCases,
    VisitTimeline,
)
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from tests import factories as make


def index_figures(document: Document) -> dict[str, Figure]:
    """Return the figures of a document by id."""
    return {block.id: block for block in document.walk_blocks() if isinstance(block, Figure)}


def test_the_guide_has_a_figure_of_each_kind(complete: Document) -> None:
    """Points, differences, people helped, harms, a visit and a course are shown as pictures."""
    kinds = {type(figure.drawing) for figure in index_figures(complete).values()}

    assert kinds == {BodyMap, CourseOfWeeks, DifferenceChart, IconArray, PairedIcons, RareCases, VisitTimeline}


def test_the_chart_shows_the_findings(complete: Document, back_pain: Guide) -> None:
    """Each row has the number of a finding, and the important difference is marked."""
    chart: Any = index_figures(complete)["evidence.outcomes.pain_figure"].drawing
    rows = {round(row.value, 2): row.interval for row in chart.rows}

    assert rows[10.26] == (3.4, 17.11)
    assert chart.important == 15
    assert back_pain.evidence.statements["pain-vs-usual-care"].numbers[0].value == -10.26


def test_the_chart_has_a_text_alternative(complete: Document) -> None:
    """The text alternative has each value, each range and the important difference."""
    alternative = index_figures(complete)["evidence.outcomes.pain_figure"].alternative

    for words in (
        "Result: 10 points lower, likely between 3 and 17",
        "15 points: the smallest drop that matters",
    ):
        assert words in alternative


@pytest.mark.parametrize(
    ("effect", "icons"), [("any-effect", 9), ("bleeding-or-bruise", 6), ("soreness-or-pain", 2)], ids=str
)
def test_harms_are_counted_in_people(complete: Document, effect: str, icons: int) -> None:
    """The number of filled icons is the measured rate in 100 people, and the text has the same number."""
    figure = index_figures(complete)[f"risks.effects.{effect}_figure"]
    drawing: Any = figure.drawing

    assert (drawing.groups[0].icons, drawing.of) == (icons, 100)
    assert f"About {icons} in 100" in figure.alternative


@pytest.mark.parametrize(("effect", "of"), [("serious-effect", "10,000"), ("collapsed-lung", "100,000")], ids=str)
def test_rare_harms_are_dots_in_squares(complete: Document, effect: str, of: str) -> None:
    """Effects in fewer than 1 in 100 people are a dot for each person in a hundred squares of many people."""
    figure = index_figures(complete)[f"risks.effects.{effect}_figure"]

    assert isinstance(figure.drawing, RareCases)
    assert figure.drawing.count == 1
    assert f"about 1 in {of} people" in figure.alternative


@pytest.mark.parametrize(("unit", "icons"), [("patients", 7), ("courses", None)])
def test_half_a_person_is_rounded_up_in_words_and_icons(unit: str, icons: int | None) -> None:
    """Words and icons have the same number of people; courses of care are not drawn as people."""
    rate = make.make_rate(count=65, of=1000, unit=unit, low=None, high=None)
    effect = make.make_effect(rate=rate, frequency="common")
    found = index_figures(Edition.of(make.make_guide(risks=make.make_risks(effects=[effect]))).document)
    figure: Any = found.get(f"risks.effects.{effect.id}_figure")

    assert (figure and figure.drawing.groups[0].icons) == icons
    assert icons is None or ("About 7 in 100" in figure.alternative and "other 93" in figure.alternative)


@pytest.mark.parametrize("review", [{"low": 2.5, "high": 4}, {"low": 2, "high": 3, "unit": "weeks"}])
def test_a_course_is_drawn_in_whole_visits_only(review: dict[str, Any]) -> None:
    """A review after half a visit, or after weeks, is in words only: a picture would show something else."""
    progress = make.make_sessions()["progress"]
    changed = progress | {"review_after": make.make_quantity(**({"low": 2, "high": 3, "unit": "visits"} | review))}
    guide = make.make_guide(sessions=make.make_sessions(progress=changed))

    assert "sessions.amounts_figure" in index_figures(Edition.of(make.make_guide()).document)
    assert "sessions.amounts_figure" not in index_figures(Edition.of(guide).document)


def test_every_point_of_a_map_is_drawn_and_named(complete: Document, back_pain: Guide) -> None:
    """A map shows each of its points, and its text alternative names each of them."""
    for shown in back_pain.maps:
        figure = index_figures(complete)[f"maps.{shown.id}_figure"]
        drawing: Any = figure.drawing
        labels = {point.label for panel in drawing.panels for point in panel.points}

        assert labels == {str(code) for code in shown.points}
        assert all(str(code) in figure.alternative for code in shown.points)


def test_captions_are_unique(complete: Document) -> None:
    """Figures can be distinguished in a list of figures."""
    captions = [flatten(figure.caption) for figure in index_figures(complete).values()]

    assert len(captions) > 5
    assert len(set(captions)) == len(captions)


def test_a_visit_has_a_text_alternative(complete: Document) -> None:
    """The text alternative has each step in order, and each phase once."""
    figure = index_figures(complete)["sessions.steps_figure"]
    drawing: Any = figure.drawing

    assert [figure.alternative.count(f"{phase}: ") for phase in ("Before", "During", "After")] == [1, 1, 1]
    places = [figure.alternative.index(step.label) for step in drawing.steps]
    assert places == sorted(places)


def test_a_course_too_long_to_draw_has_only_a_table() -> None:
    """A course that cannot be drawn has no figure, but its table has the same facts."""
    amounts = {
        "needles": make.make_quantity(low=0, high=0, unit="needles"),
        "needle_minutes": make.make_quantity(),
        "visit_minutes": make.make_quantity(low=20, high=30),
        "per_week": make.make_quantity(low=1, high=2, unit="visits a week"),
        "weeks": make.make_quantity(low=50, high=90, unit="weeks"),
        "total": make.make_quantity(low=60, high=120, unit="visits"),
    }
    document = Edition.of(make.make_guide(sessions=make.make_sessions(amounts=amounts))).document

    assert "sessions.amounts_figure" not in index_figures(document)
    assert "sessions.amounts_table" in document.walk_ids()


def test_steps_are_numbered_as_in_the_figure(complete: Document) -> None:
    """The numbers of the steps continue from phase to phase, as in the figure."""
    lists = [
        block
        for section in complete.walk_blocks()
        if isinstance(section, Section) and section.id.startswith("sessions.steps.")
        for block in section.blocks
        if isinstance(block, ListBlock)
    ]
    numbers = [one.first + index for one in lists for index in range(len(one.items))]
    drawing: Any = index_figures(complete)["sessions.steps_figure"].drawing

    assert numbers == list(range(1, len(drawing.steps) + 1))
