"""Check that words sound as certain as the grade of the evidence, following GRADE's informative statements.

High certainty: "reduces". Moderate: "probably reduces". Low: "may reduce". Very low: "we are very unsure"
(Santesso and others, GRADE guidelines 26, J Clin Epidemiol 2020;119:126-135). A sentence in the past tense that gives
a study's figure reports a result and needs no such word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from acucontent.model.evidence import CertaintyLevel, Statement
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.evidence.phrase_lists import contains_phrase, get_evidence_phrases
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import load_grammar, quote_sentence
from acucontent.quality.sentence_finder import SentenceFinder
from acucontent.quality.subject import Subject

_RANKS: dict[CertaintyLevel, int] = {
    "very low": 1,
    "low or very low": 2,
    "low": 2,
    "not graded": 2,
    "moderate": 3,
    "high": 4,
}
"""The rank of each level of certainty. Findings without a grade may use 'may', but no stronger word."""

_FITTING_WORDS = {1: "we are very unsure", 2: "may", 3: "probably", 4: "a plain verb, as in 'eases'"}
"""The word that fits each rank."""

_RANK_NAMES = {1: "very low", 2: "low", 3: "moderate", 4: "high"}

_RESULT_FIELDS = ("size", "plain")
"""The fields of a finding that say how large a difference is."""

_PHRASE_RANKS = {"sounds-high": 4, "sounds-moderate": 3, "sounds-low": 2}
"""The rank that each kind of phrase expresses."""

_GRADE_RANKS = {"grade-high": 4, "grade-moderate": 3, "grade-low": 2, "grade-very-low": 1}
"""The rank that each kind of named grade has."""


def _find_unfitting_words(subject: Subject) -> Iterator[Found]:
    """Find sentences in the `size` or `plain` of a finding that sound more or less certain than all of its grades."""
    passages = {passage.path: passage for passage in subject.passages}
    for statement in subject.guide.evidence.statements:
        for field in _RESULT_FIELDS:
            passage = passages.get(f"evidence.statements.{statement.id}.{field}")
            if passage is not None:
                yield from _find_unfitting_sentences(statement, passage, subject.guide.language)


def _find_unfitting_sentences(statement: Statement, passage: Passage, language: str) -> Iterator[Found]:
    for sentence, words, rank in _find_certainty(passage, language):
        fitting = _find_fitting_rank(statement, rank)
        if fitting is not None:
            grades = " and ".join(dict.fromkeys(one.level for one in statement.certainty))
            more_or_less = "more" if rank > fitting else "less"
            message = f"{quote_sentence(sentence)} sounds {more_or_less} certain than its grade ({grades})."
            yield Found(passage.path, message, words, _suggest_word(fitting))


def _suggest_word(rank: int) -> str:
    return f"Write {_FITTING_WORDS[rank]!r}, or correct the grade."


def _find_fitting_rank(statement: Statement, rank: int) -> int | None:
    """Return the rank that a finding should express, or None if the given rank fits one of its grades."""
    ranks = [_RANKS[certainty.level] for certainty in statement.certainty]
    graded = [rank for one, rank in zip(statement.certainty, ranks, strict=True) if one.level != "not graded"]
    if rank > max(ranks):
        return max(ranks)
    return min(graded) if graded and len(graded) == len(ranks) and rank < min(graded) else None


def _find_certainty(passage: Passage, language: str) -> Iterator[tuple[str, str, int]]:
    """Yield each sentence that expresses some certainty about an effect, with the words and their rank."""
    how = load_grammar(language)
    for run in passage.runs if how else ():
        for sentence in run.sentences:
            alone = replace(passage, runs=(replace(run, words=sentence),))
            for kind, rank in _PHRASE_RANKS.items():
                is_hedged = kind == "sounds-high" and (
                    contains_phrase("sounds-moderate", sentence, language)
                    or contains_phrase("sounds-low", sentence, language)
                )
                stated = next(how.find_stated(alone, get_evidence_phrases(kind, language)), None) if how else None
                if stated and not is_hedged:
                    yield sentence, stated.words, rank
                    break


def _find_overstated_grades(passage: Passage, language: str) -> Iterator[Found]:
    """Find sentences that sound more certain than the highest grade that their paragraph names."""
    for run in passage.runs:
        named = [rank for kind, rank in _GRADE_RANKS.items() if contains_phrase(kind, run.words, language)]
        alone = replace(passage, runs=(run,))
        for sentence, words, rank in _find_certainty(alone, language) if named else ():
            if rank > max(named):
                grade = _RANK_NAMES[max(named)]
                message = (
                    f"{quote_sentence(sentence)} sounds more certain than the grade in the same paragraph ({grade})."
                )
                yield Found(passage.path, message, words, _suggest_word(max(named)))


def _is_ungraded(subject: Subject, passage: Passage) -> bool:
    """Return whether a passage is not the size of a finding, which has its own grades."""
    return not (passage.path.startswith("evidence.statements.") and passage.path.rpartition(".")[2] in _RESULT_FIELDS)


def _find_unsupported_verdicts(subject: Subject) -> Iterator[Found]:
    """Find short answers that their findings do not support."""
    guide = subject.guide
    for condition in guide.conditions:
        path = f"conditions.{condition.id}.verdict"
        name, verdict = condition.name, condition.verdict
        findings = [guide.evidence.statements[key] for key in condition.evidence]
        ids = ", ".join(one.id for one in findings)
        has_benefit = any(one.about == "benefit" and one.direction in ("better", "slightly better") for one in findings)
        if verdict == "not studied" and findings:
            yield Found(path, f"'{name}' has the answer 'not studied' but names findings: {ids}.")
        elif verdict != "not studied" and not findings:
            yield Found(path, f"'{name}' has the answer '{verdict}' but names no finding for it.")
        elif verdict.startswith("may help") and not has_benefit:
            yield Found(path, f"'{name}' has the answer '{verdict}', but none of its findings shows a benefit.")


_GRADE_SOURCE = "GRADE guidelines 26 (Santesso 2020, J Clin Epidemiol 119:126-135), table of informative statements."

CHECKS = (
    Check(
        code="E110",
        languages=ENGLISH,
        title="A finding sounds more or less certain than its grade",
        severity="error",
        why="Readers understand 'probably' and 'may' as a measure; the wrong word misrepresents the evidence.",
        fix="Use the word of the grade: high 'eases', moderate 'probably eases', low 'may ease', very low 'unsure'.",
        source=_GRADE_SOURCE,
        find=_find_unfitting_words,
    ),
    Check(
        code="E111",
        languages=ENGLISH,
        title="A sentence sounds more certain than the grade in the same paragraph",
        severity="error",
        why="If a word and a grade disagree, readers believe the one that they prefer.",
        fix="Use the word of the grade: moderate 'probably', low 'may', very low 'very unsure'.",
        source=_GRADE_SOURCE,
        find=SentenceFinder(_find_overstated_grades, _is_ungraded),
    ),
    Check(
        code="E112",
        title="A short answer does not follow from its findings",
        severity="error",
        why="Most readers remember only the short answer.",
        fix="List the findings about the condition under `evidence`, or change the verdict.",
        source="DISCERN, question 4: the sources of the main claims are clear. IPDASi v4, item 16: balanced.",
        find=_find_unsupported_verdicts,
    ),
)
