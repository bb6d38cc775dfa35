"""The ONIX 3.0 record of an ebook: what the book trade is told of it, from the same facts as the package.

Codes are those of EDItEUR's code lists; a list's number stands beside its codes. What the guide does not say is left
out: price, supplier and rights of sale are for whoever sells the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import MappingProxyType

from jinja2 import Environment
from langcodes import Language

from acucontent.document.document import About
from acucontent.edition import Edition
from acucontent.markup import load_templates
from acucontent.model.common import Coding
from acucontent_epub.accessibility import Claimed
from acucontent_epub.licences import addresses
from acucontent_epub.metadata import find_isbn

ROLES = MappingProxyType(
    {"author": "A01", "editor": "B01", "illustrator": "A12", "translator": "B06", "reviewer": "Z99"}
)
"""List 17. It has no reviewer who advises: that one is 'other', and what they did is told in words."""

SCHEMES = MappingProxyType({"BISAC": "10", "Thema": "93", "MeSH": "06"})
"""List 27. The other systems are not known to the trade, and go by their names."""

_THEMA_QUALIFIERS = MappingProxyType({"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"})
"""List 27: a Thema code that begins with a digit qualifies the others."""

_OTHER_SCHEME = "24"


@dataclass(frozen=True)
class Feature:
    """A code of list 196, and the claim that it repeats."""

    code: str
    value: str
    term: str = "accessibilityFeature"
    checks: tuple[str, ...] = ()
    """Checks that must have found nothing as well, where ONIX asks for more than the claim does."""


FEATURES = (
    Feature("10", "displayTransformability", checks=("still", "controls")),
    Feature("11", "tableOfContents", checks=("figures and tables listed",)),
    Feature("13", "readingOrder"),
    Feature("14", "alternativeText"),
    Feature("15", "longDescription"),
    Feature("19", "pageBreakMarkers"),
    Feature("22", "textual", "accessMode", checks=("language of pages", "language of words")),
    Feature("26", "textual", "accessMode", checks=("text contrast",)),
    Feature("29", "structuralNavigation"),
    Feature("30", "ARIA"),
    Feature("36", "displayTransformability"),
    Feature("41", "pageNavigation"),
    Feature("52", "textual", "accessModeSufficient"),
)
"""List 196, in the order of codes."""

CONFORMING = ("04", "25", "82", "85")
"""List 196: EPUB Accessibility 1.1, color never alone, WCAG 2.2, level AA."""


@dataclass(frozen=True)
class Subject:
    """A subject as ONIX has it."""

    scheme: str
    code: str
    name: str
    scheme_name: str | None
    main: bool
    """Whether it is the first of its scheme, and so the book's main one."""


def onix(edition: Edition, identifier: str, claimed: Claimed) -> bytes:
    """The record of an ebook.

    Args:
        edition: What the ebook is made from.
        identifier: The identifier of its package.
        claimed: What it claims of its accessibility.
    """
    about, guide = edition.document.about, edition.guide
    isbn = find_isbn(about, original=edition.is_original)
    made = _templates().get_template("onix.xml")
    text = made.render(
        about=about,
        guide=guide,
        labels=edition.document.labels,
        identifier=identifier,
        isbn=isbn.replace("-", "") if isbn else None,
        related=about.isbn_pdf.replace("-", "") if about.isbn_pdf and about.complete else None,
        draft="-" in about.edition,
        features=tuple(features(claimed)),
        hazard_free=claimed.holds("none", "accessibilityHazard"),
        illustrated=claimed.holds("visual", "accessMode"),
        licences=addresses(about.licence),
        subjects=tuple(subjects(guide.codes)),
        audience=about.audience,
        printed=edition.printed,
        roles=ROLES,
        **_language(about),
    )
    return f"{text.strip()}\n".encode()


def features(claimed: Claimed) -> Iterator[tuple[str, str | None]]:
    """The codes of list 196 that hold, each with what it says in words, if it does."""
    yield "00", dict(claimed.terms)["accessibilitySummary"]
    codes = [each.code for each in FEATURES if _holds(each, claimed)]
    yield from ((code, None) for code in sorted([*codes, *(CONFORMING if claimed.evaluation else ())]))
    if claimed.evaluation:
        yield "90", claimed.evaluation.by
        yield "91", claimed.evaluation.on.strftime("%Y%m%d")
        if claimed.evaluation.report:
            yield "94", claimed.evaluation.report


def _holds(feature: Feature, claimed: Claimed) -> bool:
    return claimed.holds(feature.value, feature.term) and claimed.sound.issuperset(feature.checks)


def subjects(codes: tuple[Coding, ...]) -> Iterator[Subject]:
    """The subjects, those of a scheme together."""
    for scheme, together in groupby(sorted(codes, key=_scheme), key=_scheme):
        for number, coding in enumerate(together):
            main = number == 0 and scheme in (SCHEMES["BISAC"], SCHEMES["Thema"])
            name = coding.system if scheme == _OTHER_SCHEME else None
            yield Subject(scheme, coding.code, coding.display, name, main)


def _scheme(coding: Coding) -> str:
    if coding.system == "Thema" and coding.code[0] in _THEMA_QUALIFIERS:
        return _THEMA_QUALIFIERS[coding.code[0]]
    return SCHEMES.get(coding.system, _OTHER_SCHEME)


def _language(about: About) -> dict[str, str | None]:
    """The language in lists 74 (ISO 639-2/B), 91 (ISO 3166-1) and 121 (ISO 15924)."""
    language = Language.get(about.language)
    return {
        "language": language.to_alpha3(variant="B"),
        "country": language.territory,
        "script": language.script,
    }


@cache
def _templates() -> Environment:
    return load_templates("acucontent_epub")
