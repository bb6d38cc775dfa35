"""Hypothesis strategies for whole guides, derived from the types of the model: new fields need no change here.

Rules that types do not express, such as ranges that run from low to high, are in `_FIXES`, one function for a record.
"""

from __future__ import annotations

import datetime
import types
import typing
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen, MultipleOf
from hypothesis import strategies as st
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from acucontent.model import identifiers
from acucontent.model.acceptance import Acceptance, Role
from acucontent.model.acupoints import Acupoint, Diagram
from acucontent.model.base import (
    ConditionId,
    OutcomeId,
    RecommendationId,
    Record,
    Records,
    ReferenceKey,
    Slug,
    StatementId,
    Text,
)
from acucontent.model.characters import normalize_text
from acucontent.model.citation_key import CitationKey
from acucontent.model.codes import PointCode, has_own_code
from acucontent.model.common import Coding, Item
from acucontent.model.condition_words import SentencePart
from acucontent.model.costs import Price
from acucontent.model.decision import (
    Decision,
    DecisionComparison,
    DecisionOption,
    DecisionOptionId,
    DecisionQuestionId,
)
from acucontent.model.evidence import Certainty, Evidence, Recommendation, Statement
from acucontent.model.figure_rules import AMOUNT_UNITS
from acucontent.model.forms import Form, FormLine
from acucontent.model.guide import Guide, Review
from acucontent.model.handouts import Handout
from acucontent.model.label_words import LabelWords
from acucontent.model.outcomes import ArmCounts, Scale
from acucontent.model.phone import Phone
from acucontent.model.prose import Prose
from acucontent.model.ranges import RATIOS, Estimate, Quantity, Rate, find_frequency
from acucontent.model.references import CslText, LongText, Name, PartialDate, SourceCheck
from acucontent.model.regional import Regions
from acucontent.model.risks import Effect
from acucontent.model.sessions import Amounts, Progress
from acucontent.model.short_text import BriefText, MessageText, ShortText
from acucontent.model.situations import SITUATIONS, Situation, Situations
from acucontent.model.tables import TextTable
from tests.factories import PARTS

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 äéñßøœž,;()'’–-—?!%°×≥½"
"""Characters that our fonts have."""

REFERENCES = ("one-source", "other-source")
TERMS = ("one-word",)
STATEMENTS = ("one-finding",)
OUTCOMES = ("one-outcome", "other-outcome")
RECOMMENDATIONS = ("one-body",)
CONDITIONS = ("one-condition",)
DECISION_QUESTIONS = ("q1", "q2", "q3", "q4", "q5", "q6")
DECISION_OPTIONS = ("o1", "o2", "o3")
POINTS = ("BL40", "GB30", "GV4", "LI4", "EX-B7", "EAR-ONE")
CODES = (
    {"system": "MeSH", "code": "D006606", "display": "Hiccup"},
    {"system": "ICD-10", "code": "R06.6", "display": "Hiccough"},
    {"system": "Thema", "code": "VXH", "display": "Complementary therapies"},
)

Values = dict[str, Any]
Strategy = st.SearchStrategy[Any]

_SEEDS = st.integers(0, 2**16 - 1)
"""What texts are made from. Drawn letter by letter, a whole guide has more choices than Hypothesis keeps of one."""
_MARKUP = (
    "{}",
    "{}",
    "**{}**",
    "*{}*",
    "[{}](https://example.org/{})",
    f"[{{}}](term:{TERMS[0]})",
    f"[{{}}](point:{POINTS[0]})",
    f"{{}} [@{REFERENCES[0]}]",
)
_DATES = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
_NUMBERS = st.integers(0, 4000).map(lambda tenths: tenths / 10)


