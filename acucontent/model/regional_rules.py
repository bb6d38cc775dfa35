"""Rules for facts of some regions only: safety reaches all, no text is empty, and links lead to what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias, get_args

from acucontent.model.base import Link, Records
from acucontent.model.codes import PointCode
from acucontent.model.fault import Fault
from acucontent.model.paths import Path, format_path
from acucontent.model.prose import Prose
from acucontent.model.regional import get_limits, holds_in
from acucontent.model.risks import RedFlag

Values: TypeAlias = list[tuple[Path, Any]]

_SAFETY = (
    ("risks", "red_flags"),
    ("risks", "precautions"),
    *(("sessions", "aftercare", urgency) for urgency in get_args(RedFlag.model_fields["urgency"].annotation)),
)
"""The places whose texts reach the readers of every region."""

_REASON = "why"
"""The field of a precaution that gives only its reason, which can have a paragraph for some regions."""

_NEVER_EMPTY = (("sessions", "steps"),)
"""Lists that need a record for every region."""


def find_regional_faults(values: Values, regions: Iterable[str]) -> Iterator[Fault]:
    """Yield every broken rule about facts that hold in some regions only.

    Args:
        values: The values of a guide, each with its path.
        regions: The codes of the regions of the guide.
    """
    limited = {path: limits for path, value in values if (limits := get_limits(value))}
    regional = [(path, value) for path, value in values if isinstance(value, Prose) and value.is_regional]
    if not limited and not regional:
        return
    scopes = _Scopes(limited, tuple(regions))
    yield from _find_limited_safety(limited, regional)
    yield from _find_gaps(values, regional, scopes)
    yield from _find_lost_links(values, scopes)


class _Scopes:
    """The regions for which each place of a guide is printed."""

    def __init__(self, limited: Mapping[Path, tuple[str, ...]], regions: tuple[str, ...]) -> None:
        self.limited = limited
        self.regions = regions

    def list_regions(self, path: Path) -> tuple[str, ...]:
        """Return the regions of the guide for which the value at a path is printed."""
        around = [self.limited[path[:end]] for end in range(1, len(path) + 1) if path[:end] in self.limited]
        return tuple(region for region in self.regions if all(holds_in(limits, region) for limits in around))


def _find_limited_safety(limited: Mapping[Path, tuple[str, ...]], regional: Values) -> Iterator[Fault]:
    for path in (*limited, *(path for path, _ in regional)):
        if path[-1] != _REASON and any(path[: len(place)] == place for place in _SAFETY):
            message = "is a warning, which must reach the readers of every region: remove its regions"
            yield Fault("regional_warning", path, message)


def _find_gaps(values: Values, regional: Values, scopes: _Scopes) -> Iterator[Fault]:
    """Yield the texts and lists of which nothing is left for a region that prints them."""
    for path, prose in regional:
        empty = [region for region in scopes.list_regions(path) if not prose.narrow(region).blocks]
        if empty:
            names = ", ".join(empty)
            message = f"has no text for {names}: add a paragraph that begins with {{{names}}}, or one for every region"
            yield Fault("regional_gap", path, message)
    for path, value in values:
        if path in _NEVER_EMPTY and isinstance(value, Records):
            empty = [one for one in scopes.regions if not any(holds_in(get_limits(each), one) for each in value)]
            if empty:
                yield Fault("regional_gap", path, f"has no record for {', '.join(empty)}: add one for this region")


def _find_lost_links(values: Values, scopes: _Scopes) -> Iterator[Fault]:
    """Yield the links that are printed for a region in which the record that they lead to does not hold."""
    targets = {format_path(path): limits for path, limits in scopes.limited.items()}
    for path, value in values:
        if not isinstance(value, Prose | Link):
            continue
        for target in dict.fromkeys(target for target in _list_targets(value) if target in targets):
            lost = [
                region
                for region in scopes.list_regions(path)
                if not holds_in(targets[target], region) and target in _list_targets(_narrow(value, region))
            ]
            if lost:
                yield Fault("regional_link", path, _describe_lost_link(target, targets[target], lost, value))


def _list_targets(value: Prose | Link) -> list[str]:
    links: Iterable[Link | PointCode] = value.list_links() if isinstance(value, Prose) else (value,)
    return [format_path((link.target, str(link))) for link in links]


def _narrow(value: Prose | Link, region: str) -> Prose | Link:
    return value.narrow(region) if isinstance(value, Prose) else value


def _describe_lost_link(target: str, limits: tuple[str, ...], lost: list[str], value: Prose | Link) -> str:
    here = ", ".join(limits)
    fix = f"begin its paragraph with {{{here}}}, or limit" if isinstance(value, Prose) else "limit"
    return (
        f"links to '{target}', which holds in {here}, but is printed for {', '.join(lost)}, too: "
        f"{fix} this record to regions: [{here}]"
    )
