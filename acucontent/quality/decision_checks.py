"""Checks of the decision aid that decide items of IPDAS v4."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.blocks import Grid
from acucontent.model.decision import Decision
from acucontent.quality.check import DocumentCheck, Found
from acucontent.quality.subject import Subject

_IPDAS = "IPDAS v4 (Joseph-Williams et al, Med Decis Making 2014;34:699-710)"


def _find_missing_aid(subject: Subject) -> Iterator[Found]:
    if subject.guide.decision is None:
        yield Found("", "The guide has no decision aid.")


def _find_missing_counts(subject: Subject) -> Iterator[Found]:
    if not _list_comparisons(subject):
        yield Found("decision", "The decision aid compares no counts of people.")


def _find_uncompared_options(subject: Subject) -> Iterator[Found]:
    decision = subject.guide.decision
    for option in decision.options if decision else ():
        if option.id not in _list_compared(decision):
            yield Found(f"decision.options.{option.id}", f"“{option.name}” is in no comparison of counts.")


def _list_compared(decision: Decision | None) -> set[str]:
    """Return the options that are in a comparison, as an arm or as the comparator."""
    found = decision.comparisons if decision else ()
    return {str(option) for one in found for option in (*one.arms.ids, one.comparator.option) if option}


def _list_comparisons(subject: Subject) -> list[str]:
    return list(subject.guide.decision.comparisons.ids) if subject.guide.decision else []


def _find_ungraded_comparisons(subject: Subject) -> Iterator[Found]:
    yield from _find_missing_counts(subject)
    for one in subject.guide.decision.comparisons if subject.guide.decision else ():
        if one.certainty.level == "not graded":
            yield Found(f"decision.comparisons.{one.id}.certainty", f"Nobody graded the comparison “{one.title}”.")


def _find_missing_pictures(subject: Subject) -> Iterator[Found]:
    if not any(one.of == 100 for one in (subject.guide.decision.comparisons if subject.guide.decision else ())):
        yield Found("decision", "No comparison is drawn as a picture of 100 people.")


def _find_missing_worksheet(subject: Subject) -> Iterator[Found]:
    """Find guides without a handout that asks what matters to the reader."""
    blocks = (block for edition in subject.handout_editions for block in edition.document.walk_blocks())
    if not any(isinstance(block, Grid) and block.id == "decision.values_grid" for block in blocks):
        yield Found("handouts", "No handout asks what matters to the reader: include `decision` in a decision aid.")


def _find_missing_review(subject: Subject) -> Iterator[Found]:
    if subject.guide.review.status != "reviewed":
        yield Found("review.status", "No clinician has reviewed the guide.")


CHECKS: tuple[DocumentCheck, ...] = (
    DocumentCheck(
        code="decision-aid",
        title="The guide has no decision aid",
        source=f"{_IPDAS}, qualifying criteria.",
        find=_find_missing_aid,
    ),
    DocumentCheck(
        code="compared-counts",
        title="The decision aid compares no counts of people",
        source=f"{_IPDAS}, quality criteria on probabilities.",
        find=_find_missing_counts,
    ),
    DocumentCheck(
        code="compared-options",
        title="A choice is in no comparison of counts",
        source=f"{_IPDAS}, quality criteria on probabilities.",
        find=_find_uncompared_options,
    ),
    DocumentCheck(
        code="graded-comparisons",
        title="A comparison of counts has no grade of certainty",
        source=f"{_IPDAS}, quality criteria on evidence.",
        find=_find_ungraded_comparisons,
    ),
    DocumentCheck(
        code="drawn-counts",
        title="No comparison is drawn as a picture of 100 people",
        source=f"{_IPDAS}, quality criteria on probabilities.",
        find=_find_missing_pictures,
    ),
    DocumentCheck(
        code="worksheet",
        title="No handout asks what matters to the reader",
        source=f"{_IPDAS}, quality criteria on values and guidance.",
        find=_find_missing_worksheet,
    ),
    DocumentCheck(
        code="clinician-review",
        title="No clinician has reviewed the guide",
        source=f"{_IPDAS}, quality criteria on development.",
        find=_find_missing_review,
    ),
)
"""The checks of this module."""
