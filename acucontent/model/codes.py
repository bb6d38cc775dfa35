"""Codes of acupoints: convert the many ways to write a point to its one WHO code.

Codes and names follow the standard international acupuncture nomenclature (WHO scientific group, Geneva
1991); the points of each channel are those of the WHO Standard Acupuncture Point Locations in the Western
Pacific Region (2008). A code or name that can mean two points is rejected, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NoReturn

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from acucontent.errors import AcucontentError
from acucontent.model.base import Link
from acucontent.model.known_points import PointName, fold_name, load_names
from acucontent.model.suggestions import find_nearest, suggest

MAX_ENTRY_LENGTH = 80
"""The maximum length of a code or name, in characters."""

MAX_SHOWN_LENGTH = 40
"""The maximum length of an entry that a message repeats, in characters."""


class UnknownPoint(AcucontentError, ValueError):
    """The text is neither the code nor the name of a WHO point."""


class AmbiguousPoint(AcucontentError, ValueError):
    """The text may mean several points, or means one only in other languages or in older texts.

    Attributes:
        candidates: The WHO codes that it may mean, in the order of the message.
    """

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True)
class Channel:
    """One of the 14 channels whose points are numbered."""

    code: str
    name: str
    points: int
    paired: Literal["bilateral", "midline"]

    @property
    def extent(self) -> str:
        """A clause that names the codes of the channel, for messages."""
        title = self.name if self.name.endswith("Vessel") else f"{self.name} channel"
        return f"the {title} ({self.code}) runs from {self.code}1 to {self.code}{self.points}"


@dataclass(frozen=True)
class Region:
    """A region of the body with numbered extra points, which are on no channel."""

    code: str
    name: str
    points: int

    @property
    def extent(self) -> str:
        """A clause that names the codes of the region, for messages."""
        if self.points == 1:
            return f"the only extra point of the {self.name} is {self.code}1"
        last = f"{self.code}{self.points}"
        return f"the extra points of the {self.name} ({self.code}) run from {self.code}1 to {last}"


CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {
        channel.code: channel
        for channel in (
            Channel("LU", "Lung", 11, "bilateral"),
            Channel("LI", "Large Intestine", 20, "bilateral"),
            Channel("ST", "Stomach", 45, "bilateral"),
            Channel("SP", "Spleen", 21, "bilateral"),
            Channel("HT", "Heart", 9, "bilateral"),
            Channel("SI", "Small Intestine", 19, "bilateral"),
            Channel("BL", "Bladder", 67, "bilateral"),
            Channel("KI", "Kidney", 27, "bilateral"),
            Channel("PC", "Pericardium", 9, "bilateral"),
            Channel("TE", "Triple Energizer", 23, "bilateral"),
            Channel("GB", "Gallbladder", 44, "bilateral"),
            Channel("LR", "Liver", 14, "bilateral"),
            Channel("GV", "Governor Vessel", 28, "midline"),
            Channel("CV", "Conception Vessel", 24, "midline"),
        )
    }
)
"""The 14 channels in WHO order, with 361 points in total (WHO 2008)."""

EXTRA_REGIONS: Mapping[str, Region] = MappingProxyType(
    {
        region.code: region
        for region in (
            Region("EX-HN", "head and neck", 15),
            Region("EX-CA", "chest and abdomen", 1),
            Region("EX-B", "back", 9),
            Region("EX-UE", "upper limb", 11),
            Region("EX-LE", "lower limb", 12),
        )
    }
)
"""The five regions with the 48 extra points (WHO 1991)."""

OWN_KINDS: Mapping[str, str] = MappingProxyType({"EAR": "an ear point", "OTHER": "a point outside the WHO lists"})
"""Prefixes of the codes that a guide gives to points of other systems, such as `EAR-SHENMEN` and `OTHER-ANMIAN`."""

_REGION_LETTERS = "|".join(code.removeprefix("EX-") for code in EXTRA_REGIONS)
_WHO_PATTERN = f"(?:{'|'.join(CHANNELS)})[1-9][0-9]?|EX-(?:{_REGION_LETTERS})[1-9][0-9]?"
_OWN_PATTERN = f"(?:{'|'.join(OWN_KINDS)})-[A-Z0-9]+(?:-[A-Z0-9]+)*"
CODE_PATTERN = f"^(?:{_WHO_PATTERN}|{_OWN_PATTERN})$"
"""Matches the form of a canonical code; only `normalize_point` checks that the number exists."""

_OLD_PREFIXES = {
    "BL": "UB B",
    "GB": "G GBL",
    "HT": "HE",
    "KI": "K KID KD",
    "LR": "LIV LV",
    "PC": "HC HP",
    "TE": "SJ TH TB TW",
    "GV": "DU",
    "CV": "REN RN",
    "EX-B": "EXBW",
}
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {code.replace("-", ""): code for code in (*CHANNELS, *EXTRA_REGIONS)}
    | {old: code for code, olds in _OLD_PREFIXES.items() for old in olds.split()}
)
"""Prefixes, without separators, that have one meaning in old and new English texts."""


@dataclass(frozen=True)
class _Reading:
    """What a prefix means, and in which texts it does."""

    channel: str
    texts: str

    def find_code(self, number: int) -> str | None:
        """Return the WHO code, or None if the channel has no point with this number."""
        return f"{self.channel}{number}" if 1 <= number <= CHANNELS[self.channel].points else None

    def describe(self, number: int) -> str:
        """Return a phrase for messages, such as `Stomach (ST36) in French texts`."""
        return f"{CHANNELS[self.channel].name} ({self.find_code(number) or self.channel}) {self.texts}"


_SINGLE_READINGS = {
    "in some old English texts": {"CO": "LI", "SPL": "SP", "CX": "PC", "GOV": "GV", "GO": "GV"},
    "in German texts": {
        "DI": "LI",
        "MA": "ST",
        "DÜ": "SI",
        "NI": "KI",
        "PE": "PC",
        "3E": "TE",
        "LE": "LR",
        "LG": "GV",
        "KG": "CV",
    },
    "in German and Italian texts": {"MP": "SP"},
    "in French texts": {"GI": "LI", "E": "ST", "RP": "SP"},
    "in Italian texts": {"IC": "LI", "IT": "SI"},
    "in French and Italian texts": {
        "V": "BL",
        "R": "KI",
        "MC": "PC",
        "TR": "TE",
        "VB": "GB",
        "F": "LR",
        "VG": "GV",
        "VC": "CV",
    },
}
_READINGS: Mapping[str, tuple[_Reading, ...]] = MappingProxyType(
    {
        "P": (_Reading("PC", "in old English texts"), _Reading("LU", "in French and Italian ones")),
        "S": (_Reading("ST", "in old English and in Italian texts"), _Reading("SI", "in some others")),
        "C": (_Reading("HT", "in French and Italian texts"), _Reading("CV", "in some English ones")),
        "H": (_Reading("HT", "in English texts"), _Reading("LR", "in Spanish ones")),
        "L": (
            _Reading("LU", "in some old English texts"),
            _Reading("LI", "by its first letter"),
            _Reading("LR", "by its first letter"),
        ),
        "IG": (_Reading("SI", "in French texts"), _Reading("LI", "in Spanish ones")),
    }
    | {
        prefix: (_Reading(code, texts),)
        for texts, channels in _SINGLE_READINGS.items()
        for prefix, code in channels.items()
    }
)
"""Prefixes that depend on the language or age of the text: they are rejected with their possible meanings."""

_HYPHENS = "\\-\u2010-\u2015\u2212"
_SEPARATORS = re.compile(f"[ .{_HYPHENS}]")
_CODE = re.compile(f"((?:[A-Za-zÜü]|3[Ee])[A-Za-zÜü .{_HYPHENS}]*)([0-9]+)")
_OWN_CODE = re.compile(f"(EAR|OTHER)[ {_HYPHENS}]([A-Z0-9]+(?:[ {_HYPHENS}][A-Z0-9]+)*)", re.IGNORECASE | re.ASCII)


def normalize_point(text: str) -> str:
    """Return the WHO code of a point from a code in old or new English texts, or from a name.

    Codes may be in any case, with a space, dot or hyphen and with leading zeros ("Bl-40", "UB.40", "EX-B02").
    Names may be pinyin with or without tones, Chinese characters, or Korean if the table of names contains them.
    Prefixes that depend on the language of the text are rejected. A point of another system has a code of its own:
    `EAR-` or `OTHER-` with a name ("ear shenmen").

    One ambiguity cannot be detected from the code: BL36 to BL54 had other numbers in old and in European texts
    (BL54 was Weizhong, today BL40). Look up such a point by its name.

    >>> normalize_point("UB 40"), normalize_point("Wěizhōng"), normalize_point("太阳"), normalize_point("ear shenmen")
    ('BL40', 'BL40', 'EX-HN5', 'EAR-SHENMEN')

    Raises:
        UnknownPoint: No WHO point has this code or name.
        AmbiguousPoint: The text may mean several points, or one only in another language; see `candidates`.
    """
    entry = text.strip()
    if len(entry) > MAX_ENTRY_LENGTH:
        raise UnknownPoint(f"{_shorten(entry)} is longer than any code or name of a point. {_ADVICE}")
    entry = unicodedata.normalize("NFKC", entry).strip()
    if match := _OWN_CODE.fullmatch(entry):
        return _parse_own_code(entry, match[1].upper(), match[2].upper())
    if match := _CODE.fullmatch(entry):
        return _parse_code(entry, _SEPARATORS.sub("", match[1]).upper(), int(match[2]))
    return _parse_name(entry)


def find_channel(code: str) -> Channel | None:
    """Return the channel of a canonical code, or None for a point that is on no channel."""
    return CHANNELS.get(code.rstrip("0123456789"))


def has_own_code(code: str) -> bool:
    """Return whether a canonical code is not of WHO, but of a guide: of an ear point or another point."""
    return code.partition("-")[0] in OWN_KINDS


_ADVICE = "Use a WHO code such as BL40 or EX-B2, or the name in pinyin."


def _shorten(entry: str) -> str:
    return repr(entry if len(entry) <= MAX_SHOWN_LENGTH else entry[: MAX_SHOWN_LENGTH - 1] + "…")


def _parse_code(entry: str, prefix: str, number: int) -> str:
    if prefix in _READINGS:
        _reject_prefix(entry, prefix, number)
    if prefix not in _PREFIXES:
        known = ", ".join((*CHANNELS, *EXTRA_REGIONS))
        raise UnknownPoint(
            f"{_shorten(entry)} is not a WHO point: no WHO code begins with {_shorten(prefix)}. Codes: {known}"
        )
    code = _PREFIXES[prefix]
    numbered = CHANNELS.get(code) or EXTRA_REGIONS[code]
    if not 1 <= number <= numbered.points:
        raise UnknownPoint(f"{_shorten(entry)} is not a WHO point: {numbered.extent}")
    return f"{code}{number}"


def _reject_prefix(entry: str, prefix: str, number: int) -> NoReturn:
    readings = _READINGS[prefix]
    candidates = tuple(code for reading in readings if (code := reading.find_code(number)))
    if not candidates:
        raise UnknownPoint(f"{_shorten(entry)} is not a WHO point. {_ADVICE}")
    verdict = "ambiguous" if len(readings) > 1 else "not a WHO code"
    phrases = ", ".join(reading.describe(number) for reading in readings)
    raise AmbiguousPoint(f"{_shorten(entry)} is {verdict}: {prefix} is {phrases}. Use the WHO code.", candidates)


def _parse_own_code(entry: str, kind: str, name: str) -> str:
    """Return the canonical code of a point of another system; a point of WHO has no other code."""
    named = load_names().get(fold_name(name)) if kind == "OTHER" else None
    points = [point for point in named.points if is_code(point)] if named else []
    if len(points) == 1:
        raise UnknownPoint(f"{_shorten(entry)} is the WHO point {points[0]}. Use the WHO code.")
    return f"{kind}-{_SEPARATORS.sub('-', name)}"


def _parse_name(entry: str) -> str:
    name = load_names().get(fold_name(entry))
    if name is None:
        raise UnknownPoint(f"{_shorten(entry)} is not the code or name of a WHO point. {_suggest_name(entry)}")
    candidates = tuple(filter(is_code, name.points))
    if not candidates:
        raise UnknownPoint(f"{_shorten(entry)} is {name.points[0]}. {_suggest_own_code(name)}")
    if len(name.points) == 1:
        return name.points[0]
    points = ", ".join(name.points)
    raise AmbiguousPoint(f"{_shorten(entry)} is the name of more than one point: {points}. Use the code.", candidates)


def is_code(text: str) -> bool:
    """Return whether a text has the form of a canonical code."""
    return re.match(CODE_PATTERN, text) is not None


def _suggest_own_code(name: PointName) -> str:
    kind = "EAR" if "ear" in name.points[0].split() else "OTHER"
    written = name.written.upper().replace(" ", "-") if name.written.isascii() else "NAME"
    return f"Use a code of its own, such as {kind}-{written}, and cite a source."


MIN_SIMILARITY = 0.8
"""The least similarity of a suggested name, from 0 to 1, as `difflib.SequenceMatcher.ratio` has it."""


def _suggest_name(entry: str) -> str:
    """Return the nearest name as a question; no name if the letters are not close or are Chinese or Korean.

    Two names in Chinese characters that differ in one character are two points, not a typing error.
    """
    folded, names = fold_name(entry), load_names()
    near = find_nearest(folded, names, count=2, cutoff=MIN_SIMILARITY, compared=None) if folded.isascii() else ()
    return suggest(f"{names[name].written} ({' or '.join(names[name].points)})" for name in near) or _ADVICE


class PointCode(Link):
    """The canonical WHO code of an acupoint; a field of this type accepts everything that `normalize_point` accepts."""

    __slots__ = ()
    target = "acupoints"
    pattern = CODE_PATTERN

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate a string that names one point; it becomes this class and is serialized as a plain string."""
        return core_schema.no_info_after_validator_function(
            cls._validate, core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe canonical codes, which documents should use."""
        return {"type": "string", "pattern": cls.pattern, "examples": ["BL40", "GV4", "EX-B2", "EAR-SHENMEN"]}

    @classmethod
    def _validate(cls, text: str) -> PointCode:
        try:
            return cls(normalize_point(text))
        except (UnknownPoint, AmbiguousPoint) as error:
            raise PydanticCustomError("point_code", "{message}", {"message": str(error)}) from None
