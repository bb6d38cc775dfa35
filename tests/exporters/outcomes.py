"""A guide with every kind of outcome, for tests: charts, counts, ratios, grades of bodies and three urgencies."""

from __future__ import annotations

from functools import cache

from acucontent.model.guide import Guide
from tests import factories as make

OUTCOMES = (
    make.make_outcome(
        id="days", name="hiccup days", scale={"singular": "day a month", "plural": "days a month", "counted": True}
    ),
    make.make_outcome(
        id="score",
        name="comfort",
        better="higher",
        scale={"singular": "point", "plural": "points", "least": 0, "most": 10, "important": 2},
    ),
    make.make_outcome(id="halved", name="hiccups at least halved", better="higher", scale=None),
    make.make_outcome(id="left", name="leaving the choir", scale=None),
)

NUMBERS = (
    {"outcome": "days", "time_frame": "after three months", "value": -1.5, "low": -2.5, "high": -0.5},
    {"outcome": "score", "time_frame": "after a week", "value": 1.25, "low": None, "high": None, "note": "one choir"},
    {"outcome": "days", "kind": "median difference", "value": -1, "low": None, "high": None, "time_frame": "in May"},
    {"outcome": "days", "kind": "standardized mean difference", "value": -0.56, "low": -0.65, "high": -0.48},
    {"outcome": "halved", "kind": "risk ratio", "value": 2.4, "low": 2.08, "high": 2.76},
    {"outcome": "halved", "kind": "odds ratio", "value": 1.88, "low": 1.3, "high": 2.72},
    {"outcome": "left", "kind": "hazard ratio", "value": 0.26, "low": 0.09, "high": 0.74},
)

COUNTS = make.make_counts(
    outcome="halved",
    time_frame="after three months",
    arms=[
        {"name": "humming added to silence", "count": 41, "low": 38, "high": 44, "people": 1200},
        {"name": "silence alone", "count": 17},
    ],
    people=2519,
    studies=4,
)

GRADE = {"name": "level A", "scheme": "Choir Academy", "meaning": "It should be sung"}
UNITS = {"weeks": ("months", 3, 6), "per_week": ("visits a month", 2, 4), "needle_minutes": ("minutes a visit", 9, 9)}


@cache
def make_outcome_guide() -> Guide:
    """Return the guide."""
    statement = make.make_statement(
        numbers=[make.make_estimate(**{"drawn": True} | number) for number in NUMBERS],
        counts=[COUNTS],
        comparator={"kind": "placebo", "description": "A sugar lump (placebo)"},
    )
    useless = make.make_statement(id="no-help", title="Loud humming", direction="does not help", numbers=[])
    recommendations = [
        make.make_recommendation(id="silent-board", position="no position", grade=GRADE),
        make.make_recommendation(id="unsure-board", position="insufficient evidence"),
    ]
    sessions = make.make_sessions()
    amounts = sessions["amounts"] | {
        name: make.make_quantity(unit=unit, low=low, high=high) for name, (unit, low, high) in UNITS.items()
    }
    flags = [
        make.make_red_flag(),
        make.make_red_flag(id="soon", sign="Hiccups most days", urgency="soon", action="Make an appointment soon."),
    ]
    evidence = make.make_evidence(outcomes=OUTCOMES, statements=[statement, useless], recommendations=recommendations)
    return make.make_guide(
        evidence=evidence,
        sessions=sessions | {"amounts": amounts},
        risks=make.make_risks(red_flags=flags),
        handouts=[make.make_handout(), make.make_handout(id="reference", kind="reference", include=["evidence"])],
    )
