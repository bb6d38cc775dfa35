"""Checks of the reading grade of each composed handout, and of the prose of each part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.handouts import Handout
from acucontent.quality.check import Check, Found
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import is_english
from acucontent.quality.readability import SMOG_ERROR, SMOG_SENTENCES, Readability, measure_blocks, measure_texts
from acucontent.quality.subject import Subject

MAX_GRADE = 8
"""The maximum US school grade of a volume, and of the prose of each part."""

MAX_SHEET_GRADE = 7
"""The maximum US school grade of a sheet or decision aid, which has few words and is read at a visit."""

_MAX_WORDS_SHOWN = 5
_SOURCE = (
    "SMOG: McLaughlin, J Reading 1969;12:639-646. Flesch-Kincaid: Kincaid et al, Research Branch Report 8-75, 1975. "
    "Grade 8 or lower: NIH and AMA advice on patient materials; NHS digital service manual, Health literacy. "
    "Grade 7 for sheets: our own rule"
)


def measure_handouts(subject: Subject) -> Iterator[tuple[Edition, Readability]]:
    """Measure each composed handout; yield nothing if the guide is not in English."""
    if is_english(subject.guide):
        for edition in subject.handout_editions:
            document = edition.document
            yield edition, measure_blocks((*document.opening, *document.sections))


def list_glossary_terms(guide: Guide) -> tuple[str, ...]:
    """Return the terms that the glossary explains."""
    return tuple(term.term for term in guide.glossary)


def get_max_grade(handout: Handout) -> int:
    """Return the maximum US school grade of a handout."""
    return MAX_GRADE if handout.is_volume else MAX_SHEET_GRADE


def is_too_hard(reading: Readability, most: int) -> bool:
    """Return whether a grade is above the maximum; SMOG counts only if there are enough sentences."""
    return reading.flesch_kincaid > most or (reading.has_enough_sentences and reading.smog > most)


def format_grades(reading: Readability) -> str:
    """Format both grades."""
    if not reading.has_enough_sentences:
        count = len(reading.sentences)
        return f"Flesch-Kincaid grade {reading.flesch_kincaid:.1f} (too short for SMOG: {count} sentences)"
    return f"SMOG grade {reading.smog:.1f} (± {SMOG_ERROR}) and Flesch-Kincaid grade {reading.flesch_kincaid:.1f}"


def _describe(name: str, reading: Readability, known: Readability, most: int) -> str:
    """Describe the grades of a text and their causes.

    Args:
        name: The name of the text.
        reading: The reading for all readers.
        known: The reading for those who know the terms of the glossary. Its causes are shown if it is too hard as well.
        most: The maximum grade.
    """
    causes = _describe_causes(known if is_too_hard(known, most) else reading)
    grades = f"{format_grades(reading)}; with known glossary terms, {format_grades(known)}"
    return f"{name} has {grades}. The maximum is grade {most}. {causes}."


def _describe_causes(reading: Readability) -> str:
    words = ", ".join(f"{word} ({times})" for word, times in reading.hard_words.most_common(_MAX_WORDS_SHOWN))
    sentences = " / ".join(f"“{sentence}”" for sentence in tuple(dict.fromkeys(reading.hardest_sentences))[:2])
    return f"Hardest words: {words or 'none'}. Hardest sentences: {sentences or 'none'}"


def _find_handouts(subject: Subject, *, hard_with_known_terms: bool) -> Iterator[Found]:
    for edition, reading in measure_handouts(subject):
        known = reading.measure_with_known_terms(list_glossary_terms(subject.guide))
        most = get_max_grade(edition.handout)
        if is_too_hard(reading, most) and is_too_hard(known, most) == hard_with_known_terms:
            id_ = edition.handout.id
            yield Found(f"handouts.{id_}", _describe(f"The handout '{id_}'", reading, known, most))


def _find_hard_handouts(subject: Subject) -> Iterator[Found]:
    return _find_handouts(subject, hard_with_known_terms=True)


def _find_hard_terms(subject: Subject) -> Iterator[Found]:
    return _find_handouts(subject, hard_with_known_terms=False)


def _find_hard_parts(subject: Subject) -> Iterator[Found]:
    """Find parts whose prose is too hard by itself, without short table cells and labels."""
    terms = list_glossary_terms(subject.guide)
    prose = [passage for passage in subject.passages if passage.prose]
    for part, group in groupby(prose, key=lambda passage: passage.part):
        reading = measure_texts(run.words for passage in group for run in passage.runs)
        known = reading.measure_with_known_terms(terms)
        if reading.has_enough_sentences and is_too_hard(known, MAX_GRADE):
            yield Found(part, _describe(f"The prose of '{part}'", reading, known, MAX_GRADE))


def _find_short_handouts(subject: Subject) -> Iterator[Found]:
    for edition, reading in measure_handouts(subject):
        if not reading.has_enough_sentences:
            counts = f"{len(reading.sentences)} sentences but SMOG needs {SMOG_SENTENCES}"
            message = f"The handout '{edition.handout.id}' has {counts}; only its Flesch-Kincaid grade is checked."
            yield Found(f"handouts.{edition.handout.id}", message)


CHECKS = (
    Check(
        code="R101",
        languages=ENGLISH,
        title="A handout is harder to read than grade 8, or a sheet than grade 7",
        severity="error",
        why="Many adults read at grade 8 or below, and illness makes reading harder.",
        fix="Use shorter words and one idea per sentence; begin with the words and sentences in the message.",
        source=_SOURCE,
        find=_find_hard_handouts,
    ),
    Check(
        code="R102",
        languages=ENGLISH,
        title="A handout is harder to read than grade 8, or a sheet than grade 7, because of its glossary terms",
        severity="warning",
        why="A reader can learn a term from the glossary, but each use of it still slows down a weak reader.",
        fix="Use plain words more often, and the term only where the reader needs it.",
        source=_SOURCE,
        find=_find_hard_terms,
    ),
    Check(
        code="R103",
        languages=ENGLISH,
        title="The prose of a part is harder to read than grade 8",
        severity="warning",
        why="Short table cells lower the grade of a whole handout, but do not help a reader of the prose of one part.",
        fix="Use shorter words and one idea per sentence; begin with the words and sentences in the message.",
        source=_SOURCE,
        find=_find_hard_parts,
    ),
    Check(
        code="R104",
        languages=ENGLISH,
        title="A handout is too short for a SMOG grade",
        severity="note",
        why="SMOG was developed for 30 sentences; a grade for fewer looks more precise than it is.",
        fix="Test the handout by reading it aloud with a patient.",
        source="McLaughlin, J Reading 1969;12:639-646, on samples of 30 sentences",
        find=_find_short_handouts,
    ),
)
