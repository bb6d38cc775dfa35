"""A tiny guide and its records, for tests that need few values of their own: `make_guide(title="…")`.

The content is invented: humming against hiccups. Each factory fills in the fields that a test does not name, and raises
pydantic's `ValidationError` for invalid ones. A dash in a key is written as an underscore.
"""

from __future__ import annotations

from typing import Any, TypeVar

from acucontent.edition import PrintedSource
from acucontent.model.acceptance import Acceptance
from acucontent.model.acupoints import Acupoint, PointMap
from acucontent.model.alternatives import Alternative
from acucontent.model.base import Record
from acucontent.model.condition_words import ConditionWords
from acucontent.model.conditions import Condition
from acucontent.model.costs import Coverage, Price
from acucontent.model.decision import Decision, DecisionComparison, DecisionOption
from acucontent.model.evidence import Certainty, Recommendation, Statement
from acucontent.model.forms import Checklist, Form
from acucontent.model.glossary import Term
from acucontent.model.guide import Guide, Review
from acucontent.model.handouts import Handout
from acucontent.model.mechanisms import Mechanism
from acucontent.model.outcomes import ArmCounts, Outcome, Scale
from acucontent.model.practitioners import Credential
from acucontent.model.questions import PatientQuestion
from acucontent.model.ranges import Estimate, Quantity, Rate
from acucontent.model.references import Reference
from acucontent.model.risks import Effect, Precaution, RedFlag
from acucontent.model.sessions import Sensation, Step
from acucontent.model.situations import SITUATIONS
from acucontent.model.tables import TextTable

R = TypeVar("R", bound=Record)

PARTS = (
    "summary",
    "key_points",
    "conditions",
    "evidence",
    "mechanisms",
    "sessions",
    "risks",
    "maps",
    "acupoints",
    "practitioners",
    "costs",
    "alternatives",
    "decision",
    "questions",
    "forms",
    "checklists",
    "tables",
    "glossary",
    "review",
)
"""The parts that a handout can include."""


def make_guide(**changes: Any) -> Guide:
    """Return a tiny guide with every part; an argument replaces a whole field, by records or by plain data.

    The guide cites the reference `hum1999` and links to the finding `hum-vs-silence`. It links to the term `hiccup`,
    unless the glossary is replaced.
    """
    usual = _make_shared_guide()
    if "glossary" in changes:
        usual = usual | {"conditions": [make_condition(known="A jerk of the breathing muscle.")]}
    return _make_record(Guide, usual, changes)


def make_short_guide(**changes: Any) -> Guide:
    """Return a tiny guide with every part, of which a handout of a few pages prints only the summary."""
    return make_guide(**{"handouts": [make_handout(include=["summary"])]} | changes)


def make_evidence(**changes: Any) -> dict[str, Any]:
    """Return the findings of studies."""
    return {
        "introduction": "Humming was compared with silence.",
        "outcomes": [make_outcome()],
        "statements": [make_statement()],
        "recommendations": [make_recommendation()],
        "unknowns": [
            {
                "id": "which-tune",
                "text": "Nobody knows which tune is best.",
                "short": "Nobody knows which tune is best.",
            }
        ],
    } | changes


def make_sessions(**changes: Any) -> dict[str, Any]:
    """Return a course of humming."""
    return {
        "introduction": "You hum, and someone listens.",
        "amounts": _make_amounts(),
        "prepare": [{"id": "drink", "text": "Drink some water.", "short": "Drink some water."}],
        "tell": [{"id": "sore-throat", "text": "Say if your throat is sore.", "short": "Say if your throat is sore."}],
        "steps": [make_step()],
        "sensations": [make_sensation()],
        "aftercare": [{"id": "rest", "text": "Rest your voice.", "short": "Rest your voice."}],
        "progress": {
            "signs": [{"id": "fewer", "text": "You hiccup less.", "short": "You hiccup less."}],
            "review_after": make_quantity(low=2, high=3, unit="visits"),
            "review": "Count your hiccups.",
            "stop": [{"id": "hoarse", "text": "Stop if you get hoarse.", "short": "Stop if you get hoarse."}],
        },
    } | changes


