"""The metadata of the package, for shops, libraries and reading systems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from acucontent.document.document import About
from acucontent.document.labels import Labels
from acucontent.document.licences import list_licence_urls
from acucontent.model.guide import Guide
from acucontent.model.publishing import AccessEvaluation, Contributor, Series
from acucontent_epub.accessibility import CONFORMANCE, AccessibilityClaims

_ROLES = MappingProxyType(
    {"author": "aut", "editor": "edt", "illustrator": "ill", "translator": "trl", "reviewer": "rev"}
)
"""The MARC relator code of each role."""

_AUTHORITIES = MappingProxyType(
    {
        "BISAC": "BISAC",
        "Thema": "Thema",
        "MeSH": "https://id.nlm.nih.gov/mesh/",
        "SNOMED CT": "http://snomed.info/sct",
        "ICD-10": "http://hl7.org/fhir/sid/icd-10",
        "ICD-11": "http://id.who.int/icd/release/11/mms",
    }
)
"""The identifier of each subject scheme: a reserved term of EPUB, or the address of the scheme."""


@dataclass(frozen=True)
class MetadataElement:
    """One metadata element: Dublin Core ("DC"), a `meta` element ("OPF"), or any other ("")."""

    kind: Literal["DC", "OPF", ""]
    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)


def list_metadata(
    guide: Guide, about: About, labels: Labels, claims: AccessibilityClaims, isbn: str | None
) -> Iterator[MetadataElement]:
    """Yield the metadata of an ebook, except the identifier and the time of the last change of its release."""
    if isbn:
        yield _make_dublin_core("identifier", format_isbn_urn(isbn), id="isbn")
    yield from _describe_titles(about)
    if about.kind != "guide":
        yield _make_meta("dcterms:isPartOf", about.guide_title)
    yield _make_dublin_core("language", about.language)
    for number, contributor in enumerate(guide.authors, start=1):
        yield from _describe_contributor(f"contributor-{number}", contributor)
    yield _make_dublin_core("publisher", about.publisher)
    yield _make_dublin_core("date", about.published.isoformat())
    yield _make_meta("schema:bookEdition", about.edition)
    yield _make_dublin_core("description", about.description)
    yield _make_dublin_core("rights", format_rights(about.licence, labels))
    for address in list_licence_urls(about.licence):
        yield _make_meta("dcterms:license", address)
    for number, subject in enumerate(about.subjects, start=1):
        yield from _describe_subject(f"subject-{number}", *subject)
    if guide.series and about.kind == "guide":
        yield from _describe_series(guide.series)
    yield from (_make_meta(f"schema:{term}", value) for term, value in claims.terms)
    if claims.evaluation:
        yield from _describe_conformance(claims.evaluation)


def format_rights(licence: str, labels: Labels) -> str:
    """Return a sentence about the licence, with the address of its text."""
    found = list_licence_urls(licence)
    if len(found) != 1:
        return labels("licensed", licence=licence)
    return labels("licensed_at", licence=licence, address=found[0])


def find_isbn(about: About, *, original: bool) -> str | None:
    """Return the ISBN of an ebook, or None for handouts, clinics' editions and other regions or languages.

    Args:
        about: The facts about the ebook.
        original: Whether the edition is for the guide's first region and in its own language.
    """
    return about.isbn_epub if about.kind == "guide" and original and not about.clinic else None


def format_isbn_urn(isbn: str) -> str:
    """Return an ISBN as a URN."""
    return f"urn:isbn:{isbn.replace('-', '')}"


def _describe_titles(about: About) -> Iterator[MetadataElement]:
    yield _make_dublin_core("title", about.title, id="title")
    yield _make_refinement("title", "title-type", "main")
    if about.subtitle:
        yield _make_dublin_core("title", about.subtitle, id="subtitle")
        yield _make_refinement("subtitle", "title-type", "subtitle")


def _describe_contributor(id_: str, contributor: Contributor) -> Iterator[MetadataElement]:
    yield _make_dublin_core("creator" if contributor.role == "author" else "contributor", contributor.name, id=id_)
    yield _make_refinement(id_, "role", _ROLES[contributor.role], scheme="marc:relators")
    if contributor.sort_as:
        yield _make_refinement(id_, "file-as", contributor.sort_as)


def _describe_subject(id_: str, system: str, code: str, name: str) -> Iterator[MetadataElement]:
    yield _make_dublin_core("subject", name, id=id_)
    yield _make_refinement(id_, "authority", _AUTHORITIES[system])
    yield _make_refinement(id_, "term", code)


def _describe_series(series: Series) -> Iterator[MetadataElement]:
    yield _make_meta("belongs-to-collection", series.title, id="series")
    yield _make_refinement("series", "collection-type", "series")
    if series.number:
        yield _make_refinement("series", "group-position", str(series.number))
    if series.issn:
        yield _make_refinement("series", "dcterms:identifier", f"urn:issn:{series.issn}")


def _describe_conformance(evaluation: AccessEvaluation) -> Iterator[MetadataElement]:
    """Yield the conformance claim with its evaluator and date (EPUB Accessibility 1.1, conformance reporting)."""
    yield _make_meta("dcterms:conformsTo", CONFORMANCE, id="conformance")
    yield _make_refinement("conformance", "a11y:certifiedBy", evaluation.by, id="evaluator")
    yield _make_refinement("evaluator", "dcterms:date", evaluation.on.isoformat())
    if evaluation.report:
        report = {"rel": "a11y:certifierReport", "refines": "#evaluator", "href": evaluation.report}
        yield MetadataElement("", "link", "", report)


def _make_dublin_core(name: str, value: str, **attributes: str) -> MetadataElement:
    return MetadataElement("DC", name, value, attributes)


def _make_meta(name: str, value: str, **attributes: str) -> MetadataElement:
    return MetadataElement("OPF", name, value, {"property": name, **attributes})


def _make_refinement(of: str, name: str, value: str, **attributes: str) -> MetadataElement:
    return _make_meta(name, value, refines=f"#{of}", **attributes)
