"""The evidence checks find claims that say more than is known, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from acucontent.model.guide import Guide
from acucontent.quality.checks.evidence import CHECKS
from tests import factories as make
from tests.quality.finding import found

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences_of_evidence.yaml").read_text(encoding="utf-8"))


def cases(kind: str) -> list[tuple[str, str]]:
    """Each sentence of a kind with the code that judges it."""
    return [(code, text) for code, held in SENTENCES.items() for text in held[kind]]


def saying(text: str) -> Guide:
    """The tiny guide with these words as its summary, and with a source to cite."""
    return make.make_guide(summary=text)


def sized(size: str, *levels: str) -> Guide:
    """The tiny guide whose finding has these words for its size, and these grades."""
    grades = [make.make_certainty(level=one, graded_by=None if one == "not graded" else "a board") for one in levels]
    return make.make_guide(evidence=make.make_evidence(statements=[make.make_statement(size=size, certainty=grades)]))


@pytest.mark.parametrize(("code", "text"), cases("stated"))
def test_what_claims_too_much_is_found(code: str, text: str) -> None:
    """Each sentence is found, and its words are told."""
    one, *_ = found(CHECKS, code, saying(text))

    assert one.path == "summary"
    assert one.words
    assert one.words in text


@pytest.mark.parametrize(("code", "text"), cases("sound"))
def test_what_claims_no_more_than_is_known_is_left_alone(code: str, text: str) -> None:
    """A denial, a hedge, a question or a source makes the same words sound."""
    assert found(CHECKS, code, saying(text)) == []


@pytest.mark.parametrize(
    ("size", "levels"),
    [
        ("Pain is probably lower.", ["low"]),
        ("Pain is probably lower.", ["not graded"]),
        ("It may reduce pain.", ["moderate"]),
        ("It may reduce pain.", ["very low"]),
        ("It reduces pain.", ["moderate"]),
        ("Acupuncture will reduce pain.", ["moderate", "low"]),
        ("It probably reduces pain.", ["high"]),
        ("It does not reduce pain.", ["low"]),
        ("Pain is likely lower.", ["low or very low", "low"]),
    ],
)
def test_a_word_that_does_not_fit_its_grade_is_found(size: str, levels: list[str]) -> None:
    """A finding that sounds surer than its best grade, or less sure than its worst, is told."""
    (one,) = found(CHECKS, "E110", sized(size, *levels))

    assert one.path == "evidence.statements.hum-vs-silence.size"
    assert one.words
    assert one.words in size


@pytest.mark.parametrize(
    ("size", "levels"),
    [
        ("It reduces pain.", ["high"]),
        ("It probably reduces pain.", ["moderate"]),
        ("It may reduce pain.", ["low"]),
        ("It may reduce pain.", ["not graded"]),
        ("It may reduce pain.", ["moderate", "not graded"]),
        ("It may reduce pain.", ["moderate", "low"]),
        ("It probably reduces pain.", ["moderate", "low or very low"]),
        ("Pain was about 10 points lower.", ["low"]),
        ("We are very unsure whether it reduces pain.", ["very low"]),
        ("You may not notice it.", ["moderate"]),
    ],
)
def test_a_word_that_fits_a_grade_is_left_alone(size: str, levels: list[str]) -> None:
    """Any word between the worst and the best grade fits; so does a figure told in the past."""
    assert found(CHECKS, "E110", sized(size, *levels)) == []


def test_a_record_with_sources_needs_none_in_its_text() -> None:
    """What a record cites as a whole counts for its text."""
    answer = make.make_question(answer="Studies show that it helps.")
    cited = make.make_question(answer="Studies show that it helps.", citations=["hum1999"])

    assert found(CHECKS, "E102", make.make_guide(questions=[answer]))
    assert found(CHECKS, "E102", make.make_guide(questions=[cited])) == []


@pytest.mark.parametrize(
    ("point", "lacking"),
    [
        ("Humming eases pain. [@hum1999]", ["what it is compared with", "when", "how sure that is"]),
        ("Compared with silence, humming eases pain after a week. [@hum1999]", ["how sure that is"]),
        ("Compared with silence, humming may ease pain after a week.", ["where that is from"]),
        ("Humming may ease pain after a week. [@hum1999]", ["what it is compared with"]),
    ],
)
def test_a_main_point_says_what_is_missing_from_it(point: str, lacking: list[str]) -> None:
    """Comparison, time, certainty and source: what is not there is named, and nothing else."""
    points = [point, "Do not shout.", "See a doctor after two days."]
    every = ("what it is compared with", "when", "how sure that is", "where that is from")

    (one,) = found(CHECKS, "E104", make.make_guide(key_points=points))

    told = one.message.split("does not say", 1)[1]
    assert [what for what in every if what in told] == lacking


@pytest.mark.parametrize(
    ("pages", "backward"),
    [("34-29", True), ("e34-e29", True), ("1247-46", True), ("34-9", False), ("130-141", False), ("1247-52", False)],
)
def test_pages_run_forward(pages: str, backward: bool) -> None:
    """A range may leave out the digits that it shares with its beginning."""
    guide = make.make_guide(references=[make.make_reference(page=pages)])

    assert bool(found(CHECKS, "E120", guide)) == backward


@pytest.mark.parametrize("page", ["e045961", "328196", "S1-S12", "30-", "iv-xi"])
def test_other_pages_are_left_alone(page: str) -> None:
    """An article number is no range."""
    assert found(CHECKS, "E120", make.make_guide(references=[make.make_reference(page=page)])) == []


def test_rates_in_the_table_of_effects_have_one_denominator() -> None:
    """Rates that stand one below the other are counted out of the same number, but for the rare ones."""
    often = [make.make_effect(), make.make_effect(id="tears", rate=make.make_rate(of=50, count=2))]
    seldom = make.make_effect(id="fall", frequency="rare", rate=make.make_rate(of=10000, count=2, low=1, high=3))

    mixed = found(CHECKS, "E118", make.make_guide(risks=make.make_risks(effects=often)))
    same = found(CHECKS, "E118", make.make_guide(risks=make.make_risks(effects=[often[0], seldom])))

    assert [one.path for one in mixed] == ["risks.effects.tears.rate.of"]
    assert same == []


def test_counts_on_one_sheet_have_one_denominator() -> None:
    """What two parts of one sheet count can be compared, though each has its own paragraph; the whole guide is free."""
    answers = [
        make.make_question(answer="About 9 in 100 people hum."),
        make.make_question(id="well", question="Who hums well?", answer="About 1 in 10 people."),
    ]
    whole, sheet = make.make_handout(), make.make_handout(id="sheet", include=["questions"])

    assert found(CHECKS, "E118", make.make_guide(questions=answers, handouts=[whole])) == []
    assert len(found(CHECKS, "E118", make.make_guide(questions=answers, handouts=[whole, sheet]))) == 1


def test_superseded_advice_names_what_is_newer() -> None:
    """Advice cannot be replaced by older advice, nor come from a year that is still to come."""
    old = make.make_recommendation(id="old", status="superseded", superseded_by="hiccup-board", year=2015)
    ahead = make.make_recommendation(id="ahead", year=2050)
    told = make.make_evidence(recommendations=[make.make_recommendation(), old, ahead])

    places = [one.path for one in found(CHECKS, "E119", make.make_guide(evidence=told))]

    assert places == ["evidence.recommendations.old.superseded_by", "evidence.recommendations.ahead.year"]


def test_a_language_without_a_list_is_told_once() -> None:
    """Where no phrases are listed, the check says so instead of finding nothing."""
    guide = make.make_guide(language="de-DE", summary="It is clinically proven.")

    assert [one.path for one in found(CHECKS, "E100", guide)] == ["language"]
    assert found(CHECKS, "E101", guide) == []
    assert found(CHECKS, "E100", saying("It may help.")) == []
