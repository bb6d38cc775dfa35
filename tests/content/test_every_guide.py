"""Every shipped guide states what is known with its certainty, and makes no promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.outcomes import Arm, ArmCounts
from acucontent.model.paths import walk_values
from acucontent.model.ranges import Estimate, Rate
from acucontent.model.references import Reference
from acucontent.quality.checks.reading.grade import get_max_grade
from acucontent.quality.readability import find_units, measure_blocks
from acucontent.quality.sentences import split_sentences

NEVER = (
    r"non-?invasive",
    r"\bproven\b",
    r"\bmiracle|\bguarantee",
    r"\bpainless\b",
    r"\bno side effects\b|\bwithout side effects\b",
    r"\b(?:100%|completely|totally|perfectly|entirely) safe\b",
    r"\bno risks?\b(?! of)",
    r"\bno need to (?:fear|worry)\b",
    r"\bdetox|(?<!botulinum )\btoxins?\b",
    r"\b(?:eliminate|banish|say goodbye to)\b.{0,30}\bpain\b",
    r"\bclinically shown\b|\bvalidated\b|\bscience (?:has )?(?:shown|confirmed)\b",
    r"\bas effective as morphine\b|\bbetter than morphine\b",
    r"\bbook (?:now|today|your|an appointment)\b|\bcall us\b|\bour clinic\b|\bspecial offer\b",
    r"\bthousands of years\b|\bancient\b",
    r"\ball natural\b|\bnatural healing\b",
)
"""Phrases that sell, promise or overstate; the guide must not contain them, even negated."""

NO = r"\b(?:no|not|never|cannot|nothing|seldom)\b"
ONLY_DENIED = {
    "a cure": (r"\bcur(?:e|es|ed|ing)\b", rf"{NO}|they promise a cure", "It cures pain."),
    "an end": (r"\bfor good\b", NO, "One visit ends pain for good."),
    "without a medicine": (
        r"\bstop(?:ping)? (?:or change )?(?:taking )?(?:a|the|your|any|all)? ?(?:\w+ )?medicines?\b",
        rf"{NO}|they tell you|you are told|walk away|dangerous",
        "Then stop your medicine.",
    ),
    "by yourself": (
        r"\bneedles? (?:in|into) yourself\b|\bneedle yourself\b",
        NO,
        "You can put needles into yourself.",
    ),
}
"""Phrases that are allowed only in a sentence that denies or warns; the last value is a failing sentence."""


@pytest.mark.parametrize("phrase", NEVER)
def test_nothing_sells_or_promises(texts: dict[str, str], phrase: str) -> None:
    """No text of the guide contains a phrase that sells, promises or overstates."""
    assert {path: text for path, text in texts.items() if re.search(phrase, text, re.IGNORECASE)} == {}


@pytest.mark.parametrize(("phrase", "denial", "wrong"), ONLY_DENIED.values(), ids=ONLY_DENIED)
def test_dangerous_advice_is_only_denied(texts: dict[str, str], phrase: str, denial: str, wrong: str) -> None:
    """The guide never promises a cure or advises stopping a medicine or self-needling."""

    def dangerous(sentence: str) -> bool:
        return bool(re.search(phrase, sentence, re.IGNORECASE)) and not re.search(denial, sentence, re.IGNORECASE)

    assert [one for text in texts.values() for one in split_sentences(text) if dangerous(one)] == []
    assert dangerous(wrong)


def find_figures(guide: Guide) -> Iterator[ArmCounts | Estimate | Rate]:
    """Yield every measured figure."""
    yield from (value for _, value in walk_values(guide) if isinstance(value, ArmCounts | Estimate | Rate))


def list_numbers(figure: ArmCounts | Estimate | Rate) -> list[float]:
    """Return the numbers of a figure, without their intervals."""
    if isinstance(figure, ArmCounts):
        return [arm.count for arm in figure.arms]
    return [figure.value if isinstance(figure, Estimate) else figure.count]


def list_intervals(figure: ArmCounts | Estimate | Rate) -> list[float | None]:
    """Return the ends of the intervals of a figure; None for a missing one."""
    ranged: tuple[Arm | Estimate | Rate, ...] = figure.arms if isinstance(figure, ArmCounts) else (figure,)
    return [end for one in ranged for end in (one.low, one.high)]


def test_an_unchecked_figure_is_round(guide: Guide) -> None:
    """An unchecked figure is rounded and has no interval."""
    for figure in find_figures(guide):
        if figure.checked == "unchecked":
            assert set(list_intervals(figure)) == {None}
            assert all(float(f"{number:.1g}") == number for number in list_numbers(figure)), figure


def test_a_checked_figure_has_a_checked_source(guide: Guide) -> None:
    """A checked figure has a checked source."""
    for figure in find_figures(guide):
        source = guide.references[figure.citation]
        assert figure.checked == "unchecked" or source.checked.how != "unchecked", source.id


def test_every_source_can_be_found(guide: Guide) -> None:
    """Each source has a title, and an author or an address."""

    def traceable(one: Reference) -> bool:
        return bool(one.author or one.editor or one.DOI or one.URL or one.number)

    lost = [one.id for one in guide.references if not traceable(one)]
    assert [key for key in lost if not guide.references[key].checked.note] == []


def test_volumes_are_at_most_grade_eight_and_sheets_grade_seven(guide: Guide) -> None:
    """In each region, each volume has at most SMOG grade 8, and each sheet and decision aid at most grade 7."""
    editions = [Edition.of(guide, handout, one.code) for handout in guide.handouts.ids for one in guide.regions]
    grades = {
        edition: measure_blocks((*edition.document.opening, *edition.document.sections)).smog for edition in editions
    }

    assert len(grades) == len(guide.handouts) * 5
    assert {
        (one.handout.id, one.region.code): grade for one, grade in grades.items() if grade > get_max_grade(one.handout)
    } == {}


def test_every_finding_can_be_weighed(guide: Guide) -> None:
    """Each finding names its comparator, time frame, certainty and grader."""
    for statement in guide.evidence.statements:
        assert statement.comparator.description
        assert statement.time_frame
        assert all(one.graded_by or one.level == "not graded" for one in statement.certainty), statement.id


def test_no_clinician_has_reviewed_it_and_it_says_so(guide: Guide) -> None:
    """The guide is not reviewed, and every handout says so."""
    assert guide.review.status == "not reviewed"

    for handout in guide.handouts.ids:
        document = Edition.of(guide, handout).document
        opening = "\n".join(unit for block in document.opening for unit in find_units(block))
        assert "Not yet reviewed by a clinician." in opening, handout


def test_it_is_an_early_draft(guide: Guide) -> None:
    """An unreviewed guide has an edition below 1."""
    assert guide.edition.startswith("0.")
    assert guide.edition.endswith("-draft")
    assert guide.review.next_due > guide.published > guide.evidence_to


def test_money_and_licenses_carry_their_date(texts: dict[str, str], guide: Guide) -> None:
    """Prices and licences have a date; no text says 'currently' without a date."""
    dates = [one.as_of for one in guide.costs.prices]
    dates += [one.as_of for one in guide.costs.coverage]
    dates += [one.as_of for one in guide.practitioners.credentials]

    assert dates
    assert max(dates) <= guide.published
    assert [path for path, text in texts.items() if re.search(r"\bcurrently\b", text)] == []


def test_it_speaks_to_you(guide: Guide) -> None:
    """The handout for a first visit addresses the reader as 'you'."""
    document = Edition.of(guide, "first-visit").document
    shown = " ".join(unit for block in document.sections for unit in find_units(block))

    assert len(re.findall(r"\byou(?:r|rs)?\b", shown, re.IGNORECASE)) > 25
    assert not re.search(r"\bthe patient(?:s|'s)?\b", shown, re.IGNORECASE)


def test_spelling_is_american(texts: dict[str, str]) -> None:
    """The guide uses American spelling."""
    british = r"\b(?:licence|practise|programme|randomised|colour|favour|tumour|anaesth|oedema|behaviour|centre)"

    assert {path: text for path, text in texts.items() if re.search(british, text, re.IGNORECASE)} == {}


def test_no_point_has_a_depth_or_an_angle(guide: Guide) -> None:
    """The place and use of each point have no words on how to needle it."""
    for point in guide.acupoints:
        text = f"{point.place} {point.location} {point.traditional_use}"
        assert not re.search(r"\b(?:deep|depth|insert|angle|degrees)\b", text), point.code


def test_conditions_are_based_on_findings(guide: Guide) -> None:
    """Each condition names its findings unless it was not studied."""
    for condition in guide.conditions:
        assert (condition.verdict == "not studied") == (not condition.evidence), condition.id
        for key in condition.evidence:
            assert guide.evidence.statements[key].population


def test_every_point_is_on_a_map(guide: Guide) -> None:
    """Every acupoint is on at least one map."""
    assert set(guide.acupoints.ids) == {str(code) for shown in guide.maps for code in shown.points}


def test_each_place_states_its_side(guide: Guide) -> None:
    """The place of each point states whether it is on both sides or on the midline."""
    sides = {"bilateral": r"\bboth\b", "midline": r"\bmidline\b", "set": r"\bboth\b"}

    assert {point.code for point in guide.acupoints if not re.search(sides[point.kind], str(point.place))} == set()


def test_quotes_have_one_style(texts: dict[str, str]) -> None:
    """Quotes and apostrophes in the guide are curly."""
    assert {path: text for path, text in texts.items() if re.search("[\"']", text)} == {}
