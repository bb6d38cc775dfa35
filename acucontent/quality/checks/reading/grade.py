"""Reading grade: of each handout as it is composed, and of the prose of each part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.passages import english, english_passages
from acucontent.quality.reading import SMOG_ERROR, SMOG_SENTENCES, Reading, reading, reading_of
from acucontent.quality.subject import Subject

GRADE = 8
"""The highest school grade that a guide is written for."""

_SHOWN = 5
_SOURCE = (
    "SMOG: McLaughlin, J Reading 1969;12:639-646. Flesch-Kincaid: Kincaid et al, Research Branch Report 8-75, 1975. "
    "Grade 8 or lower: NIH and AMA advice on patient materials; NHS digital service manual, Health literacy"
)


def handout_readings(subject: Subject) -> Iterator[tuple[Edition, Reading]]:
    """Each handout with its reading, as it is composed; of a guide in another language than English, none."""
    if english(subject.guide):
        for edition in subject.sheets:
            document = edition.document
            yield edition, reading((*document.opening, *document.sections))


def known_terms(guide: Guide) -> tuple[str, ...]:
    """The terms that the glossary explains."""
    return tuple(term.term for term in guide.glossary)


def hard(counted: Reading) -> bool:
    """Whether a grade is above what it may be; SMOG counts only where there are sentences enough for it."""
    return counted.flesch_kincaid > GRADE or (counted.enough and counted.smog > GRADE)


def told(counted: Reading) -> str:
    """Both grades in words."""
    if not counted.enough:
        sentences = len(counted.sentences)
        return f"Flesch-Kincaid grade {counted.flesch_kincaid:.1f} (too short for SMOG: {sentences} sentences)"
    return f"SMOG grade {counted.smog:.1f} (give or take {SMOG_ERROR}), Flesch-Kincaid {counted.flesch_kincaid:.1f}"


def _graded(what: str, counted: Reading, known: Reading) -> str:
    """Both readings of something, and what raises its grade: the terms only where nothing else does."""
    causes = _causes(known if hard(known) else counted)
    return f"{what} reads at {told(counted)}; with the glossary's terms known, {told(known)}. {causes}."


def _causes(counted: Reading) -> str:
    words = ", ".join(f"{word} ({times})" for word, times in counted.hard.most_common(_SHOWN))
    sentences = " / ".join(f"“{sentence}”" for sentence in tuple(dict.fromkeys(counted.hardest))[:2])
    return f"Hardest words: {words or 'none'}. Hardest sentences: {sentences or 'none'}"


def _hard_handouts(subject: Subject, *, even_with_terms_known: bool) -> Iterator[Found]:
    for edition, counted in handout_readings(subject):
        known = counted.knowing(known_terms(subject.guide))
        if hard(counted) and hard(known) == even_with_terms_known:
            yield Found(f"handouts.{edition.handout.id}", _graded(f"Handout '{edition.handout.id}'", counted, known))


def _too_hard(subject: Subject) -> Iterator[Found]:
    return _hard_handouts(subject, even_with_terms_known=True)


def _hard_terms(subject: Subject) -> Iterator[Found]:
    return _hard_handouts(subject, even_with_terms_known=False)


def _hard_parts(subject: Subject) -> Iterator[Found]:
    """Parts whose prose alone is hard: short cells and labels of the page cannot make up for it."""
    terms = known_terms(subject.guide)
    prose = [passage for passage in english_passages(subject.guide) if passage.prose]
    for part, group in groupby(prose, key=lambda passage: passage.part):
        counted = reading_of(run.words for passage in group for run in passage.runs)
        known = counted.knowing(terms)
        if counted.enough and hard(known):
            yield Found(part, _graded(f"The prose of '{part}'", counted, known))


def _short(subject: Subject) -> Iterator[Found]:
    for edition, counted in handout_readings(subject):
        if not counted.enough:
            sentences = f"{len(counted.sentences)} sentences, and SMOG needs {SMOG_SENTENCES}"
            message = (
                f"Handout '{edition.handout.id}' has {sentences}; only its Flesch-Kincaid grade is held to the limit."
            )
            yield Found(f"handouts.{edition.handout.id}", message)


def _not_counted(subject: Subject) -> Iterator[Found]:
    """The guide, where its words cannot be read by a program that knows English alone."""
    if not english(subject.guide):
        message = (
            f"The guide is in '{subject.guide.language}'; the words of families R, P and A are known in English alone"
        )
        yield Found("language", f"{message}, so no sentence of it was judged.")


CHECKS = (
    Check(
        code="R100",
        title="The guide's language is not one whose words the checks know",
        severity="note",
        why="A check that does not know a language finds nothing in it, which proves nothing.",
        fix="Have a person who speaks the language read the guide against the list of checks.",
        source="This package knows English word lists alone",
        find=_not_counted,
    ),
    Check(
        code="R101",
        title="A handout is harder to read than grade 8",
        severity="error",
        why="Many adults read at grade 8 or below, and an ill reader reads worse than a well one.",
        fix="Fix the named words and sentences: shorter words, one idea a sentence.",
        source=_SOURCE,
        find=_too_hard,
    ),
    Check(
        code="R102",
        title="A handout is harder than grade 8 because of its defined terms",
        severity="warning",
        why="A term that the glossary explains is learned once, yet each use of it still slows a weak reader.",
        fix="Say the plain words more often, and the term only where the reader needs it.",
        source=_SOURCE,
        find=_hard_terms,
    ),
    Check(
        code="R103",
        title="The prose of a part is harder than grade 8",
        severity="warning",
        why="Short table cells lower the grade of a whole handout; whoever reads one part meets its prose alone.",
        fix="Fix the named words and sentences of this part.",
        source=_SOURCE,
        find=_hard_parts,
    ),
    Check(
        code="R104",
        title="A handout is too short for a SMOG grade",
        severity="note",
        why="SMOG was fitted to 30 sentences; a figure from fewer looks surer than it is.",
        fix="Judge the sheet by reading it aloud to a patient.",
        source="McLaughlin, J Reading 1969;12:639-646, on samples of 30 sentences",
        find=_short,
    ),
)