@dataclass(frozen=True)
class Drawing:
    """Draws the records of a guide whose words have these characters."""

    alphabet: str | None = LATIN
    """The characters of texts; none for any that a guide may hold."""
    longest: int = 30

    def draw_guides(self) -> st.SearchStrategy[Guide]:
        """Return a strategy for valid guides."""
        return self.draw_plain_guides().map(Guide.model_validate)

    def draw_plain_guides(self) -> st.SearchStrategy[Values]:
        """Return a strategy for valid guides as plain data."""
        return self.draw_records(Guide)

    def draw_part(self, name: str) -> st.SearchStrategy[Any]:
        """Return a strategy for one field of a guide as plain data."""
        return self.draw_values(typing.get_type_hints(Guide, include_extras=True)[name])

    def draw_texts(self) -> st.SearchStrategy[str]:
        """Return a strategy for text of one line."""
        return _SEEDS.map(lambda seed: _make_text(Random(seed), self.alphabet, self.longest))

    def draw_shorts(self) -> st.SearchStrategy[str]:
        """Return a strategy for the short form of a text: one of a few, as a guide has too many to draw each letter."""
        texts = ["Say so first", "Nothing < 1 & no more", "Éé “said”: 8–15", "Do not drive"]
        return st.sampled_from([text.lower() for text in texts[3:]] if self.alphabet else texts).map(_shorten)

    def draw_proses(self) -> st.SearchStrategy[str]:
        """Return a strategy for prose with every kind of markup."""
        return _SEEDS.map(lambda seed: self._make_prose(Random(seed)))

    def _make_prose(self, random: Random) -> str:
        return "\n\n".join(self._make_block(random) for _ in range(random.randint(1, 2)))

    def _make_block(self, random: Random) -> str:
        kind = random.choice(["paragraph", "paragraph", "list", "steps"])
        if kind == "paragraph":
            return self._make_line(random)
        marks = ["-"] * 3 if kind == "list" else ["1.", "2.", "3."]
        return "\n".join(f"{mark} x {self._make_line(random)}" for mark in marks[: random.randint(1, 3)])

    def _make_line(self, random: Random) -> str:
        return " ".join(self._make_piece(random) for _ in range(random.randint(1, 4)))

    def _make_piece(self, random: Random) -> str:
        """Return a word with a kind of markup, or without any."""
        word = _make_text(random, "abcdefghijklmnop", 12)
        kind = random.choice(_MARKUP)
        if kind == "{}" and not self.alphabet and random.random() < 0.5:
            return _escape_prose(_make_text(random, None, self.longest))
        return kind.replace("{}", word)

    @cache  # noqa: B019 - a drawing is a small value
    def draw_records(self, kind: type[Record]) -> st.SearchStrategy[Values]:
        """Return a strategy for plain data of a kind of record."""
        hints = typing.get_type_hints(kind, include_extras=True)
        fields = {
            field.alias or name: self._draw_pinned(hints[name], _PINNED[kind, name])
            if (kind, name) in _PINNED
            else self.draw_values(hints[name])
            for name, field in kind.model_fields.items()
        }
        return st.fixed_dictionaries(fields).map(_FIXES.get(kind, lambda values: values))

    def _draw_pinned(self, hint: Any, keys: tuple[str, ...]) -> Strategy:
        """Return a strategy for records with these ids, to which other values link."""
        inner = (
            next(each for each in get_args(hint) if get_origin(each) is Records)
            if get_origin(hint) is Annotated
            else hint
        )
        (kind,) = get_args(inner)
        return st.tuples(*(self.draw_records(kind).map(_set_id(kind.key_field, key)) for key in keys))

    def draw_values(self, hint: Any, limits: Sequence[Any] = ()) -> Strategy:  # noqa: PLR0911 - one return a kind of type
        """Return a strategy for values of a type."""
        for known, strategy in self._list_known_types():
            if hint is known or hint == known:
                return strategy
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self.draw_values(inner[0], [*limits, *_flatten_limits(inner[1:])])
        if origin is Literal:
            return st.sampled_from(inner)
        if origin in (typing.Union, types.UnionType):
            given = [each for each in inner if each is not type(None)]
            return st.none() | self.draw_values(given[0], limits)
        if origin is tuple:
            return self._draw_lists(inner[0], limits)
        if origin is Records:
            return self._draw_records(inner[0], limits)
        if isinstance(hint, type) and issubclass(hint, Record):
            return self.draw_records(hint)
        return _draw_scalars(hint, limits)

    def _draw_lists(self, hint: Any, limits: Sequence[Any]) -> Strategy:
        least, most = _find_sizes(limits)
        return st.lists(self.draw_values(hint), min_size=least, max_size=max(least, min(most, 2)), unique_by=repr)

    def _draw_records(self, kind: type[Record], limits: Sequence[Any]) -> Strategy:
        least, most = _find_sizes(limits)
        key = kind.key_field
        return st.lists(
            self.draw_records(kind), min_size=least, max_size=max(least, min(most, 2)), unique_by=lambda each: each[key]
        )

    def _list_known_types(self) -> tuple[tuple[Any, Strategy], ...]:
        return (
            (Text, self.draw_texts()),
            (ShortText, self.draw_shorts()),
            (ShortText | None, self.draw_shorts()),  # sheets need it
            (MessageText | None, self.draw_shorts()),
            (BriefText | None, self.draw_shorts().map(_shorten_to_brief)),
            (Situations, st.sampled_from([SITUATIONS, SITUATIONS[1:], SITUATIONS[:1]])),
            (Situation | None, st.sampled_from(SITUATIONS)),
            (LongText, self.draw_texts()),
            (CslText, self.draw_texts()),
            (Prose, self.draw_proses()),
            (Slug, st.sampled_from(["one", "other", "a-third", "x4"])),
            (CitationKey, st.sampled_from(["muEffect2020", "Smith_2019"])),
            (Role, st.sampled_from(["clinical lead", "editor", "GP"])),
            (Phone, st.sampled_from(["911", "+44 20 7946 0000", "(020) 7946 ext. 12"])),
            (ReferenceKey, st.sampled_from(REFERENCES)),
            (OutcomeId, st.sampled_from(OUTCOMES)),
            (ConditionId, st.sampled_from(CONDITIONS)),
            (StatementId, st.sampled_from(STATEMENTS)),
            (RecommendationId, st.sampled_from(RECOMMENDATIONS)),
            (DecisionQuestionId, st.sampled_from(DECISION_QUESTIONS)),
            (DecisionOptionId, st.sampled_from(DECISION_OPTIONS[:2])),
            (PointCode, st.sampled_from(POINTS)),
            (identifiers.LanguageTag, st.sampled_from(["en-US", "en", "en-GB"])),
            (Regions, st.sampled_from([None, ("US", "GB", "EU")])),  # every region, so that all links are printed
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
            (SentencePart, self.draw_texts().map(_strip_sentence_end)),
            (LabelWords, st.sampled_from(LABELS)),
        )


