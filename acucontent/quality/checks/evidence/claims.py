"""Find sentences that claim more than is known, or that claim it without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from acucontent.model.decision import Decision, DecisionOption
from acucontent.model.guide import Guide
from acucontent.model.paths import follow_path
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.evidence.phrase_lists import (
    contains_phrase,
    get_evidence_phrases,
    has_phrases,
    list_citations_by_run,
)
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import Passage, TextRun
from acucontent.quality.phrases import load_grammar, quote_sentence
from acucontent.quality.sentence_finder import SentenceFinder
from acucontent.quality.subject import Subject


def _find_statements(kind: str, message: str) -> SentenceFinder:
    """Make a finder of each sentence that states a phrase of a kind.

    Args:
        kind: The kind of phrase, a key of phrases.en.yaml.
        message: What is wrong with the sentence; the message of the finding is the sentence and these words.
    """

    def find_in(passage: Passage, language: str) -> Iterator[Found]:
        how, phrases = load_grammar(language), get_evidence_phrases(kind, language)
        for stated in how.find_stated(passage, phrases) if how else ():
            yield Found(passage.path, f"{quote_sentence(stated.sentence)} {message}.", stated.words)

    return SentenceFinder(find_in)


def _find_uncited_studies(passage: Passage, language: str) -> Iterator[Found]:
    """Find sentences that refer to studies, in a paragraph that cites none."""
    how, phrases = load_grammar(language), get_evidence_phrases("names-studies", language)
    for run, keys in list_citations_by_run(passage):
        alone = Passage(passage.path, passage.source, (run,), passage.prose)
        for stated in how.find_stated(alone, phrases) if how and not keys else ():
            message = f"{quote_sentence(stated.sentence)} mentions studies but cites none."
            yield Found(passage.path, message, stated.words)


def _needs_citation(subject: Subject, passage: Passage) -> bool:
    """Return whether a passage is prose in a record that cites nothing itself."""
    return passage.prose is not None and not _has_own_sources(subject.guide, passage.path)


def _has_own_sources(guide: Guide, path: str) -> bool:
    """Return whether a record that contains the path has citations or findings of its own."""
    *around, _ = follow_path(guide, path)
    return any(getattr(record, name, ()) for _, record in around for name in ("citations", "evidence"))


_SUMMARIES = ("main_message", "key_points.", "decision.options.")
"""Where a claim of benefit must be complete: readers may read nothing else."""

_REQUIRED = {
    "names-comparator": "what it is compared with",
    "names-time": "when",
    "names-certainty": "how certain that is",
}
"""What a claim of benefit needs besides a source, by the kind of phrase that expresses it."""


def _find_incomplete_benefits(subject: Subject) -> Iterator[Found]:
    """Find claims of benefit in the main points and the choices that lack what readers need to judge them."""
    how, phrases = load_grammar(subject.guide.language), get_evidence_phrases("claims-benefit", subject.guide.language)
    for passage in subject.passages if how else ():
        if passage.path.startswith(_SUMMARIES) and not _is_other_answer(subject.guide, passage.path):
            claim = next(how.find_stated(passage, phrases), None) if how else None
            missing = list(_find_missing_facts(passage, subject)) if claim else []
            if claim and missing:
                message = (
                    f"{quote_sentence(claim.sentence)} claims a benefit but does not say {_join_with_or(missing)}."
                )
                yield Found(passage.path, message, claim.words)


def _is_other_answer(guide: Guide, path: str) -> bool:
    """Return whether a path is in an option, but not in its answer to a question about benefits."""
    decision = guide.decision
    if decision is None or not path.startswith("decision."):
        return False
    asked = [one.id for one in decision.questions if one.about == "benefit"]
    return not path.endswith(tuple(f".answers.{each}.text" for each in asked))


def _join_with_or(parts: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _find_missing_facts(passage: Passage, subject: Subject) -> Iterator[str]:
    for kind, what in _REQUIRED.items():
        if not contains_phrase(kind, passage.words, subject.guide.language):
            yield what
    if not any(keys for _, keys in list_citations_by_run(passage)) and not _has_own_sources(
        subject.guide, passage.path
    ):
        yield "what its source is"


def _find_uncounted_harms(subject: Subject) -> Iterator[Found]:
    """Find choices that give figures for their benefits, but neither give figures for their harms nor say why not."""
    decision, language = subject.guide.decision, subject.guide.language
    sides: tuple[Literal["benefit", "harm"], ...] = ("benefit", "harm")
    if decision is None or not has_phrases(language):
        return
    for option in decision.options:
        benefits, harms = (_join_answers(decision, option, about) for about in sides)
        has_figures = contains_phrase("gives-a-figure", benefits, language)
        kinds = ("gives-a-figure", "says-not-counted")
        if has_figures and not any(contains_phrase(kind, harms, language) for kind in kinds):
            message = f"'{option.name}' has figures for its benefits but none for its harms."
            yield Found(f"decision.options.{option.id}.answers.{_find_harm_question(decision)}.text", message)


def _join_answers(decision: Decision, option: DecisionOption, about: Literal["benefit", "harm"]) -> str:
    return " ".join(str(one.text) for one in decision.list_answers(option, about))


def _find_harm_question(decision: Decision) -> str:
    return next(one.id for one in decision.questions if one.about == "harm")


def _find_bare_ratios(passage: Passage, language: str) -> Iterator[Found]:
    """Find relative risks in paragraphs that give no count of people."""
    how, phrases = load_grammar(language), get_evidence_phrases("tells-a-ratio", language)
    for run in passage.runs:
        if how and not _has_count(run, language):
            alone = Passage(passage.path, passage.source, (run,), passage.prose)
            for stated in how.find_stated(alone, phrases):
                message = f"{quote_sentence(stated.sentence)} gives a ratio without the absolute numbers."
                yield Found(passage.path, message, stated.words)


def _leave_out_declared_counts(subject: Subject, passage: Passage) -> Passage:
    """Return a passage without the paragraphs that give the counts of both groups, as a finding declares them."""
    declared = [
        {arm.count for arm in counts.arms[:2]}
        for statement in subject.guide.evidence.statements
        for counts in statement.counts
    ]
    runs = (run for run in passage.runs if not any(counts <= _list_numbers(run.words) for counts in declared))
    return replace(passage, runs=tuple(runs)) if declared else passage


def _list_numbers(text: str) -> set[float]:
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))}


def _has_count(run: TextRun, language: str) -> bool:
    return contains_phrase("counts-people", run.words, language)


CHECKS = (
    Check(
        code="E101",
        languages=ENGLISH,
        title="A sentence claims proof, or that all experts agree",
        severity="error",
        why="'Proven' and 'experts agree' keep readers from judging the evidence; for acupuncture, neither is true.",
        fix="Say what was compared with what, in how many people, and who graded the certainty.",
        source="DISCERN, questions 6 and 8: balanced and unbiased, areas of uncertainty named.",
        find=_find_statements("claims-proof", "claims proof or agreement"),
    ),
    Check(
        code="E102",
        languages=ENGLISH,
        title="A sentence mentions studies but cites none",
        severity="error",
        why="'Studies show' without a source cannot be checked, and is often based on one small study.",
        fix="Cite the studies in that paragraph as [@key], or say whose view it is.",
        source="DISCERN, question 4: clear what sources were used. CDC Clear Communication Index, item 11.",
        find=SentenceFinder(_find_uncited_studies, _needs_citation),
    ),
    Check(
        code="E103",
        languages=ENGLISH,
        title="A sentence explains how the treatment works as if that were known",
        severity="error",
        why="How needles might help people is not known; a confident explanation is advertising.",
        fix="Say whose idea it is and where it was seen: 'One idea is …', 'In mice …', 'Tradition holds …'.",
        source="DISCERN, questions 8 and 9: how each treatment works, areas of uncertainty.",
        find=_find_statements("tells-how-it-works", "explains how it works as if that were known"),
    ),
    Check(
        code="E104",
        languages=ENGLISH,
        title="A main point claims a benefit but lacks what readers need to judge it",
        severity="error",
        why="'It eases pain' may be true compared with no treatment but not with pretend needles.",
        fix="Say what it is compared with, by when and how certain it is, and cite the source.",
        source="IPDASi v4, items 10 to 14: reference class, event rates, time period, uncertainty.",
        find=_find_incomplete_benefits,
    ),
    Check(
        code="E105",
        languages=ENGLISH,
        title="A choice has figures for its benefits but none for its harms",
        severity="warning",
        why="Readers give more weight to numbers than to words.",
        fix="Give the rate of the harm, or say plainly that no figure was found.",
        source="IPDASi v4, item 8: positive and negative features with equal detail.",
        find=_find_uncounted_harms,
    ),
    Check(
        code="E106",
        languages=ENGLISH,
        title="A ratio of risks is given without the absolute numbers",
        severity="error",
        why="'Twice the risk' can mean 2 in 10 or 2 in a million; a ratio alone makes any change look large.",
        fix="Give both numbers with the same denominator: '2 in 1,000 people instead of 1 in 1,000'.",
        source="Trevena 2013, BMC Medical Informatics and Decision Making 13(Suppl 2):S7 (IPDAS): absolute risks.",
        find=SentenceFinder(_find_bare_ratios, select=_leave_out_declared_counts),
    ),
)