def make_risks(**changes: Any) -> dict[str, Any]:
    """Return the risks of humming."""
    return {
        "introduction": "Humming is loud.",
        "red_flags": [
            make_red_flag(),
            make_red_flag(id="two-days", sign="Hiccups for more than two days", urgency="urgent"),
        ],
        "precautions": [
            make_precaution(),
            make_precaution(id="library", situation="You are in a library", action="tell"),
        ],
        "effects": [make_effect()],
        "needle_safety": [
            {
                "id": "no-needles",
                "text": "There are no needles in humming.",
                "short": "There are no needles in humming.",
            }
        ],
    } | changes


def make_practitioners(**changes: Any) -> dict[str, Any]:
    """Return how to find a person who hums."""
    return {
        "introduction": "Anyone may hum.",
        "credentials": [make_credential()],
        "steps": [{"id": "listen", "text": "Listen to a tune first.", "short": "Listen to a tune first."}],
        "questions": [{"id": "which-key", "text": "In which key do you hum?", "short": "In which key do you hum?"}],
        "warning_signs": [{"id": "shouting", "text": "They shout.", "short": "They shout."}],
    } | changes


def make_costs(**changes: Any) -> dict[str, Any]:
    """Return the costs of humming."""
    return {
        "introduction": "Humming costs little.",
        "prices": [make_price()],
        "coverage": [make_coverage()],
        "advice": [{"id": "ask", "text": "Ask what a tune costs.", "short": "Ask what a tune costs."}],
    } | changes


def make_review(**changes: Any) -> Review:
    """Return a review that is still to come."""
    return _make_record(Review, {"status": "not reviewed", "next_due": "2031-01-01"}, changes)


def make_source(**changes: Any) -> PrintedSource:
    """Return a paged file as it is sold, but without an ISBN."""
    values: dict[str, Any] = {"title": "Humming for hiccups", "edition": "1.0.0", "region": "US", "clinic": None}
    values |= {"language": None, "format": "pdf", "options": (), "isbn": None}
    return PrintedSource(**(values | changes))


def make_handout(**changes: Any) -> Handout:
    """Return a handout with the whole guide; with another id, a sheet."""
    whole = {"id": "complete", "title": "Humming for hiccups", "purpose": "This is the whole guide.", "include": PARTS}
    sheet = {"situation": "before booking", "message": "Hum only if you like."}
    kind = "guide" if changes.get("id", "complete") == "complete" else "sheet"
    return _make_record(Handout, {**whole, **sheet, "kind": kind}, changes)


def make_reference(**changes: Any) -> Reference:
    """Return a journal article that was read."""
    article = {
        "id": "hum1999",
        "type": "article-journal",
        "title": "Humming against hiccups",
        "author": [{"family": "Hummer", "given": "Ada"}],
        "container-title": "Journal of Invented Medicine",
        "issued": {"date-parts": [[1999]]},
        "volume": "1",
        "issue": "2",
        "page": "3-4",
        "checked": {"how": "read", "on": "2030-01-01"},
    }
    return _make_record(Reference, article, {name.replace("_", "-"): value for name, value in changes.items()})


def make_statement(**changes: Any) -> Statement:
    """Return a finding with a figure, two graders and limits."""
    finding = {
        "id": "hum-vs-silence",
        "title": "Hiccups, compared with silence",
        "population": "Adults with hiccups in a made-up town",
        "outcome": "Hiccups in a minute",
        "time_frame": "Just after one tune",
        "comparator": {"kind": "no treatment", "description": "Sitting in silence"},
        "direction": "slightly better",
        "size": "About one hiccup less in a minute.",
        "plain": "People who hummed had one hiccup less in a minute.",
        "numbers": [make_estimate()],
        "certainty": [make_certainty(), make_certainty(level="not graded", graded_by=None)],
        "limits": "Nobody counted at night.",
        "citations": ["hum1999"],
    }
    return _make_record(Statement, finding, changes)


