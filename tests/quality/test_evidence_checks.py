"""The evidence checks find claims that go beyond what is known, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from acucontent.model.guide import Guide
from acucontent.model.ranges import Estimate
from acucontent.quality.checks.evidence import CHECKS
from tests import factories as make
from tests.quality.single_check import find_problems

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences_of_evidence.yaml").read_text(encoding="utf-8"))


def list_cases(kind: str) -> list[tuple[str, str]]:
    """Return each sentence of a kind with the code of its check."""
    return [(code, text) for code, sentences in SENTENCES.items() for text in sentences[kind]]


def make_guide_with_summary(text: str) -> Guide:
    """Return the tiny guide with this text as its summary, and with a source to cite."""
    return make.make_guide(summary=text)


def make_guide_with_size(size: str, *levels: str) -> Guide:
    """Return the tiny guide with this text as the size of its finding, and with these grades."""
    grades = [make.make_certainty(level=one, graded_by=None if one == "not graded" else "a board") for one in levels]
    return make.make_guide(evidence=make.make_evidence(statements=[make.make_statement(size=size, certainty=grades)]))


@pytest.mark.parametrize(("code", "text"), list_cases("stated"))
def test_an_unsupported_claim_is_found(code: str, text: str) -> None:
    """Each sentence is found, and the finding quotes its words."""
    one, *_ = find_problems(CHECKS, code, make_guide_with_summary(text))

    assert one.path == "summary"
    assert one.words
    assert one.words in text


@pytest.mark.parametrize(("code", "text"), list_cases("sound"))
def test_a_valid_claim_is_no_finding(code: str, text: str) -> None:
    """A negation, a hedge, a question or a source makes the same words valid."""
    assert find_problems(CHECKS, code, make_guide_with_summary(text)) == []


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
    """A finding is reported if it sounds more certain than its best grade or less certain than its worst."""
    (one,) = find_problems(CHECKS, "E110", make_guide_with_size(size, *levels))

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
def test_a_word_that_fits_a_grade_is_no_finding(size: str, levels: list[str]) -> None:
    """Any word between the worst and the best grade fits, and so does a figure in the past tense."""
    assert find_problems(CHECKS, "E110", make_guide_with_size(size, *levels)) == []


def make_guide_with_counts(size: str) -> Guide:
    """Return the tiny guide with the counts 41 and 17 of 100, and this text as the size of its finding."""
    statement = make.make_statement(size=size, numbers=[], counts=[make.make_counts()])
    outcomes = [make.make_outcome(scale=None)]
    return make.make_guide(evidence=make.make_evidence(outcomes=outcomes, statements=[statement]))


def test_a_ratio_beside_the_declared_counts_is_no_finding() -> None:
    """Two numbers that a finding declares as the counts of its groups are the absolute numbers of a ratio."""
    ratio = "With humming, relief was twice as likely: 41 people, against 17."

    assert find_problems(CHECKS, "E106", make_guide_with_counts(ratio)) == []
    assert find_problems(CHECKS, "E106", make_guide_with_counts(ratio.replace("17", "18")))
    assert find_problems(CHECKS, "E106", make_guide_with_size(ratio, "low"))


@pytest.mark.parametrize(
    ("numbers", "direction", "message"),
    [
        ([make.make_estimate(value=1.5, low=1, high=2)], "better", "the treatment did worse"),
        ([make.make_estimate(kind="risk ratio", value=2, low=1.5, high=3)], "better", "the treatment did worse"),
        ([make.make_estimate()], "worse", "the treatment did better"),
        ([make.make_estimate()], "does not help", "patients would notice"),
        ([make.make_estimate(favors_treatment="higher", value=1.5, low=1, high=2)], "better", ""),
        ([make.make_estimate(kind="risk ratio", value=0.5, low=0.3, high=0.8)], "better", ""),
        ([make.make_estimate(value=-0.5, low=-0.9, high=-0.1)], "does not help", ""),
    ],
    ids=[
        "more is worse",
        "a higher risk",
        "a gain as harm",
        "a noticeable gain",
        "counted the other way",
        "a lower risk",
        "a tiny gain",
    ],
)
def test_a_direction_fits_its_figures(numbers: list[Estimate], direction: str, message: str) -> None:
    """A direction contradicts figures that favor the other side, and no benefit contradicts a noticeable gain."""
    outcome = make.make_outcome(scale=make.make_scale(important=1))
    statement = make.make_statement(numbers=numbers, direction=direction)
    guide = make.make_guide(evidence=make.make_evidence(outcomes=[outcome], statements=[statement]))

    assert [message in one.message for one in find_problems(CHECKS, "E114", guide)] == [True] * bool(message)


def test_a_record_with_sources_needs_none_in_its_text() -> None:
    """The citations of a record count for its text."""
    answer = make.make_question(answer="Studies show that it helps.")
    cited = make.make_question(answer="Studies show that it helps.", citations=["hum1999"])

    assert find_problems(CHECKS, "E102", make.make_guide(questions=[answer]))
    assert find_problems(CHECKS, "E102", make.make_guide(questions=[cited])) == []


@pytest.mark.parametrize(
    ("point", "missing"),
    [
        ("Humming eases pain. [@hum1999]", ["what it is compared with", "when", "how certain that is"]),
        ("Compared with silence, humming eases pain after a week. [@hum1999]", ["how certain that is"]),
        ("Compared with silence, humming may ease pain after a week.", ["what its source is"]),
        ("Humming may ease pain after a week. [@hum1999]", ["what it is compared with"]),
    ],
)
def test_the_missing_parts_of_a_main_point_are_listed(point: str, missing: list[str]) -> None:
    """The message lists the missing parts, out of comparison, time, certainty and source."""
    points = [point, "Do not shout.", "See a doctor after two days."]
    every = ("what it is compared with", "when", "how certain that is", "what its source is")

    (one,) = find_problems(CHECKS, "E104", make.make_guide(key_points=points))

    message = one.message.split("does not say", 1)[1]
    assert [what for what in every if what in message] == missing


@pytest.mark.parametrize(
    ("pages", "reversed_"),
    [("34-29", True), ("e34-e29", True), ("1247-46", True), ("34-9", False), ("130-141", False), ("1247-52", False)],
)
def test_a_reversed_range_of_pages_is_found(pages: str, reversed_: bool) -> None:
    """The end of a range may omit the digits that it shares with the beginning."""
    guide = make.make_guide(references=[make.make_reference(page=pages)])

    assert bool(find_problems(CHECKS, "E120", guide)) == reversed_


@pytest.mark.parametrize("page", ["e045961", "328196", "S1-S12", "30-", "iv-xi"])
def test_other_pages_are_no_finding(page: str) -> None:
    """An article number is not a range."""
    assert find_problems(CHECKS, "E120", make.make_guide(references=[make.make_reference(page=page)])) == []


def test_rates_in_the_table_of_effects_have_one_denominator() -> None:
    """Rates in the table have the same denominator, except those of rare effects."""
    often = [make.make_effect(), make.make_effect(id="tears", rate=make.make_rate(of=50, count=2))]
    seldom = make.make_effect(id="fall", frequency="rare", rate=make.make_rate(of=10000, count=2, low=1, high=3))

    mixed = find_problems(CHECKS, "E118", make.make_guide(risks=make.make_risks(effects=often)))
    same = find_problems(CHECKS, "E118", make.make_guide(risks=make.make_risks(effects=[often[0], seldom])))

    assert [one.path for one in mixed] == ["risks.effects.tears.rate.of"]
    assert same == []


def test_counts_on_one_sheet_have_one_denominator() -> None:
    """Counts in different parts of one handout are compared; those in the complete guide are not."""
    answers = [
        make.make_question(answer="About 9 in 100 people hum."),
        make.make_question(id="well", question="Who hums well?", answer="About 1 in 10 people."),
    ]
    whole, sheet = make.make_handout(), make.make_handout(id="sheet", include=["questions"])

    assert find_problems(CHECKS, "E118", make.make_guide(questions=answers, handouts=[whole])) == []
    assert len(find_problems(CHECKS, "E118", make.make_guide(questions=answers, handouts=[whole, sheet]))) == 1


def test_invalid_dates_of_advice_are_found() -> None:
    """Advice cannot be superseded by older advice, or come from a future year."""
    old = make.make_recommendation(id="old", status="superseded", superseded_by="hiccup-board", year=2015)
    ahead = make.make_recommendation(id="ahead", year=2050)
    evidence = make.make_evidence(recommendations=[make.make_recommendation(), old, ahead])

    places = [one.path for one in find_problems(CHECKS, "E119", make.make_guide(evidence=evidence))]

    assert places == ["evidence.recommendations.old.superseded_by", "evidence.recommendations.ahead.year"]


def test_an_unsupported_language_is_reported_once() -> None:
    """If a language has no phrases, one finding reports that."""
    guide = make.make_guide(language="de-DE", summary="It is clinically proven.")

    assert [one.path for one in find_problems(CHECKS, "E100", guide)] == ["language"]
    assert find_problems(CHECKS, "E100", make_guide_with_summary("It may help.")) == []


def test_a_plain_line_sounds_no_more_certain_than_its_grade() -> None:
    """The plain line of a finding is checked like its size."""
    statement = make.make_statement(plain="Humming probably eases the pain of hiccups.")
    guide = make.make_guide(evidence=make.make_evidence(statements=[statement]))

    found = find_problems(CHECKS, "E110", guide)
    assert [one.path for one in found] == ["evidence.statements.hum-vs-silence.plain"]