LABELS: tuple[dict[str, str], ...] = (
    {},
    {"term.doctor": "a GP or nurse", "options_table": "Choices for {people}"},
    {"page_of": "Page {page} / {pages}", "how_sure": "How certain"},
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
    (Evidence, "outcomes"): OUTCOMES,
    (Guide, "conditions"): CONDITIONS,
    (Evidence, "statements"): STATEMENTS,
    (Evidence, "recommendations"): RECOMMENDATIONS,
    (Decision, "questions"): DECISION_QUESTIONS,
    (Decision, "options"): DECISION_OPTIONS,
    (DecisionOption, "answers"): DECISION_QUESTIONS,
}
"""Lists that other values link to, with their ids."""


_OUTCOMES: dict[str, Values] = {
    "one-outcome": {"scale": {"singular": "day", "plural": "days", "counted": True}},
    "other-outcome": {"scale": None},
}
"""Outcomes for differences, which can have any size, and for counts."""


def _set_id(key_field: str, key: str) -> Callable[[Values], Values]:
    """Return a function that sets the id of a record."""

    def named(values: Values) -> Values:
        values = {**values, key_field: key, **_OUTCOMES.get(key, {})}
        return _fix_acupoint(values) if key_field == "code" else values

    return named


def _flatten_limits(limits: Sequence[Any]) -> list[Any]:
    """Return the limits of a value, including those in a `Field`."""
    return [one for limit in limits for one in (limit.metadata if isinstance(limit, FieldInfo) else [limit])]


def _find_sizes(limits: Sequence[Any]) -> tuple[int, int]:
    least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=0)
    return least, min((limit.max_length for limit in limits if isinstance(limit, MaxLen)), default=99)


def _draw_scalars(hint: Any, limits: Sequence[Any]) -> Strategy:
    """Return a strategy for plain values within their limits."""
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


def _make_text(random: Random, alphabet: str | None, longest: int) -> str:
    """Return text of one line that is not blank, with some of these characters, or with any."""
    while True:
        count = random.randint(1, longest)
        text = "".join(random.choice(alphabet) if alphabet else _choose_character(random) for _ in range(count))
        if text.strip():
            return text


def _choose_character(random: Random) -> str:
    """Return a character that a guide may have, and keeps: half of them of the first scripts of Unicode."""
    while True:
        character = chr(random.randint(0x20, 0x52F) if random.random() < 0.5 else random.randint(0x530, 0x323AF))
        is_seen = unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        is_one = unicodedata.is_normalized("NFC", character)
        if is_seen and is_one and (character.isspace() or is_kept(character)):
            return character


def is_kept(character: str) -> bool:
    """Return whether a guide keeps a character."""
    try:
        return bool(normalize_text(character))
    except PydanticCustomError:
        return False


