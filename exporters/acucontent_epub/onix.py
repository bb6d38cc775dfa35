"""The ONIX 3.0 record of an ebook: metadata for the book trade, from the same facts as the package.

The codes are from EDItEUR's code lists; comments give the number of each list. The record leaves out what a guide does
not contain, such as price, supplier and sales rights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from langcodes import Language

from acucontent.document.document import About
from acucontent.document.licences import list_licence_urls
from acucontent.edition import Edition
from acucontent.markup import load_templates
from acucontent.model.common import Coding
from acucontent_epub.accessibility import AccessibilityClaims
from acucontent_epub.metadata import find_isbn, format_isbn_urn
from acucontent_epub.part import get_subtitle

ROLES = MappingProxyType(
    {"author": "A01", "editor": "B01", "illustrator": "A12", "translator": "B06", "reviewer": "Z99"}
)
"""List 17. It has no code for an advising reviewer, so the record uses 'other' with a description."""

SCHEMES = MappingProxyType({"BISAC": "10", "Thema": "93", "MeSH": "06"})
"""List 27. It has no code for other schemes, so the record uses their names."""

_THEMA_QUALIFIERS = MappingProxyType({"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"})
"""List 27: a Thema code that begins with a digit is a qualifier."""

_OTHER_SCHEME = "24"


@dataclass(frozen=True)
class Feature:
    """A code of list 196, with the accessibility claim that it depends on."""

    code: str
    value: str
    term: str = "accessibilityFeature"
    checks: tuple[str, ...] = ()
    """Additional checks that must have no findings, because ONIX requires more than the claim."""


FEATURES = (
    Feature("10", "displayTransformability", checks=("motion", "controls")),
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
"""List 196, ordered by code."""

CONFORMING = ("04", "25", "82", "85")
"""List 196: EPUB Accessibility 1.1, no information by color alone, WCAG 2.2, level AA."""


@dataclass(frozen=True)
class Subject:
    """A subject in the form that ONIX requires."""

    scheme: str
    code: str
    name: str
    scheme_name: str | None
    main: bool
    """Whether it is the main subject, the first of its scheme."""


def render_onix(edition: Edition, identifier: str, claims: AccessibilityClaims) -> bytes:
    """Return the ONIX record of an ebook, as XML.

    Args:
        edition: The edition of the ebook.
        identifier: The identifier of the package.
        claims: The accessibility claims of the ebook.
    """
    about, guide = edition.book.about, edition.guide
    isbn = find_isbn(about, original=edition.is_original)
    template = load_templates("acucontent_epub").get_template("onix.xml")
    text = template.render(
        about=about,
        guide=guide,
        labels=edition.book.labels,
        identifier=identifier,
        reference=format_isbn_urn(isbn) if isbn else identifier,
        isbn=isbn.replace("-", "") if isbn else None,
        whole=about.isbn_epub.replace("-", "") if about.isbn_epub and about.kind != "guide" else None,
        subtitle=get_subtitle(about, edition.book.labels),
        related=about.isbn_pdf.replace("-", "") if about.isbn_pdf and about.kind == "guide" else None,
        draft="-" in about.edition,
        features=tuple(list_features(claims)),
        hazard_free=claims.has_claim("none", "accessibilityHazard"),
        illustrated=claims.has_claim("visual", "accessMode"),
        licences=list_licence_urls(about.licence),
        subjects=tuple(list_subjects(guide.codes)),
        audience=about.audience,
        printed=edition.printed,
        roles=ROLES,
        **_get_language_codes(about),
    )
    return f"{text.strip()}\n".encode()


def list_features(claims: AccessibilityClaims) -> Iterator[tuple[str, str | None]]:
    """Yield the codes of list 196 that apply, each with its description or None."""
    yield "00", dict(claims.terms)["accessibilitySummary"]
    codes = [each.code for each in FEATURES if _is_supported(each, claims)]
    yield from ((code, None) for code in sorted([*codes, *(CONFORMING if claims.evaluation else ())]))
    if claims.evaluation:
        yield "90", claims.evaluation.by
        yield "91", claims.evaluation.on.strftime("%Y%m%d")
        if claims.evaluation.report:
            yield "94", claims.evaluation.report


def _is_supported(feature: Feature, claims: AccessibilityClaims) -> bool:
    return claims.has_claim(feature.value, feature.term) and claims.passed_checks.issuperset(feature.checks)


def list_subjects(codes: tuple[Coding, ...]) -> Iterator[Subject]:
    """Yield the subjects, grouped by scheme."""
    for scheme, together in groupby(sorted(codes, key=_get_scheme), key=_get_scheme):
        for number, coding in enumerate(together):
            main = number == 0 and scheme in (SCHEMES["BISAC"], SCHEMES["Thema"])
            name = coding.system if scheme == _OTHER_SCHEME else None
            yield Subject(scheme, coding.code, coding.display, name, main)


def _get_scheme(coding: Coding) -> str:
    if coding.system == "Thema" and coding.code[0] in _THEMA_QUALIFIERS:
        return _THEMA_QUALIFIERS[coding.code[0]]
    return SCHEMES.get(coding.system, _OTHER_SCHEME)


def _get_language_codes(about: About) -> dict[str, str | None]:
    """Return the language in the codes of lists 74 (ISO 639-2/B), 91 (ISO 3166-1) and 121 (ISO 15924)."""
    language = Language.get(about.language)
    return {
        "language": language.to_alpha3(variant="B"),
        "country": language.territory,
        "script": language.script,
    }
