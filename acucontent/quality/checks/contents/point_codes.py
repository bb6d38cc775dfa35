"""Find codes of acupoints in text that no WHO point has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from acucontent.model.codes import CHANNELS, AmbiguousPoint, UnknownPoint, normalize_point
from acucontent.model.paths import format_path, walk_values
from acucontent.model.prose import Prose
from acucontent.quality.check import Check, Found
from acucontent.quality.passages import OTHER_LINES, READER_LINES, UNREAD_FIELDS, is_line, make_passage
from acucontent.quality.subject import Subject

_OLD_PREFIXES = ("UB", "LIV", "LV", "SJ", "TW", "KID", "DU", "REN")
"""Prefixes of older English texts that mean nothing else before a number. `TB`, `RN` or `HE` have other meanings."""

_HYPHENS = "\\-\u2010-\u2015\u2212"
_PREFIXES = (*CHANNELS, *_OLD_PREFIXES)
_CAPITALIZED = tuple(prefix.capitalize() for prefix in _PREFIXES if prefix != "ST")  # "St 36" can be a street
_CODE = re.compile(
    rf"""
    (?<![\w/.@{_HYPHENS}])                              # 5-HT3 is a receptor, not a point
    (?: (?P<extra>EX[ {_HYPHENS}]?[A-Z]{{1,2}}) (?:[ {_HYPHENS}]?)
      | (?P<channel>{"|".join((*_PREFIXES, *_CAPITALIZED))}) [ .{_HYPHENS}]?
      | (?P<lower>(?i:{"|".join(_PREFIXES)})) [{_HYPHENS}]? )
    (?P<number>\d{{1,3}}) (?P<letter>[A-Za-z]?) (?P<more>(?:[/{_HYPHENS}]\d{{1,3}})*)
    (?![\w]|[.,:]\d|[ {_HYPHENS}]?\d|\s?(?:%|mg|mm|cm|ml|kg|km|GB|MB|Hz|percent)\b|\s?%)
    """,
    re.VERBOSE,
)
"""Matches the code of a point in WHO or older English writing, but not postcodes, quantities and longer numbers."""

_RECEPTORS = frozenset({"HT"})
"""Channels whose code with a letter is a name of something else: HT1A is a receptor."""


def _find_unknown_codes(subject: Subject) -> Iterator[Found]:
    for path, value in walk_values(subject.guide, skip=UNREAD_FIELDS):
        if isinstance(value, Prose) or is_line(path, value, READER_LINES | OTHER_LINES):
            place = format_path(path)
            words = " ".join(run.words for run in make_passage(place, value).runs)
            for code, why in dict.fromkeys(_list_unknown_codes(words)):
                yield Found(place, f"{why}.", code)


def _list_unknown_codes(words: str) -> Iterator[tuple[str, str]]:
    """Yield each code in a text that is no point, with the reason."""
    for found in _CODE.finditer(unicodedata.normalize("NFKC", words)):
        prefix = found["extra"] or found["channel"] or found["lower"]
        if found["letter"]:
            if prefix.upper() not in _RECEPTORS:
                yield found.group(), f"'{found.group()}' is not a WHO point: no code ends with a letter"
            continue
        for number in (found["number"], *re.findall(r"\d+", found["more"])):
            why = _refuse_code(f"{prefix}{number}")
            if why:
                yield found.group(), why


def _refuse_code(code: str) -> str | None:
    """Return why a code is no point; None if it is one."""
    try:
        normalize_point(code)
    except (UnknownPoint, AmbiguousPoint) as error:
        return str(error).rstrip(".")
    return None


CHECKS = (
    Check(
        code="C104",
        title="A point in the text does not exist",
        severity="error",
        why="A reader who asks for a point that does not exist learns that the guide was not checked.",
        fix="Correct the code, and link it as [BL40](point:BL40), so that the guide is refused if it is wrong.",
        source="WHO Standard Acupuncture Point Locations in the Western Pacific Region (2008).",
        find=_find_unknown_codes,
    ),
)
