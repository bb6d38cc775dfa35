"""Whether what bodies recommend still holds, and is told so."""

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
from acucontent.quality.passages import english_passages
from acucontent.quality.phrases import word_list
from acucontent.quality.reading import split
from acucontent.quality.subject import Subject


def _outrun(subject: Subject) -> Iterator[Found]:
    """Those called current beside a newer one of the same body for the same people."""
    current = [one for one in subject.guide.evidence.recommendations if one.status == "current"]
    for one in current:
        newer = [other for other in current if _same(one, other) and other.year > one.year]
        if newer:
            told = f"'{one.body}', {one.year}, is called current, beside '{newer[0].id}' of {newer[0].year}."
            yield Found(f"evidence.recommendations.{one.id}.status", told)


def _same(one: Recommendation, other: Recommendation) -> bool:
    """Whether two recommendations are of one body for the same people."""
    return _of_whom(one) == _of_whom(other)


def _of_whom(one: Recommendation) -> tuple[str, ...]:
    return one.body.casefold(), one.region, one.scope.casefold()


def _given_as_current(subject: Subject) -> Iterator[Found]:
    """Sentences that give advice which no longer holds as if it did."""
    guide, gone = subject.guide, _gone(subject.guide)
    words = word_list("acucontent.quality.checks.freshness", "past", guide.language) or {}
    for passage in english_passages(guide) if gone else ():
        if passage.path.startswith("evidence.recommendations.") or passage.prose is None:
            continue
        for sentence, key in _cited(passage.prose.blocks):
            if key in gone and _holds(words["present"], sentence) and not _holds(words["past"], sentence):
                one = gone[key]
                told = f"'{one.body}', {one.year}, is {one.status}, and this sentence gives its advice as if it held."
                yield Found(passage.path, told, sentence)


def _gone(guide: Guide) -> Mapping[ReferenceKey, Recommendation]:
    """The references in which nothing stands but a recommendation that no longer holds."""
    recommendations = guide.evidence.recommendations
    holding = {key for one in recommendations if one.status == "current" for key in one.citations}
    return {
        key: one for one in recommendations if one.status != "current" for key in one.citations if key not in holding
    }


def _cited(blocks: tuple[prose.ProseBlock, ...]) -> Iterator[tuple[str, ReferenceKey]]:
    """Each sentence that ends in citations, with each of them."""
    for block in blocks:
        if isinstance(block, prose.ListBlock):
            for item in block.items:
                yield from _cited(item)
            continue
        words = ""
        for inline in block.children:
            if isinstance(inline, prose.Citation):
                before = list(split(words))
                yield from ((before[-1], key) for key in inline.keys if before)
            else:
                words += flatten((inline,))


def _holds(patterns: list[str], sentence: str) -> bool:
    return any(re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE) for pattern in patterns)


def _old(subject: Subject) -> Iterator[Found]:
    """Those called current that are old and were not looked up again."""
    guide = subject.guide
    for one in guide.evidence.recommendations:
        published = subject.today.replace(year=one.year, month=12, day=31)
        if one.status == "current" and subject.today > RECOMMENDATION.after(published) and not _looked_up(one, subject):
            told = f"'{one.body}' dates from {one.year} and was not looked up again within {REFERENCE}."
            yield Found(f"evidence.recommendations.{one.id}.year", told)


def _looked_up(one: Recommendation, subject: Subject) -> bool:
    checks = [subject.guide.references[key].checked for key in one.citations]
    return any(check.on is not None and subject.today <= REFERENCE.after(check.on) for check in checks)


CHECKS: tuple[Check, ...] = (
    Check(
        code="F104",
        title="A recommendation is called current beside a newer one",
        severity="error",
        why="A reader would be told two things by one body and could act on the one that it gave up.",
        fix="Write `status: superseded` and under `superseded_by` the id of the newer one.",
        source="DISCERN, question 5: it is clear when the information was produced.",
        find=_outrun,
    ),
    Check(
        code="F105",
        title="Advice that no longer holds is given as if it did",
        severity="error",
        why="A reader takes a present tense for advice that holds today.",
        fix="Say when the body said so and that it no longer holds, or rest the sentence on advice that is current.",
        source="DISCERN, question 5: it is clear when the information was produced.",
        find=_given_as_current,
    ),
    Check(
        code="F106",
        title="A recommendation is old and was not looked up again",
        severity="warning",
        why="Old advice has often been changed or taken back, and nobody has looked.",
        fix="Look up whether it still holds. Write the day under `checked` of its reference, or change its status.",
        source=RECOMMENDATION.source,
        find=_old,
    ),
)
