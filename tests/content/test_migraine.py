"""The guide on migraine prints what its sources found, with every warning that belongs to it."""

from __future__ import annotations

import re

import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.paths import walk_values
from acucontent.model.prose import Prose
from acucontent.quality.readability import find_units
from acucontent.quality.sentences import split_sentences

FOUND = {
    ("halved-vs-usual-care", 0): (41, 17),
    ("halved-vs-sham", 0): (50, 41),
    ("halved-vs-medicine", 0): (57, 46),
    ("halved-vs-medicine", 1): (59, 54),
    ("chronic-migraine", 0): (6, 66),
}
"""How many of 100 people in each group had the outcome, by finding and place, as in the sources."""

DIFFERENCES = {
    "zhang2026": [(-1.0, -2.0, 0.0)],
    "xu2020": [(-1.4, -2.4, -0.3), (-2.1, -2.9, -1.2)],
    "liu2024": [(-2.79, -4.65, -0.94)],
    "vickers2004": [(-22.0, -38.0, -8.0)],
}
"""Differences with their intervals, by source."""

FROM_MEMORY = (
    r"\b960 people\b",
    r"\b74\s?(?:%|percent|in 100)",
    r"2 to 6 attacks",
    r"riboflavin|magnesium",
    r"butterbur",
)
"""Figures and remedies that no source at hand confirms."""


def list_words(guide: Guide, handout: str, region: str) -> str:
    """Return all words of a document on one line."""
    document = Edition.of(guide, handout, region).document
    blocks = (*document.opening, *document.sections)
    return " ".join(" ".join(unit for block in blocks for unit in find_units(block)).split())


@pytest.mark.parametrize(("place", "people"), FOUND.items(), ids=str)
def test_counts_are_those_of_the_sources(migraine: Guide, place: tuple[str, int], people: tuple[int, int]) -> None:
    """Each finding gives both groups, out of the same number."""
    finding, number = place
    counts = migraine.evidence.statements[finding].counts[number]

    assert (tuple(arm.count for arm in counts.arms), counts.of) == (people, 100)


@pytest.mark.parametrize(("source", "figures"), DIFFERENCES.items(), ids=DIFFERENCES)
def test_differences_are_those_of_the_sources(
    migraine: Guide, source: str, figures: list[tuple[float, float, float]]
) -> None:
    """Each difference in days has the value and interval of its source."""
    numbers = [one for statement in migraine.evidence.statements for one in statement.numbers if one.citation == source]

    assert [(one.value, one.low, one.high) for one in numbers] == figures


def test_one_chart_shows_migraine_days(migraine: Guide) -> None:
    """The chart counts migraine days, and results that were not graded say so."""
    words = list_words(migraine, "reference", "US")

    assert "Migraine days: how many fewer with acupuncture" in words
    assert migraine.evidence.statements["days-vs-sham"].certainty[0].level == "not graded"


def test_topiramate_is_named_with_its_warning(migraine: Guide) -> None:
    """Every record that names topiramate says that it can harm an unborn baby, and not to stop it alone."""
    parts = ("evidence.statements", "decision.options", "alternatives", "questions", "conditions", "glossary")
    records = {f"{part}.{one.id}": one for part in parts for one in migraine.find_value(part)}
    named = {key: words for key, one in records.items() if "topiramate" in (words := _join_texts(one).casefold())}

    assert set(named) == {"evidence.statements.chronic-migraine", "alternatives.topiramate"}
    for words in named.values():
        assert "can harm an unborn baby" in words
        assert "must not be used for migraine in pregnancy" in words
        assert "do not stop topiramate or birth control" in words


def test_no_other_text_names_topiramate(migraine_texts: dict[str, str]) -> None:
    """No heading, step or precaution names topiramate without the room for its warning."""
    records = ("alternatives.topiramate.", "evidence.statements.chronic-migraine.")
    named = {path for path, text in migraine_texts.items() if "topiramate" in text.casefold()}

    assert {path for path in named if not path.startswith(records)} == set()


@pytest.mark.parametrize("phrase", FROM_MEMORY)
def test_nothing_unconfirmed_is_printed(migraine_texts: dict[str, str], phrase: str) -> None:
    """No text has a figure or remedy that no source confirms."""
    assert [path for path, text in migraine_texts.items() if re.search(phrase, text, re.IGNORECASE)] == []


def test_nobody_is_told_to_stop_a_medicine(migraine_texts: dict[str, str]) -> None:
    """Wherever stopping a medicine is mentioned, the sentence forbids it or warns of those who advise it."""
    stopping = r"\b(?:stop|quit|come off|skip|cut down)\b[^.]*\b(?:medicine|topiramate|opioid|pill|drug|triptan|it)s?\b"
    allowed = r"\b(?:not|never|they tell you|you are told|walk away|people quit)\b"
    sentences = [one for text in migraine_texts.values() for one in split_sentences(text)]
    found = [one for one in sentences if re.search(stopping, one, re.IGNORECASE)]

    assert found
    assert [one for one in found if not re.search(allowed, one, re.IGNORECASE)] == []


@pytest.mark.parametrize("urgency", ["emergency", "urgent", "soon"])
def test_signs_have_three_urgencies(migraine: Guide, urgency: str) -> None:
    """Every handout lists the signs of each urgency: a volume in full, others in short."""
    flags = [flag for flag in migraine.risks.red_flags if flag.urgency == urgency]

    assert len(flags) >= 2
    for handout in migraine.handouts:
        words = list_words(migraine, handout.id, "US")
        signs = [flag.sign if handout.is_volume else flag.short for flag in flags]
        assert [sign for sign in signs if sign not in words] == [], handout.id


@pytest.mark.parametrize("region", ["US", "GB", "AU", "CA", "EU"])
def test_no_edition_speaks_of_the_other_guide(migraine: Guide, region: str) -> None:
    """Back pain is named only where Medicare is explained, and the spine nowhere."""
    for handout in migraine.handouts.ids:
        words = list_words(migraine, handout, region)
        assert not re.search(r"\bspines?\b|sciatica|Medicare Part B covers", words), handout
        named = [one for one in split_sentences(words) if "back pain" in one.casefold()]
        assert len(named) == ((region, handout) == ("US", "complete")), handout


def test_it_says_who_does_not_pay(migraine: Guide) -> None:
    """Readers learn that Medicare and German public plans do not pay for migraine."""
    assert "Medicare does not pay for acupuncture for migraine." in list_words(migraine, "complete", "US")
    assert "Public health plans in Germany do not pay for it." in list_words(migraine, "complete", "EU")


def test_the_diary_has_a_line_for_each_day(migraine: Guide) -> None:
    """The diary covers 4 weeks and asks for what doctors count."""
    diary = migraine.forms["diary"]

    assert len(diary.row_names) == 28
    assert {"headache", "pain", "medicine"} <= set(diary.columns.ids)
    assert "forms.diary" in migraine.handouts["diary"].include


def _join_texts(record: object) -> str:
    """Return all texts of a record in one."""
    return " ".join(str(value) for _, value in walk_values(record) if isinstance(value, Prose | str))
