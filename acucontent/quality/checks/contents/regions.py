"""Find facts of regions that the guide is not for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from acucontent.model.guide import Guide
from acucontent.model.paths import format_path, walk_values
from acucontent.model.prose import Prose
from acucontent.model.regional import RegionalRecord, get_limits, holds_in
from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject


def is_foreign(limits: Iterable[str], guide: Guide) -> bool:
    """Return whether a guide has none of the regions to which a fact is limited."""
    codes = tuple(limits)
    return bool(codes) and not any(holds_in(codes, region) for region in guide.regions.ids)


def _find_foreign_facts(subject: Subject) -> Iterator[Found]:
    """Find the facts of regions that the guide lacks, in one finding for each region."""
    foreign: dict[str, list[str]] = {}
    for path, codes in _list_limits(subject.guide):
        for code in codes:
            if is_foreign((code,), subject.guide):
                foreign.setdefault(code, []).append(path)
    own = ", ".join(subject.guide.regions.ids)
    for region, places in foreign.items():
        records = [path.removesuffix(".regions").removesuffix(".region") for path in places[1:]]
        others = f" So are {', '.join(records)}." if records else ""
        message = f"This is a fact of {region}, which is not a region of the guide ({own})."
        yield Found(places[0], message + others, region)


def _list_limits(guide: Guide) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the regions to which each record or paragraph is limited, with the path at which they are written."""
    for path, value in walk_values(guide):
        if isinstance(value, Prose):
            yield format_path(path), tuple(dict.fromkeys(code for codes in value.paragraph_regions for code in codes))
        elif isinstance(value, RegionalRecord):
            field = "regions" if "regions" in type(value).model_fields else "region"
            yield format_path((*path, field)), get_limits(value)


CHECKS = (
    Check(
        code="C103",
        title="A fact is for a region that the guide lacks",
        severity="warning",
        why="No handout is made for that region, so no reader sees the fact.",
        fix="Add the region with its emergency number under `regions`, or delete the facts of that region.",
        source="Rule of acucontent: a handout has the facts of its own region and never those of another.",
        find=_find_foreign_facts,
    ),
)
