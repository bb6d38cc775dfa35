"""Hypothesis strategies for whole guides, drawn from the model's own types, so that a new field needs nothing here.

What a type cannot tell, such as ranges that run from low to high, is in `_SOUND`, one function a kind of record.
"""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen, MultipleOf
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from acucontent.model import identifiers
from acucontent.model.acceptance import Acceptance, Role
from acucontent.model.acupoints import Acupoint, Diagram
from acucontent.model.base import (
    RecommendationId,
    Record,
    Records,
    ReferenceKey,
    Slug,
    StatementId,
    Text,
)
from acucontent.model.codes import PointCode, find_channel
from acucontent.model.common import Coding
from acucontent.model.costs import Price
from acucontent.model.evidence import Certainty, Evidence, Recommendation
from acucontent.model.guide import Guide, Review
from acucontent.model.handouts import Handout
from acucontent.model.practitioners import Phone
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate, Quantity, Rate, find_frequency
from acucontent.model.references import LongText, Name, PartialDate, SourceCheck
from acucontent.model.risks import Effect
from tests.factories import PARTS

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 äéñßøœž,;()'’–-—?!%°×≥½"
"""What our fonts show."""

REFERENCES = ("one-source", "other-source")
TERMS = ("one-word",)
STATEMENTS = ("one-finding",)
RECOMMENDATIONS = ("one-body",)
POINTS = ("BL40", "GB30", "GV4", "LI4", "EX-B7")
CODES = (
    {"system": "MeSH", "code": "D006606", "display": "Hiccup"},
    {"system": "ICD-10", "code": "R06.6", "display": "Hiccough"},
    {"system": "Thema", "code": "VXH", "display": "Complementary therapies"},
)

Values = dict[str, Any]
Strategy = st.SearchStrategy[Any]

_DATES = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
_NUMBERS = st.integers(0, 4000).map(lambda tenths: tenths / 10)


