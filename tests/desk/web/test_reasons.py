"""What the desk says about a text that a rule refuses is for a clerk, who writes no guide and no table."""

from __future__ import annotations

import re

import pytest

from acucontent.desk.sheets import InvalidWords
from acucontent.desk.web.reasons import ADVICE, explain_rule, explain_words
from acucontent.quality.check import Check
from acucontent.quality.checks.evidence import CHECKS as EVIDENCE
from acucontent.quality.checks.safety import CHECKS as SAFETY
from acucontent.quality.languages import LANGUAGE_CHECKS
from acucontent.quality.overlay import find_broken_rules
from acucontent.quality.sentence_finder import SentenceFinder

RULES = [*(each for each in (*SAFETY, *EVIDENCE) if isinstance(each.find, SentenceFinder)), LANGUAGE_CHECKS["S"]]
"""The rules for the note of a clinic or for a patient."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_words_for_the_desk(rule: Check) -> None:
    """Each has its own advice, without the code, and without what only an author can do."""
    assert rule.code in ADVICE
    reason = explain_rule(f"{rule.code}: {rule.title}. To fix it: {rule.fix}")

    assert rule.code not in reason
    assert rule.fix not in reason
    assert not re.search(r"\b(cite|grade|\[@key\]|translate|accept|readers|paragraph)\b", reason)


@pytest.mark.parametrize("code", ADVICE)
def test_what_the_advice_says_is_accepted(code: str) -> None:
    """A sentence that it suggests is not refused itself."""
    for sentence in re.findall(r"write: “([^”]*)”", " ".join(ADVICE[code])):
        assert list(find_broken_rules(sentence, "en-US")) == []


def test_no_advice_is_left_without_a_rule() -> None:
    """Advice for a rule that is gone is deleted."""
    assert set(ADVICE) == {rule.code for rule in RULES}


def test_a_quoted_sentence_stays() -> None:
    """The reason for a clinic's note names the sentence; that for a patient's note never has one."""
    reason = "S113: “It cures pain.” promises a cure or a certain result. To fix it: Say what may change."

    assert explain_rule(reason).startswith("“It cures pain.” this promises a cure")
    assert explain_words(InvalidWords({"date": "is not a date. To fix it, write it as in the CSV"})) == {
        "date": "is not a date. To fix it, type it again"
    }
