"""Whether what bodies recommend is dated, and what took the place of what no longer holds."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject


def _undated(subject: Subject) -> Iterator[Found]:
    guide = subject.guide
    latest = max(subject.today, guide.published).year
    for one in guide.evidence.recommendations:
        path = f"evidence.recommendations.{one.id}"
        if one.year > latest:
            yield Found(f"{path}.year", f"'{one.body}' is dated {one.year}, which is still to come.", str(one.year))
        if one.status == "superseded" and one.superseded_by is None:
            yield Found(f"{path}.status", f"'{one.body}', {one.year}, is superseded, and by what is not said.")
        if one.superseded_by is not None:
            newer = guide.evidence.recommendations[one.superseded_by]
            if newer.year < one.year or newer.id == one.id:
                told = f"'{one.body}', {one.year}, cannot be superseded by one of {newer.year}."
                yield Found(f"{path}.superseded_by", told, newer.id)


CHECKS = (
    Check(
        code="E119",
        title="A recommendation has no sound date or successor",
        severity="error",
        why="A reader must see whether advice still holds, and what took its place.",
        fix="Write the year of the last update, and under `superseded_by` the id of the newer recommendation.",
        source="DISCERN, question 5: it is clear when the information was produced. NICE: surveillance and updates.",
        find=_undated,
    ),
)