def make_outcome(**changes: Any) -> Outcome:
    """Return an outcome that is counted."""
    outcome = {"id": "hiccups", "name": "hiccups", "better": "lower", "scale": make_scale()}
    return _make_record(Outcome, outcome, changes)


def make_scale(**changes: Any) -> Scale:
    """Return a scale of hiccups in a minute."""
    return _make_record(Scale, {"singular": "hiccup a minute", "plural": "hiccups a minute", "counted": True}, changes)


def make_counts(**changes: Any) -> ArmCounts:
    """Return the counts of two groups."""
    counts = {
        "outcome": "hiccups",
        "time_frame": "after one tune",
        "arms": [{"name": "humming", "count": 41}, {"name": "silence", "count": 17}],
        "checked": "read",
        "citation": "hum1999",
    }
    return _make_record(ArmCounts, counts, changes)


def make_certainty(**changes: Any) -> Certainty:
    """Return a grade and its grader."""
    return _make_record(Certainty, {"level": "low", "graded_by": "the Hiccup Board", "citation": None}, changes)


def make_estimate(**changes: Any) -> Estimate:
    """Return a difference with its interval."""
    difference = {
        "outcome": "hiccups",
        "time_frame": "just after one tune",
        "value": -1.5,
        "low": -2,
        "high": -1,
        "kind": "mean difference",
        "drawn": False,
        "people": 40,
        "studies": 1,
        "checked": "read",
        "citation": "hum1999",
    }
    return _make_record(Estimate, difference, changes)


def make_recommendation(**changes: Any) -> Recommendation:
    """Return a recommendation of an invented body."""
    advice = {
        "id": "hiccup-board",
        "body": "The Hiccup Board",
        "region": "US",
        "year": 2001,
        "position": "an option",
        "statement": "Humming can be tried.",
        "short": "Humming can be tried.",
        "scope": "Adults with hiccups",
        "status": "current",
        "citations": ["hum1999"],
    }
    return _make_record(Recommendation, advice, changes)


def make_condition(**changes: Any) -> Condition:
    """Return hiccups, with the finding about them."""
    hiccups = {
        "id": "hiccups",
        "name": "Hiccups",
        "medical_name": "Singultus",
        "known": "A jerk of the breathing muscle, or [hiccup](term:hiccup).",
        "evidence": ["hum-vs-silence"],
        "verdict": "may help a little",
        "verdict_reason": "One study of 40 people.",
        "citations": ["hum1999"],
    }
    return _make_record(Condition, hiccups, changes)


def make_condition_words(**changes: Any) -> ConditionWords:
    """Return hiccups in the forms that sentences need."""
    words = {
        "name": "hiccups that do not stop",
        "short_name": "hiccups",
        "people": "people with hiccups",
        "measured": "hiccups a minute",
    }
    return _make_record(ConditionWords, words, changes)


def make_mechanism(**changes: Any) -> Mechanism:
    """Return an account that has not been tested."""
    account = {
        "id": "slow-breath",
        "name": "Slow breath",
        "kind": "laboratory",
        "status": "hypothesis",
        "explanation": "Humming may slow the breath.",
    }
    return _make_record(Mechanism, account, changes)


def make_quantity(**changes: Any) -> Quantity:
    """Return a range of minutes."""
    return _make_record(Quantity, {"low": 5, "high": 10, "unit": "minutes"}, changes)


def make_step(**changes: Any) -> Step:
    """Return the first step of a visit."""
    step = {
        "id": "first-tune",
        "phase": "during",
        "title": "The first tune",
        "text": "You hum one tune.",
        "short": "You hum.",
    }
    return _make_record(Step, step, changes)


def make_sensation(**changes: Any) -> Sensation:
    """Return a sensation of humming."""
    return _make_record(
        Sensation, {"id": "tickle", "name": "A tickle", "text": "Your nose may tickle.", "short": "A tickle."}, changes
    )


