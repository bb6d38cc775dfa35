"""What the package says of the ebook: for shops, libraries and reading systems."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from acucontent.document.blocks import About

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
    """One element of the package's metadata: of Dublin Core, or a `meta`."""

    kind: Literal["DC", "OPF"]
    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)


def statements(about: About, accessibility: Iterable[tuple[str, str]]) -> Iterator[Statement]:
    """The metadata of an ebook, but its identifier and the time of its last change."""
    yield from _titles(about)
    yield _dc("language", about.language)
    for number, contributor in enumerate(about.authors, start=1):
        yield from _contributor(f"contributor-{number}", *contributor)
    yield _dc("publisher", about.publisher)
    yield _dc("date", about.published.isoformat())
    yield _dc("description", about.description)
    yield _dc("rights", about.licence)
    for number, subject in enumerate(about.subjects, start=1):
        yield from _subject(f"subject-{number}", *subject)
    yield from (Statement("OPF", name, value, {"property": name}) for name, value in accessibility)


def identifier(about: About, *, home: bool) -> str:
    """The ISBN of the guide's ebook, or a number made from what tells this ebook from every other.

    A sheet from the guide is another publication than the one that has the ISBN.

    Args:
        about: What the ebook is.
        home: Whether it is for the guide's first region; for another one it is another publication, too.
    """
    if about.isbn_epub and about.complete and home:
        return f"urn:isbn:{about.isbn_epub.replace('-', '')}"
    name = "/".join((about.guide, about.edition, about.handout, about.language, about.region))
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:acucontent:{name}").urn


def _titles(about: About) -> Iterator[Statement]:
    yield _dc("title", about.title, id="title")
    yield _refinement("title", "title-type", "main")
    if about.subtitle:
        yield _dc("title", about.subtitle, id="subtitle")
        yield _refinement("subtitle", "title-type", "subtitle")


def _contributor(id_: str, name: str, role: str, sort_as: str | None) -> Iterator[Statement]:
    yield _dc("creator" if role == "author" else "contributor", name, id=id_)
    yield _refinement(id_, "role", _ROLES[role], scheme="marc:relators")
    if sort_as:
        yield _refinement(id_, "file-as", sort_as)


def _subject(id_: str, system: str, code: str, name: str) -> Iterator[Statement]:
    yield _dc("subject", name, id=id_)
    yield _refinement(id_, "authority", _AUTHORITIES[system])
    yield _refinement(id_, "term", code)


def _dc(name: str, value: str, **attributes: str) -> Statement:
    return Statement("DC", name, value, attributes)


def _refinement(of: str, name: str, value: str, **attributes: str) -> Statement:
    return Statement("OPF", name, value, {"refines": f"#{of}", "property": name, **attributes})
