"""Convert CSL-JSON as reference managers write it to the fields of our references.

The format allows several forms for one value: dates as parts, texts or seasons, names with particles, and markup in
titles (CSL-JSON 1.0.2, and the manuals of Zotero and citeproc-js).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import langcodes
import pycountry
from pydantic_core import PydanticCustomError
from stdnum import isbn

from acucontent.problems import quote_text

Values = dict[str, Any]

TYPES: Mapping[str, str] = MappingProxyType(
    {
        each: known
        for known, others in {
            "article-journal": "review review-book periodical",
            "book": "classic collection",
            "chapter": "paper-conference entry entry-dictionary entry-encyclopedia",
            "report": "article dataset document manuscript standard software pamphlet speech patent",
            "webpage": "post post-weblog",
            "legislation": "bill regulation legal_case treaty hearing",
        }.items()
        for each in others.split()
    }
)
"""The type of ours that prints another type of CSL best."""

_IGNORED = """
    abstract annote archive archive-place archive_collection archive_location author-authority authority available-date
    call-number categories chair chapter-number citation-key citation-label citation-number collection-editor
    collection-number collection-title compiler composer container-author container-title-short contributor curator
    custom dimensions director division editor-translator editorial-director event event-date event-place event-title
    executive-producer first-reference-note-number genre guest host illustrator interviewer ISSN journalAbbreviation
    jurisdiction keyword license locator medium multi narrator number-of-pages number-of-volumes organizer
    original-author original-date original-publisher original-publisher-place original-title page-first part-number
    part-title performer printing-number producer recipient references reviewed-author reviewed-genre reviewed-title
    scale script-writer section series-creator shortTitle source status submitted supplement-number title-short
    translator version volume-title volume-title-short year-suffix