def make_red_flag(**changes: Any) -> RedFlag:
    """Return a sign that needs a doctor at once."""
    sign = {
        "id": "blue-lips",
        "sign": "Blue lips",
        "short": changes.get("sign", "Blue lips"),
        "urgency": "emergency",
        "situations": SITUATIONS,
        "action": "Call for help. You need air.",
    }
    return _make_record(RedFlag, sign, changes)


def make_precaution(**changes: Any) -> Precaution:
    """Return a situation in which not to hum."""
    situation = {
        "id": "full-mouth",
        "situation": "Your mouth is full",
        "short": changes.get("situation", "Your mouth is full"),
        "action": "avoid",
        "situations": SITUATIONS,
        "advice": "Swallow first.",
        "why": "You could choke.",
    }
    return _make_record(Precaution, situation, changes)


def make_effect(**changes: Any) -> Effect:
    """Return an unwanted effect with a rate."""
    effect = {
        "id": "hoarseness",
        "name": "A rough voice",
        "medical_name": "Hoarseness",
        "severity": "mild",
        "frequency": "common",
        "rate": make_rate(),
        "text": "Your voice may get rough.",
        "short": "A rough voice.",
        "action": "Drink some water.",
        "citations": ["hum1999"],
    }
    return _make_record(Effect, effect, changes)


def make_rate(**changes: Any) -> Rate:
    """Return a rate of cases in a number of people."""
    rate = {
        "count": 3,
        "of": 100,
        "unit": "patients",
        "low": 2,
        "high": 4,
        "population": "Hummers in a made-up town",
        "checked": "read",
        "citation": "hum1999",
    }
    return _make_record(Rate, rate, changes)


def make_map(**changes: Any) -> PointMap:
    """Return a map of one point."""
    values = {"id": "the-map", "title": "The map", "introduction": "Look at it.", "points": ["BL40"]}
    return PointMap.model_validate(values | changes)


def make_acupoint(**changes: Any) -> Acupoint:
    """Return a point on both sides."""
    point = {
        "code": "BL40",
        "names": {"pinyin": "Wěizhōng", "zh_hans": "委中", "zh_hant": "委中", "english": "Middle of the Bend"},
        "kind": "bilateral",
        "place": "In the middle of the fold behind the knee.",
        "location": "Posterior knee, midpoint of the popliteal crease",
        "short": "Behind the knee.",
        "region": "knee and lower leg",
        "traditional_use": "Tradition names it in songs.",
        "cautions": [{"kind": "nerve", "text": "A nerve lies here."}],
        "pregnancy": "none found",
        "diagram": {"view": "back", "x": 0.05, "y": 0.7, "tolerance": 0.02},
    }
    return _make_record(Acupoint, point, changes)


def make_credential(**changes: Any) -> Credential:
    """Return an invented register."""
    register = {
        "id": "humming-register",
        "body": "Register of Hummers",
        "former_names": ["Guild of Hummers"],
        "region": "GB",
        "kind": "register",
        "meaning": "It lists people who hum.",
        "short": "It lists people who hum.",
        "look_up": "https://example.org/hummers",
        "phone": "020 7946 0000",
        "as_of": "2030-01-01",
    }
    return _make_record(Credential, register, changes)


def make_price(**changes: Any) -> Price:
    """Return the price of a visit."""
    price = {
        "id": "one-tune",
        "region": "US",
        "per": "visit",
        "currency": "USD",
        "low": 5,
        "high": 7.5,
        "basis": "Made up.",
        "short": "Made up.",
        "as_of": "2030-01-01",
    }
    return _make_record(Price, price, changes)


def make_coverage(**changes: Any) -> Coverage:
    """Return the payments of a payer."""
    coverage = {
        "id": "song-fund",
        "payer": "The Song Fund",
        "region": "international",
        "who_qualifies": "Anyone who hiccups.",
        "limits": "Ten tunes.",
        "who_may_bill": "Hummers.",
        "you_pay": "Nothing.",
        "short": "You pay nothing.",
        "as_of": "2030-01-01",
    }
    return _make_record(Coverage, coverage, changes)