def _escape_prose(text: str) -> str:
    """Return text as prose with the same words."""
    return "".join(f"\\{sign}" if sign in r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""" else sign for sign in text)


def _strip_sentence_end(text: str) -> str:
    """Return text that does not end with a sign, as words within a sentence."""
    return "".join(sign for sign in text if sign not in "*[]{}").strip().rstrip(".!?:;, ") or "hiccups"


def _shorten(text: str) -> str:
    """Return a text as the short form of another one: of few words, and without markup."""
    plain = "".join(sign for sign in text if sign not in "*[]{}`:")
    return " ".join(plain.split()[:14]) or "Stop"


def _shorten_to_brief(text: str) -> str:
    return " ".join(text.split()[:10])


def _sort_ends(values: Values) -> Values:
    low, high = sorted((values["low"], values["high"]))
    return {**values, "low": low, "high": high}


def _add_interval(values: Values, value: float, *, least: float | None = None) -> Values:
    """Add an interval around the value; add none without a value or for an unchecked figure."""
    if values["checked"] == "unchecked" or values["low"] is None:
        return {**values, "low": None, "high": None}
    low = value - 1 if least is None else max(least, value - 1)
    return {**values, "low": low, "high": value + 1}


def _fix_rate(values: Values) -> Values:
    values = {**values, "count": min(values["count"], values["of"])}
    return _add_interval(values, values["count"], least=0)


def _fix_estimate(values: Values) -> Values:
    """Make a ratio positive, with an interval that is positive too."""
    if values["kind"] in RATIOS:
        values = {**values, "value": abs(values["value"]) + 2}
    if values["kind"] == "percentage points":
        values = {**values, "value": 12.5}
    return _add_interval(values, values["value"])


def _fix_scale(values: Values) -> Values:
    if values["least"] is None or values["most"] is None:
        return {**values, "least": None, "most": None}
    least = min(values["least"], values["most"])
    return {**values, "least": least, "most": least + 200, "important": values["important"] and 15}


def _fix_counts(values: Values) -> Values:
    """Keep the counts of all groups below the number that they are out of, without intervals."""
    arms = [
        {"name": f"group {number}", "count": min(arm["count"], values["of"])}
        for number, arm in enumerate(values["arms"])
    ]
    return {**values, "arms": arms, "outcome": "other-outcome"}


def _fix_statement(values: Values) -> Values:
    """Tell the figures of a finding apart, and let differences have an outcome with a scale."""
    numbers = [
        {**each, "outcome": "one-outcome", "note": f"trial {number}"} for number, each in enumerate(values["numbers"])
    ]
    counts = [{**each, "note": f"trial {number}"} for number, each in enumerate(values["counts"])]
    return {**values, "numbers": numbers, "counts": counts}


def _fix_units(values: Values) -> Values:
    """Give each amount of a course a unit of its kind."""
    fixed = {field: {**values[field], "unit": units[0]} for field, units in AMOUNT_UNITS.items() if field in values}
    return values | fixed


def _fix_effect(values: Values) -> Values:
    rate = values["rate"]
    if rate is None or rate["unit"] == "treatments":
        return values
    return {**values, "frequency": find_frequency(rate["count"] / rate["of"])}


def _fix_certainty(values: Values) -> Values:
    graded = values["graded_by"] is not None
    if graded == (values["level"] != "not graded"):
        return values
    return {**values, "level": "low" if graded else "not graded"}


def _fix_form(values: Values) -> Values:
    """Give a form one kind of rows, and heads that fit on a page."""
    rows = () if values["row_count"] else values["rows"]
    columns = _shorten_heads([{**each, "width": None} for each in values["columns"]])
    return {
        **values,
        "row_head": values["row_head"][:8].strip() or "Day",
        "row_count": values["row_count"] or (None if rows else 3),
        "rows": _shorten_heads(rows),
        "lines": [{**each, "label": f"Name {number}"} for number, each in enumerate(values["lines"])],
        "columns": columns,
    }


def _shorten_heads(records: Sequence[Values]) -> list[Values]:
    """Return records with short heads that differ."""
    return [{**each, "head": f"{each['head'][:6].strip()} {number}"} for number, each in enumerate(records)]


def _fix_table(values: Values) -> Values:
    """Give each row of a table a cell for each column, without long words."""
    columns = _shorten_heads(values["columns"])
    rows = [
        {**row, "cells": [_shorten_cell(row["cells"][place % 2]) for place in range(len(columns))]}
        for row in values["rows"]
    ]
    return {**values, "columns": columns, "rows": rows}


def _shorten_cell(text: str) -> str:
    return text if max(map(len, text.split())) <= 26 else "A few words."


def _fix_review(values: Values) -> Values:
    if values["status"] == "reviewed":
        return {**values, "on": values["next_due"], "by": values["by"] or "A doctor"}
    return {**values, "on": None, "by": None}


def _fix_name(values: Values) -> Values:
    person = values["family"] is not None
    return {**values, "literal": None if person else values["literal"] or "A body"}


def _fix_partial_date(values: Values) -> Values:
    valid = [
        [1900 + abs(parts[0]) % 150, *(1 + abs(part) % 12 for part in parts[1:])] for parts in values["date-parts"]
    ]
    return {
        **values,
        "circa": values["circa"] or None,
        "date-parts": sorted(valid, key=lambda parts: (*parts, 1, 1)[:3]),
    }


def _fix_check(values: Values) -> Values:
    """Make the source of a figure a checked one."""
    return {**values, "how": "abstract" if values["how"] == "unchecked" else values["how"]}


def _fix_questions(values: Values) -> Values:
    """Ask about benefits first, and then about harms."""
    sides = ("benefit", "harm", *("other" for _ in values["questions"][2:]))
    questions = [{**each, "about": side} for each, side in zip(values["questions"], sides, strict=True)]
    return {**values, "questions": questions, "no_figures": values["no_figures"] or "No count was found."}


def _fix_comparison(values: Values) -> Values:
    """Compare options with another one, by counts that the number of people allows."""
    arms = [{"option": arm["option"], "count": min(arm["count"], 100)} for arm in values["arms"]]
    other = {**values["comparator"], "count": min(values["comparator"]["count"], 100)}
    return {
        **values,
        "of": 100,
        "arms": arms,
        "comparator": {**other, "option": DECISION_OPTIONS[2], "low": None, "high": None},
    }


def _fix_recommendation(values: Values) -> Values:
    """Let no recommendation replace itself: the only id to link to is its own."""
    return {**values, "superseded_by": None}


def _fix_acupoint(values: Values) -> Values:
    """Leave out the facts that the package fills in; a point outside the WHO lists has a name and a source."""
    careful = {**values, "pregnancy": "traditionally avoided"}
    names = {field: values["names"][field] for field in ("ja", "english")}
    if has_own_code(values["code"]):
        own = {"names": {**names, "pinyin": "Any Name"}, "citations": [REFERENCES[0]]}
        return {"kind": "bilateral", "region": "head"} | careful | own
    return {key: each for key, each in careful.items() if key not in ("kind", "region")} | {"names": names}


def _fix_acceptance(values: Values) -> Values:
    until = values["until"] and max(values["until"], values["on"])
    return {**values, "at": None, "until": until}


def _fix_handout(values: Values) -> Values:
    """Give the first handout the whole guide; all others are sheets."""
    is_first = values["id"] == "one"
    include = PARTS if is_first else PARTS[: len(values["title"]) % len(PARTS) + 1]
    kind = "guide" if is_first else "sheet"
    return {**values, "kind": kind, "include": include}


def _fix_guide(values: Values) -> Values:
    """Cite each reference of a guide, and make its first handout the guide for patients and all others sheets."""
    cited = " ".join(f"[@{key}]" for key in REFERENCES)
    handouts = [{**each, "kind": "sheet" if number else "guide"} for number, each in enumerate(values["handouts"])]
    return {**values, "handouts": handouts, "main_message": f"{values['main_message']}\n\nSources. {cited}"}


_FIXES: dict[type[Record], Callable[[Values], Values]] = {
    Quantity: _sort_ends,
    Price: _sort_ends,
    Rate: _fix_rate,
    Estimate: _fix_estimate,
    Scale: _fix_scale,
    ArmCounts: _fix_counts,
    Statement: _fix_statement,
    Amounts: _fix_units,
    Progress: _fix_units,
    Effect: _fix_effect,
    Form: _fix_form,
    FormLine: lambda values: {**values, "label": values["label"][:24].strip() or "Name"},
    TextTable: _fix_table,
    Certainty: _fix_certainty,
    Review: _fix_review,
    Name: _fix_name,
    PartialDate: _fix_partial_date,
    SourceCheck: _fix_check,
    Recommendation: _fix_recommendation,
    Acupoint: _fix_acupoint,
    Acceptance: _fix_acceptance,
    Handout: _fix_handout,
    Decision: _fix_questions,
    DecisionOption: lambda values: {**values, "short_name": values["short_name"][:24].strip() or "One"},
    DecisionComparison: _fix_comparison,
    Item: lambda values: {**values, "reference_only": False},
    Guide: _fix_guide,
}
"""Functions that make the fields of a record consistent."""
