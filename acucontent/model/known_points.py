"""The acupoints of the WHO lists with the facts that a guide need not repeat: names, region, place, warnings.

Codes and traditional characters are those of WHO 2008 (361 points) and of the WHO scientific group of 1991 (48 extra
points). Pinyin with tones and simplified characters follow GB/T 12346-2021 and GB/T 40997-2021. The region is that of
the first words of each location in WHO 2008. Other facts are given only where a source was read: a point may have no
English name, no location and no position.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NAME_FIELDS = ("pinyin", "zh_hans", "zh_hant", "ko", "ja", "english")
"""The names of a point, by the fields of `PointNames`."""

_SEPARATORS = re.compile("[ .'\u2019\u00b7\\-\u2010-\u2015\u2212]")
_VARIANT_CHARACTERS = str.maketrans("兪鍾", "俞鐘")
"""WHO 2008 prints the first form in the headings of points; other lists of names print the second."""


@dataclass(frozen=True)
class KnownPoint:
    """A point of the WHO lists."""

    code: str
    names: Mapping[str, str]
    """Its names by the fields of `PointNames`."""
    other_names: tuple[str, ...]
    """Shorter, older and variant names."""
    facts: Mapping[str, Any]
    """Values of `Acupoint` by field: kind, region, location, diagram."""
    pregnancy: str | None
    """The least caution that lists of points to avoid in pregnancy ask for."""
    is_over_lung: bool
    """Whether WHO 2008 places it on the chest, upper back, shoulder blade or shoulder."""


@dataclass(frozen=True)
class PointName:
    """A name without tones, and the points that have it."""

    written: str
    points: tuple[str, ...]


def fold_name(name: str) -> str:
    """Return the name without tones, case, spaces and hyphens, so that its spellings compare equal."""
    return _SEPARATORS.sub("", _strip_tones(name).casefold()).translate(_VARIANT_CHARACTERS)


def _strip_tones(name: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(letters))


def has_tones(name: str) -> bool:
    """Return whether a name in pinyin has tone marks."""
    return any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", name))


def find_known_point(code: str) -> KnownPoint | None:
    """Return the point of the WHO lists with a canonical code; None for any other point."""
    return load_known_points().get(code)


@cache
def load_known_points() -> Mapping[str, KnownPoint]:
    """Return the points of the WHO lists by code: the 361 in the order of the channels, then the extra points."""
    return {code: _make_point(code, row) for code, row in _read_table()["points"].items()}


@cache
def load_names() -> Mapping[str, PointName]:
    """Return each name by its folded form, with its points: those of WHO first, then those of other systems."""
    written: dict[str, str] = {}
    points: dict[str, dict[str, None]] = {}
    for point, name in _list_names():
        folded = fold_name(name)
        written.setdefault(folded, _strip_tones(name))
        points.setdefault(folded, {})[point] = None
    return {folded: PointName(written[folded], tuple(named)) for folded, named in points.items()}


def find_owners(name: str) -> tuple[str, ...]:
    """Return the points that have a name in any language; English names count, but are no input for codes."""
    named = load_names().get(fold_name(name))
    return named.points if named else _load_english_names().get(name.strip().casefold(), ())


@cache
def _load_english_names() -> Mapping[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for point in load_known_points().values():
        if name := point.names.get("english", "").casefold():
            owners[name] = (*owners.get(name, ()), point.code)
    return owners


def _list_names() -> Iterator[tuple[str, str]]:
    for point in load_known_points().values():
        yield from ((point.code, name) for field, name in point.names.items() if field not in ("ja", "english"))
        yield from ((point.code, name) for name in point.other_names)
    for kind, names in _read_table()["elsewhere"].items():
        yield from ((kind, name) for name in names)


def _make_point(code: str, row: dict[str, Any]) -> KnownPoint:
    return KnownPoint(
        code,
        names={field: row[field] for field in NAME_FIELDS if field in row},
        other_names=tuple(row.get("also", ())),
        facts={field: row[field] for field in ("kind", "region", "location", "diagram") if field in row},
        pregnancy=row.get("pregnancy"),
        is_over_lung=row.get("over_lung", False),
    )


@cache
def _read_table() -> dict[str, Any]:
    file = files("acucontent.model").joinpath("who_points.json")
    table: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return table