def make_alternative(**changes: Any) -> Alternative:
    """Return another therapy."""
    other = {
        "id": "water",
        "therapy": "A glass of water",
        "purpose": "new hiccups",
        "certainty": make_certainty(),
        "text": "Drink it slowly.",
        "short": "Drink it slowly.",
    }
    return _make_record(Alternative, other, changes)


DECISION_QUESTIONS = {
    "help": ("Will it stop my hiccups?", "benefit"),
    "when": ("How long until I know?", "other"),
    "harm": ("What can go wrong?", "harm"),
    "cost": ("What does it cost?", "other"),
    "effort": ("What do I have to do?", "other"),
    "no-help": ("What if it does not help?", "other"),
}
"""The questions of the decision aid by id: the question, and what it is about."""


def make_decision(**changes: Any) -> Decision:
    """Return a choice between humming, water and waiting, with a comparison of humming and silence."""
    decision = {
        "choice": "Do you want to hum?",
        "for_whom": "This is for adults who hiccup.",
        "questions": [
            {"id": id_, "question": text, "about": about} for id_, (text, about) in DECISION_QUESTIONS.items()
        ],
        "options": [
            make_decision_option(),
            make_decision_option(id="water", name="A glass of water", short_name="Water"),
            make_decision_option(
                id="wait", name="Waiting, with nothing new", short_name="Waiting", no_new_treatment=True
            ),
        ],
        "comparisons": [make_comparison()],
        "no_figures": "Nobody counted the people who drank water.",
        "values": [{"id": f"value-{number}", "text": f"Tune {number}"} for number in (1, 2, 3)],
        "next_steps": [{"id": "sing", "text": "Ask a singer.", "short": "Ask a singer."}],
    }
    return _make_record(Decision, decision, changes)


def make_decision_option(answers: dict[str, str] | None = None, **changes: Any) -> DecisionOption:
    """Return the option of humming; `answers` replaces the texts of some answers by question."""
    texts = dict.fromkeys(DECISION_QUESTIONS, "Nobody knows for sure.") | (answers or {})
    option = {
        "id": "hum",
        "name": "Humming every day",
        "short_name": "Humming",
        "answers": [{"question": question, "text": text} for question, text in texts.items()],
    }
    return _make_record(DecisionOption, option, changes)


def make_comparison(**changes: Any) -> DecisionComparison:
    """Return the counts of people who hummed and of people who waited."""
    comparison = {
        "id": "fewer",
        "title": "Fewer hiccups",
        "about": "benefit",
        "outcome": "Fewer hiccups",
        "time_frame": "after one tune",
        "population": "Adults in a made-up town",
        "comparator": {"option": "wait", "name": "silence", "count": 17},
        "arms": [{"option": "hum", "count": 41}],
        "certainty": make_certainty(),
        "checked": "read",
        "citation": "hum1999",
    }
    return _make_record(DecisionComparison, comparison, changes)


def make_question(**changes: Any) -> PatientQuestion:
    """Return a question with its answer."""
    question = {"id": "loud", "question": "How loud?", "answer": "Not very loud.", "short": "Hum softly."}
    return _make_record(PatientQuestion, question, changes)


def make_form(**changes: Any) -> Form:
    """Return a diary with a row for each day of a month, and a column of each kind."""
    diary = {
        "id": "diary",
        "title": "Your hiccup diary",
        "introduction": "Fill in a row each evening.",
        "lines": [{"id": "name", "label": "Name"}, {"id": "month", "label": "Month"}],
        "caption": "A row for each day",
        "row_head": "Day",
        "row_count": 31,
        "columns": [
            {"id": "hiccups", "head": "Hiccups", "kind": "check"},
            {"id": "worst", "head": "Worst, 0 to 10", "kind": "number"},
            {"id": "tune", "head": "Tune", "width": 12},
        ],
    }
    return _make_record(Form, diary, changes)


