"""What the package says of the ebook: for shops, libraries and reading systems."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from acucontent.document.document import About
from acucontent.document.labels import Labels
from acucontent.model.guide import Guide
from acucontent.model.publishing import AccessEvaluation, Contributor, Series
from acucontent_epub.accessibility import CONFORMANCE, Claimed
from acucontent_epub.licences import addresses

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
"""The name of each system of subject codes: a reserved word of EPUB, or the system's own address."""


@dataclass(frozen=True)
class Statement:
    """One element of the package's metadata: of Dublin Core, a `meta`, or one that EbookLib has no word for."""

    kind: Literal["DC", "OPF", ""]
    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)


def statements(guide: Guide, about: About, labels: Labels, claimed: Claimed) -> Iterator[Statement]:
    """The metadata of an ebook, but its identifier and the time of its last change."""
    yield from _titles(about)
    yield _dc("language", about.language)
    for number, contributor in enumerate(guide.authors, start=1):
        yield from _contributor(f"contributor-{number}", contributor)
    yield _dc("publisher", about.publisher)
    yield _dc("date", about.published.isoformat())
    yield _meta("schema:bookEdition", about.edition)
    yield _dc("description", about.description)
    yield _dc("rights", rights(about.licence, labels))
    for address in addresses(about.licence):
        yield _meta("dcterms:license", address)
    for number, subject in enumerate(about.subjects, start=1):
        yield from _subject(f"subject-{number}", *subject)
    if guide.series and about.complete:
        yield from _series(guide.series)
    yield from (_meta(f"schema:{term}", value) for term, value in claimed.terms)
    if claimed.evaluation:
        yield from _conformance(claimed.evaluation)


def rights(licence: str, labels: Labels) -> str:
    """The licence in a sentence, with the address of its text."""
    found = addresses(licence)
    if len(found) != 1:
        return labels("licensed", licence=licence)
    return labels("licensed_at", licence=licence, address=found[0])


def identifier(about: About, *, original: bool) -> str:
    """The ISBN of the guide's ebook, or a number made from what tells this ebook from every other.

    A sheet from the guide is another publication than the one that has the ISBN, and so is a clinic's edition.

    Args:
        about: What the ebook is.
        original: Whether it is for the guide's first region and in its own language; any other is another publication.
    """
    if isbn := find_isbn(about, original=original):
        return f"urn:isbn:{isbn.replace('-', '')}"
    own = (about.clinic,) if about.clinic else ()
    name = "/".join((about.guide, about.edition, about.handout, about.language, about.region, *own))
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:acucontent:{name}").urn


def find_isbn(about: About, *, original: bool) -> str | None:
    """Return the ISBN of this ebook, which the guide's own has and neither a sheet nor a clinic's edition.

    Args:
        about: What the ebook is.
        original: Whether it is for the guide's first region and in its own language.
    """
    return about.isbn_epub if about.complete and original and not about.clinic else None


def _titles(about: About) -> Iterator[Statement]:
    yield _dc("title", about.title, id="title")
    yield _refinement("title", "title-type", "main")
    if about.subtitle:
        yield _dc("title", about.subtitle, id="subtitle")
        yield _refinement("subtitle", "title-type", "subtitle")


def _contributor(id_: str, contributor: Contributor) -> Iterator[Statement]:
    yield _dc("creator" if contributor.role == "author" else "contributor", contributor.name, id=id_)
    yield _refinement(id_, "role", _ROLES[contributor.role], scheme="marc:relators")
    if contributor.sort_as:
        yield _refinement(id_, "file-as", contributor.sort_as)


def _subject(id_: str, system: str, code: str, name: str) -> Iterator[Statement]:
    yield _dc("subject", name, id=id_)
    yield _refinement(id_, "authority", _AUTHORITIES[system])
    yield _refinement(id_, "term", code)


def _series(series: Series) -> Iterator[Statement]:
    yield _meta("belongs-to-collection", series.title, id="series")
    yield _refinement("series", "collection-type", "series")
    if series.number:
        yield _refinement("series", "group-position", str(series.number))
    if series.issn:
        yield _refinement("series", "dcterms:identifier", f"urn:issn:{series.issn}")


def _conformance(evaluation: AccessEvaluation) -> Iterator[Statement]:
    """The conformance, with who evaluated it and when (EPUB Accessibility 1.1, conformance reporting)."""
    yield _meta("dcterms:conformsTo", CONFORMANCE, id="conformance")
    yield _refinement("conformance", "a11y:certifiedBy", evaluation.by, id="evaluator")
    yield _refinement("evaluator", "dcterms:date", evaluation.on.isoformat())
    if evaluation.report:
        report = {"rel": "a11y:certifierReport", "refines": "#evaluator", "href": evaluation.report}
        yield Statement("", "link", "", report)


def _dc(name: str, value: str, **attributes: str) -> Statement:
    return Statement("DC", name, value, attributes)


def _meta(name: str, value: str, **attributes: str) -> Statement:
    return Statement("OPF", name, value, {"property": name, **attributes})


def _refinement(of: str, name: str, value: str, **attributes: str) -> Statement:
    return _meta(name, value, refines=f"#{of}", **attributes)
