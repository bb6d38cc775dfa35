"""The access checks report barriers at their words, and nothing else."""

from __future__ import annotations

import pytest

from acucontent.model.guide import Guide
from acucontent.quality.checks.access import CHECKS
from tests.factories import make_guide, make_mechanism, make_risks, make_term
from tests.quality.single_check import PROSE_PATH, find_problems, find_words

FOUND = [
    ("A101", "Read [more](https://example.org/humming).", "more"),
    ("A101", "[Click here](https://example.org) or not.", "Click here"),
    ("A101", "It is a [link](term:hiccup).", "link"),
    ("A102", "Go to https://example.org/hum and hum.", "https://example.org/hum"),
    ("A102", "[www.example.org](https://www.example.org) says so.", "www.example.org"),
    ("A102", "Ask at nhs.uk first.", "nhs.uk"),
    ("A103", "[A board](https://example.org/a) and [a board](https://example.org/b).", "a board"),
    ("A105", "Hum:\n\n- a tune", "a tune"),
    ("A105", "Hum:\n\n- a tune\n  - a march\n- a song", "a march"),
    ("A106", "• a tune\n\n• a song", "• a tune"),
    ("A106", "a) a tune\n\nb) a song", "a) a tune"),
    ("A107", "It is the flow of 气 in you.", "气"),
    ("A107", "The point is named Wěizhōng.", "Wěizhōng"),
    ("A108", "Look at the red box first.", "the red box"),
    ("A108", "Risks are marked in red.", "marked in red"),
    ("A109", "See the table below.", "the table below"),
    ("A109", "The signs are listed above.", "listed above"),
    ("A109", "More is on page 7.", "on page 7"),
]
"""Code, prose, and the words that the check finds in it."""

ACCEPTABLE = [
    (
        "A101",
        "[Licensing boards](https://example.org), [here in Utah](https://example.org/ut), [link it](term:hiccup).",
    ),
    ("A102", "[Register of Hummers](https://example.org/hummers), e.g. in U.S. towns. It is so.In part."),
    (
        "A103",
        "[A board](https://example.org/a) and [A board](https://example.org/a); [it](term:hiccup), [it](point:BL40).",
    ),
    ("A105", "Hum:\n\n- a tune\n- a song"),
    ("A106", "1999 was good.\n\n2000 was not.\n\nA) no"),
    ("A106", "* a tune\n* a song"),
    ("A107", "A café, a naïve cliché, a piñata and Mr. Müller."),
    ("A108", "A red, sore spot. You see a blue line on the skin? Green lights. The red boxer."),
    ("A109", "Pain above the knee, see above all your doctor. As below 5 points, the next pages."),
]
"""Code, and prose in which it finds nothing."""


@pytest.mark.parametrize(("code", "prose", "words"), FOUND, ids=lambda value: str(value)[:24])
def test_barriers_are_found_at_their_words(code: str, prose: str, words: str) -> None:
    """Each check reports the exact words."""
    assert words in find_words(CHECKS, code, prose)


@pytest.mark.parametrize(("code", "prose"), ACCEPTABLE, ids=lambda value: str(value)[:24])
def test_acceptable_prose_has_no_findings(code: str, prose: str) -> None:
    """No check reports acceptable words."""
    assert find_words(CHECKS, code, prose) == []


def test_a_word_with_a_marked_language_is_accepted() -> None:
    """A glossary entry marks the language of its term and of links to it."""
    marked = make_term(id="qi", term="chǎng", language="zh-Latn", say="chee")
    linked = [make_mechanism(explanation="They call it [chǎng](term:qi).")]
    unmarked = marked.model_copy(update={"language": None})

    assert find_problems(CHECKS, "A107", make_guide(mechanisms=linked, glossary=[marked])) == []
    both = {one.path for one in find_problems(CHECKS, "A107", make_guide(mechanisms=linked, glossary=[unmarked]))}
    assert both == {PROSE_PATH, "glossary.qi.term"}


def test_repeated_headings_are_found_at_their_paths() -> None:
    """Two effects with one name in a section are reported; the same name in another section is not."""
    risks = make_risks()
    risks["effects"] = [risks["effects"][0], risks["effects"][0].model_copy(update={"id": "again"})]
    twice = find_problems(CHECKS, "A104", make_guide(risks=risks))

    assert [one.path for one in twice] == ["risks.effects.hoarseness", "risks.effects.again"]
    assert "in the section “Unwanted effects”" in twice[0].message
    assert find_problems(CHECKS, "A104", make_guide()) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_shipped_guide_is_clean(back_pain: Guide, check: object) -> None:
    """The shipped guide has no finding."""
    assert find_problems(CHECKS, getattr(check, "code", ""), back_pain) == []