def make_checklist(**changes: Any) -> Checklist:
    """Return a list of two items to check off."""
    items = [
        {"id": "water", "text": "A glass of water", "short": "A glass of water"},
        {"id": "tune", "text": "A tune [@hum1999]", "short": "A tune"},
    ]
    return _make_record(Checklist, {"id": "pack", "title": "What to bring", "items": items}, changes)


def make_table(**changes: Any) -> TextTable:
    """Return a table of two columns and two rows."""
    tunes = {
        "id": "tunes",
        "title": "Tunes and keys",
        "caption": "The key of each tune",
        "columns": [{"id": "tune", "head": "Tune"}, {"id": "key", "head": "Key"}],
        "rows": [
            {"id": "lullaby", "cells": ["A lullaby", "Low. [@hum1999]"]},
            {"id": "march", "cells": ["A march", "High"], "citations": ["hum1999"]},
        ],
    }
    return _make_record(TextTable, tunes, changes)


def make_term(**changes: Any) -> Term:
    """Return a glossary entry."""
    term = {"id": "hiccup", "term": "hiccup", "definition": "A jerk of the breath.", "say": "HIK-up"}
    return _make_record(Term, term, changes)


def make_acceptance(**changes: Any) -> Acceptance:
    """Return an accepted finding."""
    decision = {
        "code": "R101",
        "at": "key_points.0",
        "reason": "The song is called so.",
        "role": "choir lead",
        "on": "2030-01-01",
    }
    return _make_record(Acceptance, decision, changes)


def _make_record(record: type[R], usual: dict[str, Any], changes: dict[str, Any]) -> R:
    return record.model_validate(usual | changes)


def _make_amounts() -> dict[str, Quantity]:
    return {
        "needles": make_quantity(low=0, high=0, unit="needles"),
        "needle_minutes": make_quantity(),
        "visit_minutes": make_quantity(low=20, high=30, note="The first visit is longer."),
        "per_week": make_quantity(low=1, high=2, unit="visits a week"),
        "weeks": make_quantity(low=2, high=4, unit="weeks"),
        "total": make_quantity(low=2, high=8, unit="visits"),
    }


def _make_shared_guide() -> dict[str, Any]:
    return {
        "id": "hiccups",
        "title": "Humming for hiccups",
        "summary": "This guide is about humming.",
        "language": "en-US",
        "condition": make_condition_words(),
        "regions": [{"code": "US", "name": "United States", "emergency_number": "911"}],
        "audience": "People who hiccup.",
        "purpose": "To help you choose.",
        "main_message": "Humming may help a little. [@hum1999]",
        "key_points": ["Hum.", "Do not shout.", "See a doctor after two days."],
        "edition": "1.0.0",
        "published": "2030-01-01",
        "evidence_to": "2029-12-01",
        "review": make_review(),
        "authors": [{"name": "Ada Hummer"}],
        "funding": "Nobody paid.",
        "conflicts": "None.",
        "update_policy": "Each year.",
        "feedback": "Write to us.",
        "licence": "CC-BY-4.0",
        "publisher": "The Invented Press",
        "codes": [{"system": "MeSH", "code": "D006606", "display": "Hiccup"}],
        "mechanisms": [make_mechanism()],
        "evidence": make_evidence(),
        "conditions": [make_condition()],
        "sessions": make_sessions(),
        "risks": make_risks(),
        "maps": [make_map()],
        "acupoints": [make_acupoint()],
        "practitioners": make_practitioners(),
        "costs": make_costs(),
        "alternatives": [make_alternative()],
        "decision": make_decision(),
        "questions": [make_question()],
        "forms": [make_form()],
        "checklists": [make_checklist()],
        "tables": [make_table()],
        "glossary": [make_term()],
        "references": [make_reference()],
        "handouts": [make_handout()],
    }