"""
IGNORED_KEYS = frozenset(_IGNORED.split())
"""The keys of CSL-JSON 1.0.2, and those that Zotero adds, that are not printed in a reference."""

_TAG_NAMES = r"i|b|em|strong|u|sc|scp|sub|sup|span|p|br|nc|title|jats:[a-z-]+|mml:[a-z]+"
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<(?:jats:)?(su[bp])(?:\s[^<>]*)?>([^<>]*)</(?:jats:)?\1>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s+[A-Za-z-]+(?:=[^<>]*)?)*\s*/?>|<!--")
_DIGITS = "0123456789+-=()"
_SCRIPTS = {
    "sup": str.maketrans(_DIGITS + "ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"),
    "sub": str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MAX_CLEANED = 4000
"""A longer text is refused for its length."""


def clean_csl_text(text: str) -> str:
    """Return a text of CSL-JSON without its markup and HTML entities.

    >>> clean_csl_text("Effect of <i>Salix</i> &amp; CO<sub>2</sub>")
    'Effect of Salix & CO₂'

    Raises:
        PydanticCustomError: The text has a tag that CSL does not know.
    """
    if len(text) > _MAX_CLEANED:
        return text
    before = None
    while text != before:
        before, text = text, _ENTITY.sub(_decode_entity, _TAG.sub("", _RAISED.sub(_raise_digits, text)))
    unknown = _OTHER_TAG.search(text)
    if unknown:
        raise PydanticCustomError("markup", "has the tag {tag}: delete it", {"tag": quote_text(unknown.group())})
    return " ".join(text.split())


def _decode_entity(found: re.Match[str]) -> str:
    return html.unescape(found.group())


def _raise_digits(found: re.Match[str]) -> str:
    """Return the content of <sup> or <sub> as Unicode characters if each has one, and as it is otherwise."""
    if found[2].upper() == "TM":
        return "™"
    return found[2].translate(_SCRIPTS[found[1].lower()])


_CIRCA = re.compile(r"^(?:c(?:irca|a)?\.?\s+)|[~?%]$", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_SEASON_MONTHS = ("21", "22", "23", "24")
"""The seasons as months (ISO 8601-2)."""


def read_csl_date(value: Any) -> Any:
    """Return the fields of a date from any form that CSL allows: parts, a range, a season, or a text with a year.

    Raises:
        PydanticCustomError: A text has no year.
    """
    if isinstance(value, str):
        return _read_date_text(value)
    if not isinstance(value, dict):
        return value
    rest = {key: each for key, each in value.items() if key not in ("literal", "raw", "season", "date-parts")}
    if _is_false(rest.get("circa")):
        rest.pop("circa", None)
    elif "circa" in rest:
        rest["circa"] = True
    parts = _trim_parts(value.get("date-parts"))
    text = next((each for key in ("raw", "literal") if (each := value.get(key))), None)
    if parts:
        return {**rest, "date-parts": parts}
    return {**_read_date_text(text), **rest} if isinstance(text, str) else {**value}


def _is_false(value: Any) -> bool:
    return value is None or str(value).lower() in ("false", "0", "no", "")


def _trim_parts(parts: Any) -> Any:
    """Return the date parts without empty ones, and without the seasons that stand for months."""
    if not isinstance(parts, list | tuple):
        return parts
    return [_trim_date(each) for each in parts if not isinstance(each, list | tuple) or any(each)]


def _trim_date(date: Any) -> Any:
    if not isinstance(date, list | tuple):
        return date
    known = [part for part in date if part not in (None, "", "0", 0)]
    return known[:1] if len(known) > 1 and str(known[1]) in _SEASON_MONTHS else known


def _read_date_text(text: str) -> Values:
    """Return the fields of a date from a text such as '2020-05', '2019/2020', 'ca. 1990' or 'Spring 2020'."""
    plain = " ".join(text.split())
    circa = {"circa": True} if _CIRCA.search(plain) else {}
    dates = [_ISO_DATE.fullmatch(each.strip()) for each in _CIRCA.sub("", plain).split("/")]
    if all(dates) and len(dates) <= 2:
        return {"date-parts": [[part for part in date.groups() if part] for date in dates if date], **circa}
    years = _YEAR.findall(plain)
    if not years:
        raise PydanticCustomError(
            "date_parts", "{text} has no year: write the year, or leave the date out", {"text": quote_text(text)}
        )
    return {"date-parts": [[year] for year in years[:2]], **circa}


def read_csl_name(value: Any) -> Any:
    """Return the fields of a name; a name of one word is a family name."""
    if isinstance(value, str):
        return {"literal": value}
    if not isinstance(value, dict):
        return value
    name = {key: each for key, each in value.items() if each not in ("", None)}
    if "given" in name and not name.keys() & {"family", "literal"}:
        name["family"] = name.pop("given")
    return name


_NOTE_FIELD = re.compile(r"\{?:?\s*([A-Za-z][A-Za-z. -]*?)\s*:\s*(.*?)\}?")
_NUMBER_FIELDS = {"pmid": "PMID", "pmcid": "PMCID", "doi": "DOI", "isbn": "ISBN", "url": "URL"}
_ADDRESSED = {
    "PMID": re.compile(
        r"(?:PMID:?\s*|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/)?(\d+)/?"
    ),
    "PMCID": re.compile(r"(?:PMCID:?\s*|https?://\S+/)?(?:PMC)?(\d+)/?", re.IGNORECASE),
}
"""Matches a number with the address or label that is often written before it."""


def read_csl_reference(values: Values) -> Values:
    """Return the fields of a reference from those that a reference manager writes."""
    found = {key: each for key, each in values.items() if each != "" or key == "title"}
    found["type"] = TYPES.get(found.get("type", ""), found.get("type"))
    if isinstance(found.get("note"), str):
        found = _read_note(found)
    for key, pattern in _ADDRESSED.items():
        match = pattern.fullmatch(str(found.get(key, "")).strip())
        if match:
            found[key] = f"PMC{match[1]}" if key == "PMCID" else match[1]
    if isinstance(found.get("ISBN"), str):
        found["ISBN"] = _choose_isbn(found["ISBN"])
    if isinstance(found.get("language"), str):
        found["language"] = _read_language(found["language"])
    return {key: each for key, each in found.items() if each is not None or values.get(key, "") is None}


def _read_note(values: Values) -> Values:
    """Move the fields that are written in the lines of a note to fields of their own, as citeproc-js does."""
    found, rest = dict(values), list[str]()
    for line in values["note"].splitlines():
        field = _NOTE_FIELD.fullmatch(line.strip())
        key = _NUMBER_FIELDS.get(field[1].lower()) if field else None
        if field and key:
            found.setdefault(key, field[2])
        elif line.strip() and not line.lower().startswith(("tex.", "citation key:")):
            rest.append(line.strip())
    return {**found, "note": " ".join(rest) or None}


def _choose_isbn(text: str) -> str:
    """Return the first valid one of several ISBNs, or the text if none is valid."""
    parts = re.split(r"[\s;,]+", text.strip())
    return next((each for each in (text, *parts) if isbn.is_valid(each)), text)


_AUTONYMS = {
    "deutsch": "de",
    "français": "fr",
    "español": "es",
    "italiano": "it",
    "português": "pt",
    "nederlands": "nl",
    "svenska": "sv",
    "dansk": "da",
    "norsk": "no",
    "polski": "pl",
    "русский": "ru",
    "中文": "zh",
    "日本語": "ja",
    "한국어": "ko",
}
"""The tags of languages by their own names, which pycountry does not have."""


def _read_language(text: str) -> str:
    """Return the tag of a language from a tag or a name, the first of several; the text itself if it is neither."""
    first = re.split(r"\s*[;,/]\s*", text.strip())[0].replace("_", "-")
    if langcodes.tag_is_valid(first):
        return first
    if first.lower() in _AUTONYMS:
        return _AUTONYMS[first.lower()]
    try:
        language = pycountry.languages.lookup(first)
    except LookupError:
        return text
    return str(getattr(language, "alpha_2", None) or language.alpha_3)