@dataclass(frozen=True)
class Drawing:
    """Draws the records of a guide whose words are of these characters."""

    alphabet: str | None = LATIN
    """The characters of texts; none for any that a guide may hold."""
    longest: int = 30

    def guides(self) -> st.SearchStrategy[Guide]:
        """Whole guides that are valid."""
        return self.plain_guides().map(Guide.model_validate)

    def plain_guides(self) -> st.SearchStrategy[Values]:
        """Whole guides as plain data."""
        return self.records(Guide)

    def part(self, name: str) -> st.SearchStrategy[Any]:
        """One field of a guide as plain data."""
        return self.of(typing.get_type_hints(Guide, include_extras=True)[name])

    def texts(self) -> st.SearchStrategy[str]:
        """Text of one line."""
        characters = st.sampled_from(self.alphabet) if self.alphabet else _any_character()
        return st.text(characters, min_size=1, max_size=self.longest).filter(str.strip)

    def proses(self) -> st.SearchStrategy[str]:
        """Prose with all that it may hold."""
        word = st.text(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=12)
        plain = word if self.alphabet else st.one_of(word, self.texts().map(_escaped))
        piece = st.one_of(
            plain,
            plain,
            word.map(lambda said: f"**{said}**"),
            word.map(lambda said: f"*{said}*"),
            word.map(lambda said: f"[{said}](https://example.org/{said})"),
            word.map(lambda said: f"[{said}](term:{TERMS[0]})"),
            word.map(lambda said: f"[{said}](point:{POINTS[0]})"),
            word.map(lambda said: f"{said} [@{REFERENCES[0]}]"),
        )
        line = st.lists(piece, min_size=1, max_size=4).map(" ".join)
        items = st.lists(line, min_size=1, max_size=3)
        block = st.one_of(
            line,
            line,
            items.map(lambda lines: "\n".join(f"- x {each}" for each in lines)),
            items.map(lambda lines: "\n".join(f"{place}. x {each}" for place, each in enumerate(lines, 1))),
        )
        return st.lists(block, min_size=1, max_size=2).map("\n\n".join)

    @cache  # noqa: B019 - a drawing is a small value
    def records(self, kind: type[Record]) -> st.SearchStrategy[Values]:
        """Plain data of a kind of record."""
        hints = typing.get_type_hints(kind, include_extras=True)
        fields = {
            field.alias or name: self._pinned(hints[name], _PINNED[kind, name])
            if (kind, name) in _PINNED
            else self.of(hints[name])
            for name, field in kind.model_fields.items()
        }
        return st.fixed_dictionaries(fields).map(_SOUND.get(kind, lambda values: values))

    def _pinned(self, hint: Any, keys: tuple[str, ...]) -> Strategy:
        """Records with these ids: something links to each."""
        inner = (
            next(each for each in get_args(hint) if get_origin(each) is Records)
            if get_origin(hint) is Annotated
            else hint
        )
        (kind,) = get_args(inner)
        return st.tuples(*(self.records(kind).map(_named(kind.key_field, key)) for key in keys))

    def of(self, hint: Any, limits: Sequence[Any] = ()) -> Strategy:  # noqa: PLR0911 - one return a kind of type
        """What a type of the model may hold."""
        for known, strategy in self._known():
            if hint is known or hint == known:
                return strategy
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self.of(inner[0], [*limits, *_flat(inner[1:])])
        if origin is Literal:
            return st.sampled_from(inner)
        if origin in (typing.Union, types.UnionType):
            given = [each for each in inner if each is not type(None)]
            return st.none() | self.of(given[0], limits)
        if origin is tuple:
            return self._lists(inner[0], limits)
        if origin is Records:
            return self._keyed(inner[0], limits)
        if isinstance(hint, type) and issubclass(hint, Record):
            return self.records(hint)
        return _scalars(hint, limits)

    def _lists(self, hint: Any, limits: Sequence[Any]) -> Strategy:
        least, most = _sizes(limits)
        return st.lists(self.of(hint), min_size=least, max_size=max(least, min(most, 2)), unique_by=repr)

    def _keyed(self, kind: type[Record], limits: Sequence[Any]) -> Strategy:
        least, most = _sizes(limits)
        key = kind.key_field
        return st.lists(
            self.records(kind), min_size=least, max_size=max(least, min(most, 2)), unique_by=lambda each: each[key]
        )

    def _known(self) -> tuple[tuple[Any, Strategy], ...]:
        return (
            (Text, self.texts()),
            (LongText, self.texts()),
            (Prose, self.proses()),
            (Slug, st.sampled_from(["one", "other", "a-third", "x4"])),
            (Role, st.sampled_from(["clinical lead", "editor", "GP"])),
            (Phone, st.sampled_from(["911", "+44 20 7946 0000", "020-7946"])),
            (ReferenceKey, st.sampled_from(REFERENCES)),
            (StatementId, st.sampled_from(STATEMENTS)),
            (RecommendationId, st.sampled_from(RECOMMENDATIONS)),
            (PointCode, st.sampled_from(POINTS)),
            (identifiers.LanguageTag, st.sampled_from(["en-US", "en", "en-GB"])),
            (identifiers.RegionCode, st.sampled_from(["US", "GB", "EU"])),
            (identifiers.Country, st.sampled_from(["US", "GB"])),
            (identifiers.Currency, st.sampled_from(["USD", "GBP", "JPY"])),
            (identifiers.Licence, st.sampled_from(["CC-BY-4.0", "MIT AND CC0-1.0"])),
            (identifiers.ISBN, st.just("978-92-4-008178-9")),
            (identifiers.ISSN, st.just("2049-3630")),
            (identifiers.DOI, st.sampled_from(["10.1136/bmj.38878.907361.7C", "10.1000/<a>&b"])),
            (identifiers.WebAddress, st.sampled_from(["https://example.org/a?b=c&d=%20", "http://example.org"])),
            (datetime.date, _DATES),
            (Diagram, st.sampled_from(DIAGRAMS)),
            (Coding, st.sampled_from(CODES)),
        )


DIAGRAMS = (
    {"view": "back", "x": 0.05, "y": 0.7, "tolerance": 0.02},
    {"view": "back", "x": 0.0, "y": 0.4, "tolerance": 0.02},
    {"view": "back", "x": 0.02, "y": 0.35, "tolerance": 0.02, "more": ({"x": 0.02, "y": 0.42},)},
    {"view": "side", "x": 0.01, "y": 0.6, "tolerance": 0.02},
    {"view": "hand", "x": 0.02, "y": 0.3, "tolerance": 0.02},
)


_PINNED: dict[tuple[type[Record], str], tuple[str, ...]] = {
    (Guide, "references"): REFERENCES,
    (Guide, "glossary"): TERMS,
    (Guide, "acupoints"): POINTS,
    (Evidence, "statements"): STATEMENTS,
    (Evidence, "recommendations"): RECOMMENDATIONS,
}
"""Lists that others link into, with the ids that they hold."""


def _named(key_field: str, key: str) -> Callable[[Values], Values]:
    """Gives a record its id."""

    def named(values: Values) -> Values:
        values = {**values, key_field: key}
        return _acupoint(values) if key_field == "code" else values

    return named


def _flat(limits: Sequence[Any]) -> list[Any]:
    """The limits on a value, those in a `Field` among them."""
    return [one for limit in limits for one in (limit.metadata if isinstance(limit, FieldInfo) else [limit])]


def _sizes(limits: Sequence[Any]) -> tuple[int, int]:
    least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=0)
    return least, min((limit.max_length for limit in limits if isinstance(limit, MaxLen)), default=99)


