"""What a guide writes about an acupoint does not contradict the WHO lists, and a point outside them has a source."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.model.acupoints import Acupoint
from acucontent.model.codes import OWN_KINDS, is_code
from acucontent.model.known_points import KnownPoint, find_known_point, find_owners, fold_name, has_tones
from acucontent.model.paths import Path

Contradiction = tuple[Path, str]
"""The path of a wrong value within its point, and a message that names the right one."""

_CAUTION = ("none found", "with caution", "traditionally avoided")
"""The values of `pregnancy`, the most careful last."""

_SPELLED_FIELDS = ("zh_hans", "zh_hant", "ko")
"""Names that have one spelling."""


def find_contradictions(point: Acupoint) -> Iterator[Contradiction]:
    """Yield each value of a point that contradicts what is known about it."""
    known = find_known_point(point.code)
    if known is None:
        yield from _find_missing_sources(point)
    else:
        yield from _find_wrong_facts(point, known)
    yield from _find_wrong_names(point, known)


def _find_missing_sources(point: Acupoint) -> Iterator[Contradiction]:
    kind = OWN_KINDS[point.code.partition("-")[0]]
    if not point.citations:
        yield ("citations",), f"has no citations: {point.code} is {kind}, so cite a source that describes it"
    if not point.name:
        yield ("names",), f"has no name: write `pinyin` or `english`; the package has no names of {point.code}"


def _find_wrong_facts(point: Acupoint, known: KnownPoint) -> Iterator[Contradiction]:
    for field, given in (("kind", point.kind), ("region", point.region)):
        right = known.facts.get(field, given)
        if given != right:
            yield (field,), f"{given!r} is wrong: {_describe(point, known)} is '{right}'. Leave `{field}` out"
    least = known.pregnancy or _CAUTION[0]
    if _CAUTION.index(point.pregnancy) < _CAUTION.index(least):
        yield ("pregnancy",), f"{point.pregnancy!r} is wrong: lists that were read say '{least}' of {point.code}"


def _describe(point: Acupoint, known: KnownPoint) -> str:
    channel = point.channel
    return (
        f"{known.code}, on the {channel.name} channel," if channel and point.kind != known.facts["kind"] else known.code
    )


def _find_wrong_names(point: Acupoint, known: KnownPoint | None) -> Iterator[Contradiction]:
    for field, name in dict(point.names).items():
        why = _refuse_name(point, known, field, name) if name else None
        if why:
            yield ("names", field), why


def _refuse_name(point: Acupoint, known: KnownPoint | None, field: str, name: str) -> str | None:
    """Return why a name is wrong; None if it may be right."""
    owners = [owner for owner in find_owners(name) if is_code(owner)]
    right = known.names.get(field) if known else None
    hint = f"; {point.code} is {right!r}. Leave `{field}` out" if right else ""
    if point.code in owners:
        return _refuse_tones(field, name, right)
    if owners and not point.code.startswith("EAR-"):
        return f"{name!r} is the name of {' and '.join(owners)}{hint}"
    is_spelled = field == "pinyin" or field in _SPELLED_FIELDS
    if right and is_spelled and fold_name(name) != fold_name(right):
        return f"{name!r} is not a name of {point.code}{hint}"
    return None


def _refuse_tones(field: str, name: str, right: str | None) -> str | None:
    if field != "pinyin" or right is None or not has_tones(name) or fold_name(name) != fold_name(right):
        return None
    return (
        None if name.casefold() == right.casefold() else f"{name!r} has wrong tones: write {right!r}, or leave it out"
    )
