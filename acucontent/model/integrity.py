"""Rules across the parts of a guide: ids are unique, links and paths are found, references are cited.

The same rules apply to a whole guide and to the valid parts of an invalid one, so that all problems are reported at
once. A value that could not be read counts as found, so that a link to it is not reported, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from acucontent.model.acceptance import Acceptance
from acucontent.model.base import Link, Records, ReferenceKey
from acucontent.model.codes import PointCode
from acucontent.model.handouts import COMBINED_SECTIONS, Handout
from acucontent.model.paths import NoSuchPart, Path, find_value, format_path, list_steps, walk_values
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate, Rate
from acucontent.model.references import Reference
from acucontent.model.suggestions import describe_unknown

Values = list[tuple[Path, Any]]
"""Values of a guide, each with its path."""


@dataclass(frozen=True)
class Fault:
    """A broken rule across the parts of a guide."""

    code: LiteralString
    path: Path
    message: str


def find_faults(parts: Mapping[str, Any], whole: Any, also_cited: Iterable[str] = ()) -> Iterator[Fault]:
    """Yield every broken rule across parts.

    Args:
        parts: Valid parts of a guide by field name.
        whole: The guide; if it is invalid, a partial guide with `UNREAD` for missing values.
        also_cited: Keys that are cited in invalid parts.
    """
    values = [found for name, part in parts.items() for found in walk_values(part, (name,))]
    yield from _find_duplicates(values)
    yield from _find_dead_links(values, whole)
    yield from _find_uncited(values, frozenset(also_cited))
    yield from _find_dead_includes(values, whole)
    yield from _find_dead_acceptances(values, whole)
    yield from _find_unchecked_sources(values, parts.get("references", Records()))


def _find_duplicates(values: Values) -> Iterator[Fault]:
    for path, value in values:
        if not isinstance(value, Records):
            continue
        seen: set[str] = set()
        for index, key in enumerate(value.ids):
            if key in seen:
                message = f"'{key}' is the {value[index].key_field} of an earlier item of this list: give each its own"
                yield Fault("duplicate_id", (*path, index, value[index].key_field), message)
            seen.add(key)


def _find_links(value: Any) -> Iterator[Link | PointCode]:
    if isinstance(value, Prose):
        yield from value.list_links()
    elif isinstance(value, Link):
        yield value


def _find_dead_links(values: Values, whole: Any) -> Iterator[Fault]:
    for path, value in values:
        for target, link in dict.fromkeys((link.target, str(link)) for link in _find_links(value)):
            why = _refuse_link(whole, target, link)
            if why:
                yield Fault("dead_link", path, why)


def _refuse_link(whole: Any, target: str, link: str) -> str | None:
    """Return the message that the record of a link is not found; None if it is found."""
    try:
        find_value(whole, format_path((target, link)))
    except NoSuchPart:
        known = list_steps(find_value(whole, target))
        return describe_unknown("record", link, known, within=target, listed=False)
    return None


def _find_uncited(values: Values, also_cited: frozenset[str]) -> Iterator[Fault]:
    cited = {link for _, value in values for link in _find_links(value) if isinstance(link, ReferenceKey)} | also_cited
    for path, value in values:
        if isinstance(value, Reference) and value.id not in cited:
            message = f"reference '{value.id}' is never cited: cite it as [@{value.id}] or delete it"
            yield Fault("never_cited", (*path, "id"), message)


def _find_dead_includes(values: Values, whole: Any) -> Iterator[Fault]:
    for path, value in values:
        if not isinstance(value, Handout):
            continue
        for index, place in enumerate(value.include):
            why = None if place in COMBINED_SECTIONS else _refuse_path(whole, place)
            if why:
                yield Fault("dead_include", (*path, "include", index), why)


def _find_dead_acceptances(values: Values, whole: Any) -> Iterator[Fault]:
    for path, value in values:
        why = _refuse_path(whole, value.at) if isinstance(value, Acceptance) and value.at else None
        if why:
            yield Fault("dead_acceptance", (*path, "at"), why)


def _refuse_path(whole: Any, path: str) -> str | None:
    """Return the message that a path does not exist; None if it exists."""
    try:
        find_value(whole, path)
    except NoSuchPart as error:
        return str(error)
    return None


def _find_unchecked_sources(values: Values, references: Any) -> Iterator[Fault]:
    for path, value in values:
        if not isinstance(value, Estimate | Rate) or value.citation not in references:
            continue
        if references[value.citation].checked.how == "unchecked" and value.checked != "unchecked":
            message = (
                f"'{value.checked}', but the reference '{value.citation}' is unchecked: check it, or write unchecked"
            )
            yield Fault("unchecked_source", (*path, "checked"), message)