def _scalars(hint: Any, limits: Sequence[Any]) -> Strategy:
    """Plain values within their limits."""
    low = next(
        (limit.ge if isinstance(limit, Ge) else limit.gt for limit in limits if isinstance(limit, Ge | Gt)), None
    )
    high = next(
        (limit.le if isinstance(limit, Le) else limit.lt for limit in limits if isinstance(limit, Le | Lt)), None
    )
    pattern = next((limit.pattern for limit in limits if getattr(limit, "pattern", None)), None)
    if hint is bool:
        return st.booleans()
    if hint is int:
        step = next((limit.multiple_of for limit in limits if isinstance(limit, MultipleOf)), 1)
        least, most = (-999 if low is None else low), (99_999 if high is None else high)
        return st.integers(-(-least // step), most // step).map(lambda count: count * step)
    if hint is float:
        least, most = (-400 if low is None else low), (400 if high is None else high)
        return st.integers(0, 100).map(lambda share: round(least + (most - least) * (share + 0.5) / 101, 3))
    if hint is str and pattern:
        return st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
    raise TypeError(f"no strategy for {hint} with {limits}: add one to tests/strategies.py")


def _any_character() -> st.SearchStrategy[str]:
    """Any character that a guide may hold: no control, no surrogate, nothing that turns the direction of words."""
    return st.characters(
        exclude_categories=("Cc", "Cs", "Co", "Cn"),
        exclude_characters="\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )


def _escaped(text: str) -> str:
    """Text as prose that says the same."""
    return "".join(f"\\{sign}" if sign in r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""" else sign for sign in text)


def _in_order(values: Values) -> Values:
    low, high = sorted((values["low"], values["high"]))
    return {**values, "low": low, "high": high}


def _with_interval(values: Values, value: float, *, least: float | None = None) -> Values:
    """An interval around the value, or none where there is none or the figure is unchecked."""
    if values["checked"] == "unchecked" or values["low"] is None:
        return {**values, "low": None, "high": None}
    low = value - 1 if least is None else max(least, value - 1)
    return {**values, "low": low, "high": value + 1}


def _rate(values: Values) -> Values:
    values = {**values, "count": min(values["count"], values["of"])}
    return _with_interval(values, values["count"], least=0)


def _effect(values: Values) -> Values:
    rate = values["rate"]
    if rate is None or rate["unit"] == "treatments":
        return values
    return {**values, "frequency": find_frequency(rate["count"] / rate["of"])}


def _certainty(values: Values) -> Values:
    graded = values["graded_by"] is not None
    if graded == (values["level"] != "not graded"):
        return values
    return {**values, "level": "low" if graded else "not graded"}


def _review(values: Values) -> Values:
    if values["status"] == "reviewed":
        return {**values, "on": values["next_due"], "by": values["by"] or "A doctor"}
    return {**values, "on": None, "by": None}


def _name(values: Values) -> Values:
    person = values["family"] is not None
    return {**values, "literal": None if person else values["literal"] or "A body"}


def _partial_date(values: Values) -> Values:
    (parts,) = values["date-parts"]
    sound = [1900 + abs(parts[0]) % 150, *(1 + abs(part) % 12 for part in parts[1:])]
    return {"date-parts": [sound]}


def _check(values: Values) -> Values:
    """What is cited for figures has been checked in some way."""
    return {**values, "how": "abstract" if values["how"] == "unchecked" else values["how"]}


def _recommendation(values: Values) -> Values:
    return {**values, "superseded_by": values["superseded_by"] if values["status"] == "superseded" else None}


def _acupoint(values: Values) -> Values:
    on = find_channel(PointCode(values["code"]))
    return {**values, "kind": on.paired if on else "set"}


def _acceptance(values: Values) -> Values:
    until = values["until"] and max(values["until"], values["on"])
    return {**values, "at": None, "until": until}


def _handout(values: Values) -> Values:
    """A handout without limits of its length; the first is the whole guide."""
    include = PARTS if values["id"] == "one" else PARTS[: len(values["title"]) % len(PARTS) + 1]
    return {**values, "include": include, "page_limit": None, "large_print_page_limit": None}


def _guide(values: Values) -> Values:
    """The guide with each reference cited; nothing else of it depends on another part."""
    cited = " ".join(f"[@{key}]" for key in REFERENCES)
    return {**values, "main_message": f"{values['main_message']}\n\nSources. {cited}"}


_SOUND: dict[type[Record], Callable[[Values], Values]] = {
    Quantity: _in_order,
    Price: _in_order,
    Rate: _rate,
    Estimate: lambda values: _with_interval(values, values["value"]),
    Effect: _effect,
    Certainty: _certainty,
    Review: _review,
    Name: _name,
    PartialDate: _partial_date,
    SourceCheck: _check,
    Recommendation: _recommendation,
    Acupoint: _acupoint,
    Acceptance: _acceptance,
    Handout: _handout,
    Guide: _guide,
}
"""What must hold between the fields of a record."""
