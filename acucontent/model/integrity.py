"""Rules across the parts of a guide: ids are unique, links and paths are found, references are cited.

The same rules apply to a whole guide and to the valid parts of an invalid one, so that all problems are reported at
once. A value that could not be read counts as found, so that a link to it is not reported, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from acucontent.model.acceptance import Acceptance
from acucontent.model.acupoints import Acupoint
from acucontent.model.base import Link, Records, ReferenceKey
from acucontent.model.codes import PointCode
from acucontent.model.decision import DecisionComparison
from acucontent.model.decision_rules import find_decision_faults
from acucontent.model.evidence import Recommendation
from acucontent.model.fault import Fault
from acucontent.model.figure_rules import find_figure_faults
from acucontent.model.forms import Form
from acucontent.model.handout_rules import find_handout_faults, find_hidden_warnings
from acucontent.model.outcomes import ArmCounts
from acucontent.model.paths import NoSuchPart, Path, find_value, format_path, list_steps, walk_values
from acucontent.model.point_rules import find_contradictions
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate, Rate
from acucontent.model.references import Reference
from acucontent.model.regional_rules import find_regional_faults
from acucontent.model.sheet_rules import find_sheet_faults
from acucontent.model.suggestions import describe_unknown, find_nearest
from acucontent.model.tables import TextTable, refuse_table

Values = list[tuple[Path, Any]]
"""Values of a guide, each with its path."""

_MAX_NAMES = 6
"""The most ids that one message lists."""


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
    yield from find_regional_faults(values, getattr(parts.get("regions"), "ids", ()))
    yield from _find_uncited(values, frozenset(also_cited), whole)
    yield from find_handout_faults(parts.get("handouts"), whole)
    yield from find_hidden_warnings(values)
    yield from _find_dead_acceptances(values, whole)
    yield from _find_wrong_points(values)
    yield from _find_unchecked_sources(values, parts.get("references", Records()))
    yield from _find_unprintable_tables(values)
    yield from find_figure_faults(values, parts.get("evidence"))
    yield from _find_circular_replacements(values)
    yield from find_decision_faults(parts.get("decision"), getattr(parts.get("regions"), "ids", ()))
    yield from find_sheet_faults(values)


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
    """Yield the links to records that do not exist; if a part has no records at all, one fault for the part."""
    empty: dict[str, list[str]] = {}
    first: dict[str, Path] = {}
    for path, value in values:
        for target, link in dict.fromkeys((link.target, str(link)) for link in _find_links(value)):
            why = _refuse_link(whole, target, link)
            if why and _has_records(whole, target):
                yield Fault("dead_link", path, why)
            elif why:
                first.setdefault(target, path)
                empty.setdefault(target, []).append(link)
    for target, links in empty.items():
        yield Fault("dead_link", first[target], _describe_empty_part(target, links))


def _has_records(whole: Any, target: str) -> bool:
    return any(list_steps(find_value(whole, target)))


def _describe_empty_part(target: str, links: list[str]) -> str:
    names = list(dict.fromkeys(links))
    shown = ", ".join(f"'{name}'" for name in names[:_MAX_NAMES])
    more = f" and {len(names) - _MAX_NAMES} more" if len(names) > _MAX_NAMES else ""
    count = f"{len(links)} links lead" if len(links) > 1 else "a link leads"
    return f"the guide has no records in '{target}', but {count} there: {shown}{more}"


def _refuse_link(whole: Any, target: str, link: str) -> str | None:
    """Return the message that the record of a link is not found; None if it is found."""
    try:
        find_value(whole, format_path((target, link)))
    except NoSuchPart:
        known = list_steps(find_value(whole, target))
        return describe_unknown("record", link, known, within=target, listed=False)
    return None


def _find_uncited(values: Values, also_cited: frozenset[str], whole: Any) -> Iterator[Fault]:
    """Yield one fault for all references that are never cited.

    A reference with another id than the citations, or one cited in a missing part, is reported as a dead link already.
    """
    links = {(link.target, str(link)) for _, value in values for link in _find_links(value)}
    if any(_refuse_link(whole, *link) and not _has_records(whole, link[0]) for link in links):
        return
    cited = {link for target, link in links if target == ReferenceKey.target} | also_cited
    dead = {link for link in cited if _refuse_link(whole, ReferenceKey.target, link)}
    references = [(path, each.id) for path, each in values if isinstance(each, Reference)]
    meant = {name for link in sorted(dead) for name in find_nearest(link, [own for _, own in references])}
    uncited = [(path, own) for path, own in references if own not in cited | meant]
    if uncited:
        (path, first), *others = uncited
        message = f"reference '{first}' is never cited: cite it as [@{first}] or delete it"
        names = [name for _, name in others]
        more = f" and {len(names) - _MAX_NAMES} more" if len(names) > _MAX_NAMES else ""
        also = f". Also never cited: {', '.join(names[:_MAX_NAMES])}{more}" if names else ""
        yield Fault("never_cited", (*path, "id"), message + also)


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


def _find_wrong_points(values: Values) -> Iterator[Fault]:
    for path, value in values:
        if isinstance(value, Acupoint):
            for within, message in find_contradictions(value):
                yield Fault("wrong_point", (*path, *within), message)


def _find_unchecked_sources(values: Values, references: Any) -> Iterator[Fault]:
    for path, value in values:
        if not isinstance(value, ArmCounts | DecisionComparison | Estimate | Rate) or value.citation not in references:
            continue
        if references[value.citation].checked.how == "unchecked" and value.checked != "unchecked":
            message = (
                f"'{value.checked}', but the reference '{value.citation}' is unchecked: check it, or write unchecked"
            )
            yield Fault("unchecked_source", (*path, "checked"), message)


def _find_circular_replacements(values: Values) -> Iterator[Fault]:
    """Yield the recommendations that are replaced by themselves, directly or through others."""
    bodies = {str(value.id): (path, value) for path, value in values if isinstance(value, Recommendation)}
    for name, (path, one) in bodies.items():
        followed: list[str] = []
        after = one.superseded_by
        while after in bodies and after not in followed:
            followed.append(str(after))
            after = bodies[str(after)][1].superseded_by
        if name in followed:
            message = f"'{one.superseded_by}' is in the end replaced by this recommendation: name the newer one"
            yield Fault("circular_replacement", (*path, "superseded_by"), message)


def _find_unprintable_tables(values: Values) -> Iterator[Fault]:
    """Yield the tables whose rows have too few or too many cells, and those that are wider than a page."""
    for path, value in values:
        refused = refuse_table(value) if isinstance(value, Form | TextTable) else None
        if refused:
            place, message = refused
            yield Fault("table", (*path, *place), message)
