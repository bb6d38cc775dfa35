"""Whether words sound as sure as the grade of the evidence, after GRADE's informative statements.

High certainty: "reduces". Moderate: "probably reduces". Low: "may reduce". Very low: "we are very unsure"
(Santesso and others, GRADE guidelines 26, J Clin Epidemiol 2020;119:126-135). What a study found, told in the past with
its figure, is a report and needs no such word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from acucontent.model.evidence import CertaintyLevel, Statement
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.evidence.words import evidence_phrases, says
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import grammar, quoted
from acucontent.quality.subject import Subject

RANK: dict[CertaintyLevel, int] = {
    "very low": 1,
    "low or very low": 2,
    "low": 2,
    "not graded": 2,
    "moderate": 3,
    "high": 4,
}
"""How sure each level is. What nobody graded may be told with 'may', and no surer."""

_WORD = {1: "we are very unsure", 2: "may", 3: "probably", 4: "a plain verb, as in 'eases'"}
"""The word that fits each rank."""

_NAME = {1: "very low", 2: "low", 3: "moderate", 4: "high"}

SOUNDS = {"sounds-high": 4, "sounds-moderate": 3, "sounds-low": 2}
"""How sure each kind of phrase sounds."""

_GRADES = {"grade-high": 4, "grade-moderate": 3, "grade-low": 2, "grade-very-low": 1}


def _wrong_word(subject: Subject) -> Iterator[Found]:
    """In each finding's `size`, sentences surer or less sure than any of its grades."""
    sizes = {passage.path: passage for passage in subject.passages}
    for statement in subject.guide.evidence.statements:
        passage = sizes[f"evidence.statements.{statement.id}.size"]
        for sentence, words, sounds in _sounding(passage, subject.guide.language):
            fits = _fitting(statement, sounds)
            if fits is not None:
                graded = " and ".join(dict.fromkeys(one.level for one in statement.certainty))
                told = (
                    f"{quoted(sentence)} sounds {'surer' if sounds > fits else 'less sure'} than its grade ({graded})."
                )
                yield Found(passage.path, told, words, f"Write {_WORD[fits]!r}, or correct the grade.")


def _fitting(statement: Statement, sounds: int) -> int | None:
    """The rank that would fit in the place of one that does not, if it does not."""
    ranks = [RANK[certainty.level] for certainty in statement.certainty]
    graded = [rank for one, rank in zip(statement.certainty, ranks, strict=True) if one.level != "not graded"]
    if sounds > max(ranks):
        return max(ranks)
    return min(graded) if graded and len(graded) == len(ranks) and sounds < min(graded) else None


def _sounding(passage: Passage, language: str) -> Iterator[tuple[str, str, int]]:
    """Sentences that sound more or less sure of an effect: the sentence, the words, and how sure."""
    how = grammar(language)
    for run in passage.runs if how else ():
        for sentence in run.sentences:
            alone = replace(passage, runs=(replace(run, words=sentence),))
            for kind, sounds in SOUNDS.items():
                hedged = kind == "sounds-high" and (
                    says("sounds-moderate", sentence, language) or says("sounds-low", sentence, language)
                )
                stated = next(how.stated(alone, evidence_phrases(kind, language)), None) if how else None
                if stated and not hedged:
                    yield sentence, stated.words, sounds
                    break


def _surer_than_named(subject: Subject) -> Iterator[Found]:
    """In any paragraph that names a grade, sentences that sound surer than the highest grade it names."""
    language = subject.guide.language
    for passage in subject.passages:
        if passage.path.startswith("evidence.statements.") and passage.path.endswith(".size"):
            continue
        for run in passage.runs:
            named = [rank for kind, rank in _GRADES.items() if says(kind, run.words, language)]
            for sentence, words, sounds in _sounding(replace(passage, runs=(run,)), language) if named else ():
                if sounds > max(named):
                    told = f"{quoted(sentence)} sounds surer than the grade beside it ({_NAME[max(named)]})."
                    yield Found(passage.path, told, words, f"Write {_WORD[max(named)]!r}, or correct the grade.")


def _verdict(subject: Subject) -> Iterator[Found]:
    """Short answers that the findings beside them do not bear."""
    guide = subject.guide
    for condition in guide.conditions:
        path = f"conditions.{condition.id}.verdict"
        found = [guide.evidence.statements[key] for key in condition.evidence]
        hopeful = any(one.about == "benefit" and one.direction in ("better", "slightly better") for one in found)
        if condition.verdict == "not studied" and found:
            yield Found(path, f"'{condition.name}' is 'not studied', yet it names {len(found)} findings.")
        elif condition.verdict != "not studied" and not found:
            yield Found(path, f"'{condition.name}' has the answer '{condition.verdict}' and names no finding for it.")
        elif condition.verdict.startswith("may help") and not hopeful:
            told = f"'{condition.name}' has the answer '{condition.verdict}', and none of its findings is better."
            yield Found(path, told)


GRADE = "GRADE guidelines 26 (Santesso 2020, J Clin Epidemiol 119:126-135), table of informative statements."

CHECKS = (
    Check(
        code="E110",
        title="A finding sounds more or less sure than its grade",
        severity="error",
        why="Readers hear 'probably' and 'may' as a measure; the wrong word makes the evidence look better or worse.",
        fix="Use the word of the grade: high 'eases', moderate 'probably eases', low 'may ease', very low 'unsure'.",
        source=GRADE,
        find=_wrong_word,
    ),
    Check(
        code="E111",
        title="A sentence sounds surer than the grade beside it",
        severity="error",
        why="A word and a grade that disagree leave the reader with the one that pleases.",
        fix="Use the word of the grade: moderate 'probably', low 'may', very low 'very unsure'.",
        source=GRADE,
        find=_surer_than_named,
    ),
    Check(
        code="E112",
        title="A short answer does not follow from its findings",
        severity="error",
        why="Most readers take away the short answer alone.",
        fix="Name the findings that bear on the condition under `evidence`, or change the verdict.",
        source="DISCERN, question 4: the sources of the main claims are clear. IPDASi v4, item 16: balanced.",
        find=_verdict,
    ),
)
