"""Find prices, coverage and registers of regions that the guide is not for."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject

_EVERYWHERE = "international"


def _find_foreign_facts(subject: Subject) -> Iterator[Found]:
    """Find the facts of regions that the guide lacks, in one finding for each region."""
    guide = subject.guide
    facts = (
        *((f"costs.prices.{one.id}", one.region) for one in guide.costs.prices),
        *((f"costs.coverage.{one.id}", one.region) for one in guide.costs.coverage),
        *((f"practitioners.credentials.{one.id}", one.region) for one in guide.practitioners.credentials),
    )
    foreign: dict[str, list[str]] = {}
    for path, region in facts:
        if region not in (*guide.regions.ids, _EVERYWHERE):
            foreign.setdefault(region, []).append(path)
    for region, places in foreign.items():
        others = f" So are {', '.join(places[1:])}." if len(places) > 1 else ""
        message = f"This is a fact of {region}, which is not a region of the guide ({', '.join(guide.regions.ids)})."
        yield Found(f"{places[0]}.region", message + others, region)


CHECKS = (
    Check(
        code="C103",
        title="A price, payer or register is of a region that the guide lacks",
        severity="warning",
        why="No handout is made for that region, so its readers never see the fact, and other readers may rely on it.",
        fix="Add the region with its emergency number under `regions`, or delete the facts of that region.",
        source="Rule of acucontent: a handout has the facts of its own region and never those of another.",
        find=_find_foreign_facts,
    ),
)
