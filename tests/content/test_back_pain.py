"""The shipped guide states what is known with its certainty, and makes no promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.paths import walk_values
from acucontent.model.ranges import Estimate, Rate
from acucontent.model.references import Reference
from acucontent.quality.readability import find_units
from acucontent.quality.sentences import split_sentences

POINTS = ("BL40", "GB30", "BL31", "BL37", "BL57")
UNIDENTIFIED = ("medacu2023", "eujim2014", "jno2021", "rcs2010")
"""Sources in the articles that could not be identified."""
THEIR_DOIS = ("10.1089/acu.2023.0054", "10.1016/j.eujim.2014.03.004", "10.1001/jamanetworkopen.2021.21418")

NEVER = (
    r"non-?invasive",
    r"\bproven\b",
    r"\bmiracle|\bguarantee",
    r"\bpainless\b",
    r"\bno side effects\b|\bwithout side effects\b",
    r"\b(?:100%|completely|totally|perfectly|entirely) safe\b",
    r"\bno risks?\b(?! of)",
    r"\bno need to (?:fear|worry)\b",
    r"\bdetox|\btoxins?\b",
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


def test_worse_pain_is_never_good(texts: dict[str, str]) -> None:
    """A 'healing crisis' is only quoted, and the text corrects it."""
    named = {path: text for path, text in texts.items() if "healing crisis" in text.casefold()}

    assert any(path.startswith("practitioners.warning_signs") for path in named)
    for text in named.values():
        assert re.search(r"“healing crisis\.?”", text)
        assert re.search(r"no evidence|not a medical term|find someone else", text, re.IGNORECASE)


def test_important_points_are_included(back_pain: Guide) -> None:
    """There are at least twenty points, each with a plain place and no needle depth or angle."""
    assert len(back_pain.acupoints) >= 20
    assert set(POINTS) <= set(back_pain.acupoints.ids)
    for point in back_pain.acupoints:
        text = f"{point.place} {point.location} {point.traditional_use}"
        assert not re.search(r"\b(?:deep|depth|insert|angle|degrees)\b", text), point.code


@pytest.mark.parametrize("condition", ["chronic-low-back-pain", "sciatica", "neck-pain"])
def test_points_are_named_for_each_pain(back_pain: Guide, condition: str) -> None:
    """Back pain, sciatica and neck pain each have traditional points."""
    assert len([point for point in back_pain.acupoints if condition in point.used_for]) >= 5


def test_conditions_are_based_on_findings(back_pain: Guide) -> None:
    """Each condition names its findings unless it was not studied; neck pain is included."""
    assert {"chronic-low-back-pain", "sciatica", "neck-pain"} <= set(back_pain.conditions.ids)

    for condition in back_pain.conditions:
        assert (condition.verdict == "not studied") == (not condition.evidence), condition.id
        for key in condition.evidence:
            assert back_pain.evidence.statements[key].population


def test_unidentified_sources_are_not_cited(back_pain: Guide) -> None:
    """The list of sources contains no source that could not be identified."""
    assert not set(UNIDENTIFIED) & set(back_pain.references.ids)
    assert not {doi.casefold() for doi in THEIR_DOIS} & {(one.DOI or "").casefold() for one in back_pain.references}
    assert not [one.id for one in back_pain.references if "unknown" in one.title.casefold()]


def find_figures(guide: Guide) -> Iterator[Estimate | Rate]:
    """Yield every measured figure."""
    yield from (value for _, value in walk_values(guide) if isinstance(value, Estimate | Rate))


def test_an_unchecked_figure_is_round(back_pain: Guide) -> None:
    """An unchecked figure is rounded and has no interval."""
    unchecked = [figure for figure in find_figures(back_pain) if figure.checked == "unchecked"]

    assert unchecked
    for figure in unchecked:
        number = figure.value if isinstance(figure, Estimate) else figure.count
        assert (figure.low, figure.high) == (None, None)
        assert float(f"{number:.1g}") == number, figure


@pytest.mark.parametrize("number", ["20.32", "24.50", "16.14", "9.22", "13.82", "4.61"])
def test_no_unchecked_decimal_is_printed(texts: dict[str, str], number: str) -> None:
    """Unchecked decimals are not printed."""
    assert [path for path, text in texts.items() if number in text] == []


def test_a_checked_figure_has_a_checked_source(back_pain: Guide) -> None:
    """A checked figure has a checked source."""
    for figure in find_figures(back_pain):
        source = back_pain.references[figure.citation]
        assert figure.checked == "unchecked" or source.checked.how != "unchecked", source.id


def test_every_source_can_be_found(back_pain: Guide) -> None:
    """Each source has a title, and an author or an address."""

    def traceable(one: Reference) -> bool:
        return bool(one.author or one.editor or one.DOI or one.URL or one.number)

    lost = [one.id for one in back_pain.references if not traceable(one)]
    assert [key for key in lost if not back_pain.references[key].checked.note] == []


def test_every_finding_can_be_weighed(back_pain: Guide) -> None:
    """Each finding names its comparator, time frame, certainty and grader."""
    for statement in back_pain.evidence.statements:
        assert statement.comparator.description
        assert statement.time_frame
        assert all(one.graded_by or one.level == "not graded" for one in statement.certainty), statement.id


def test_negative_guidelines_are_included(back_pain: Guide) -> None:
    """The guide lists recommendations for and against, and lapsed ones."""
    positions = {one.position for one in back_pain.evidence.recommendations}

    assert {"not recommended"} < positions
    assert {one.status for one in back_pain.evidence.recommendations} > {"current"}


def test_no_clinician_has_reviewed_it_and_it_says_so(back_pain: Guide) -> None:
    """The guide is not reviewed, and every handout says so."""
    assert back_pain.review.status == "not reviewed"

    for handout in back_pain.handouts.ids:
        document = Edition.of(back_pain, handout).document
        opening = "\n".join(unit for block in document.opening for unit in find_units(block))
        assert "Not yet reviewed by a clinician." in opening, handout


def test_it_is_an_early_draft(back_pain: Guide) -> None:
    """An unreviewed guide has an edition below 1."""
    assert back_pain.edition.startswith("0.")
    assert back_pain.edition.endswith("-draft")
    assert back_pain.review.next_due > back_pain.published > back_pain.evidence_to


def test_money_and_licenses_carry_their_date(texts: dict[str, str], back_pain: Guide) -> None:
    """Prices and licences have a date; no text says 'currently' without a date."""
    dated = [*back_pain.costs.prices, *back_pain.costs.coverage, *back_pain.practitioners.credentials]

    assert dated
    assert all(one.as_of <= back_pain.published for one in dated)
    assert [path for path, text in texts.items() if re.search(r"\bcurrently\b", text)] == []


def test_it_speaks_to_you(back_pain: Guide) -> None:
    """The handout for a first visit addresses the reader as 'you'."""
    document = Edition.of(back_pain, "first-visit").document
    shown = " ".join(unit for block in document.sections for unit in find_units(block))

    assert len(re.findall(r"\byou(?:r|rs)?\b", shown, re.IGNORECASE)) > 40
    assert not re.search(r"\bthe patient(?:s|'s)?\b", shown, re.IGNORECASE)


def test_spelling_is_american(texts: dict[str, str]) -> None:
    """The guide uses American spelling."""
    british = r"\b(?:licence|practise|programme|randomised|colour|favour|tumour|anaesth|oedema|behaviour|centre)"

    assert {path: text for path, text in texts.items() if re.search(british, text, re.IGNORECASE)} == {}
