"""Check that each recommendation has a valid year, and that a superseded one names its successor."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject


def _find_invalid_dates(subject: Subject) -> Iterator[Found]:
    guide = subject.guide
    latest = max(subject.today, guide.published).year
    for one in guide.evidence.recommendations:
        path = f"evidence.recommendations.{one.id}"
        if one.year > latest:
            yield Found(f"{path}.year", f"'{one.body}' has the year {one.year}, which is in the future.", str(one.year))
        if one.status == "superseded" and one.superseded_by is None:
            yield Found(f"{path}.status", f"'{one.body}', {one.year}, is superseded but `superseded_by` is missing.")
        if one.superseded_by is not None:
            newer = guide.evidence.recommendations[one.superseded_by]
            if newer.year < one.year or newer.id == one.id:
                message = f"'{one.body}', {one.year}, cannot be superseded by a recommendation of {newer.year}."
                yield Found(f"{path}.superseded_by", message, newer.id)


CHECKS = (
    Check(
        code="E119",
        title="A recommendation has an invalid year or successor",
        severity="error",
        why="Readers need to see whether advice is still valid, and what replaced it.",
        fix="Write the year of the last update, and under `superseded_by` the id of the newer recommendation.",
        source="DISCERN, question 5: it is clear when the information was produced. NICE: surveillance and updates.",
        find=_find_invalid_dates,
    ),
)
