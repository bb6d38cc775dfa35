"""Check that recommendations are still valid, and that outdated advice is not presented as current."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from acucontent.model import prose
from acucontent.model.base import ReferenceKey
from acucontent.model.evidence import Recommendation
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.freshness.ages import RECOMMENDATION, REFERENCE
from acucontent.quality.languages import ENGLISH
from acucontent.quality.phrases import load_word_list
from acucontent.quality.sentences import split_sentences
from acucontent.quality.subject import Subject


def _find_replaced(subject: Subject) -> Iterator[Found]:
    """Find current recommendations if the same body has a newer one for the same people."""
    current = [one for one in subject.guide.evidence.recommendations if one.status == "current"]
    for one in current:
        newer = [other for other in current if _has_same_scope(one, other) and other.year > one.year]
        if newer:
            message = f"'{one.body}', {one.year}, is marked as current, but '{newer[0].id}' is from {newer[0].year}."
            yield Found(f"evidence.recommendations.{one.id}.status", message)


def _has_same_scope(one: Recommendation, other: Recommendation) -> bool:
    """Return whether two recommendations are by the same body for the same people."""
    return _get_scope(one) == _get_scope(other)


def _get_scope(one: Recommendation) -> tuple[str, ...]:
    return one.body.casefold(), one.region, one.scope.casefold()


def _find_outdated_advice(subject: Subject) -> Iterator[Found]:
    """Find sentences that present advice as valid although it no longer is."""
    guide, outdated = subject.guide, _find_outdated(subject.guide)
    words = load_word_list("acucontent.quality.checks.freshness", "past", guide.language) or {}
    for passage in subject.passages if outdated else ():
        if passage.path.startswith("evidence.recommendations.") or passage.prose is None:
            continue
        for sentence, key in _list_cited_sentences(passage.prose.blocks):
            is_present = _matches_any(words["present"], sentence) and not _matches_any(words["past"], sentence)
            if key in outdated and is_present:
                one = outdated[key]
                message = (
                    f"'{one.body}', {one.year}, is {one.status}, but this sentence presents its advice as current."
                )
                yield Found(passage.path, message, sentence)


def _find_outdated(guide: Guide) -> Mapping[ReferenceKey, Recommendation]:
    """Return the references that only outdated recommendations cite, each with its recommendation."""
    recommendations = guide.evidence.recommendations
    current = {key for one in recommendations if one.status == "current" for key in one.citations}
    return {
        key: one for one in recommendations if one.status != "current" for key in one.citations if key not in current
    }


def _list_cited_sentences(blocks: tuple[prose.ProseBlock, ...]) -> Iterator[tuple[str, ReferenceKey]]:
    """Yield each sentence that ends in a citation, once for each reference that it cites."""
    for block in blocks:
        if isinstance(block, prose.ListBlock):
            for item in block.items:
                yield from _list_cited_sentences(item)
            continue
        words = ""
        for inline in block.children:
            if isinstance(inline, prose.Citation):
                before = split_sentences(words)
                yield from ((before[-1], key) for key in inline.keys if before)
            else:
                words += flatten((inline,))


def _matches_any(patterns: list[str], sentence: str) -> bool:
    return any(re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE) for pattern in patterns)


def _find_old(subject: Subject) -> Iterator[Found]:
    """Find current recommendations that are old and were not checked again."""
    guide = subject.guide
    for one in guide.evidence.recommendations:
        published = subject.today.replace(year=one.year, month=12, day=31)
        is_old = one.status == "current" and subject.today > RECOMMENDATION.find_last_day(published)
        if is_old and not _is_checked_recently(one, subject):
            message = f"'{one.body}' is from {one.year} and was not checked again within {REFERENCE}."
            yield Found(f"evidence.recommendations.{one.id}.year", message)


def _is_checked_recently(one: Recommendation, subject: Subject) -> bool:
    checks = [subject.guide.references[key].checked for key in one.citations]
    return any(check.on is not None and subject.today <= REFERENCE.find_last_day(check.on) for check in checks)


CHECKS: tuple[Check, ...] = (
    Check(
        code="F104",
        title="A recommendation is marked as current although a newer one exists",
        severity="error",
        why="Readers would see two recommendations by one body and might follow the one that it replaced.",
        fix="Write `status: superseded` and under `superseded_by` the id of the newer one.",
        source="DISCERN, question 5: it is clear when the information was produced.",
        find=_find_replaced,
    ),
    Check(
        code="F105",
        languages=ENGLISH,
        title="Outdated advice is presented as current",
        severity="error",
        why="Readers understand the present tense as advice that is valid today.",
        fix="Say when the body gave the advice and that it is no longer valid, or cite current advice instead.",
        source="DISCERN, question 5: it is clear when the information was produced.",
        find=_find_outdated_advice,
    ),
    Check(
        code="F106",
        title="A recommendation is old and was not checked again",
        severity="warning",
        why="Old advice has often been changed or withdrawn since.",
        fix="Check whether it is still valid. Write the date under `checked` of its reference, or change its status.",
        source=RECOMMENDATION.source,
        find=_find_old,
    ),
)
