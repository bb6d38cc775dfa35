"""The metadata of an ebook contains all facts of the guide, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent.document.licences import list_licence_urls
from acucontent.model.guide import Guide
from tests.exporters.epub.book import Book
from tests.exporters.epub.guides import CONTRIBUTORS
from tests.factories import make_guide, make_handout


def find_refinements(book: Book, id_: str) -> dict[str, str]:
    """Return the refinements of a metadata element, by property."""
    names = book.find_metadata(f"//opf:meta[@refines='#{id_}']/@property")
    return dict(zip(names, book.find_metadata(f"//opf:meta[@refines='#{id_}']"), strict=True))


def test_package_has_the_facts_about_the_book(complete: Book, back_pain: Guide) -> None:
    """The package has title, subtitle, publisher, language, date, edition and description."""
    assert complete.find_metadata("//dc:title") == [back_pain.title, back_pain.subtitle]
    assert find_refinements(complete, "title") == {"title-type": "main"}
    assert find_refinements(complete, "subtitle") == {"title-type": "subtitle"}
    assert complete.find_metadata("//dc:publisher") == [back_pain.publisher]
    assert complete.find_metadata("//dc:language") == ["en-US"]
    assert complete.find_metadata("//dc:date") == [back_pain.published.isoformat()]
    assert complete.find_metadata("//opf:meta[@property='schema:bookEdition']") == [back_pain.edition]
    assert complete.find_metadata("//dc:description")[0].startswith("Is it for me? Perhaps")


def test_every_subject_has_its_code(complete: Book, back_pain: Guide) -> None:
    """Each subject has its scheme and code: BISAC and Thema for shops, MeSH for libraries."""
    subjects = complete.find_metadata("//dc:subject/@id")

    assert {coding.system for coding in back_pain.codes} >= {"BISAC", "Thema", "MeSH"}
    assert complete.find_metadata("//dc:subject") == [coding.display for coding in back_pain.codes]
    assert [find_refinements(complete, each)["term"] for each in subjects] == [
        coding.code for coding in back_pain.codes
    ]
    assert {find_refinements(complete, each)["authority"] for each in subjects} >= {"BISAC", "Thema"}


def test_every_contributor_has_a_role() -> None:
    """Authors are creators and others are contributors, each with a MARC code and a name for sorting."""
    book = Book.from_guide(make_guide(authors=CONTRIBUTORS))
    refinements = [find_refinements(book, id_) for id_ in book.find_metadata("//dc:creator/@id | //dc:contributor/@id")]

    assert book.find_metadata("//dc:creator") == ["Ada Hummer", "The Hiccup Society"]
    assert book.find_metadata("//dc:contributor") == ["Ed Itor", "Ill Ustrator", "Trans Lator", "Rev Iewer"]
    assert [each["role"] for each in refinements] == ["aut", "aut", "edt", "ill", "trl", "rev"]
    assert [each.get("file-as") for each in refinements] == ["Hummer, Ada", None, None, None, None, None]
    assert set(book.find_metadata("//opf:meta[@property='role']/@scheme")) == {"marc:relators"}


def test_names_in_other_scripts_stay_as_they_are(minimal: Book) -> None:
    """A Chinese name is unchanged, with a Latin name for sorting."""
    assert minimal.find_metadata("//dc:creator") == ["王秀英", "Ольга Иванова"]
    assert minimal.find_metadata("//dc:contributor") == ["محمد"]
    assert minimal.find_metadata("//opf:meta[@property='file-as']") == ["Wang Xiuying"]


@pytest.mark.parametrize(
    ("series", "refinements"),
    [
        ({"title": "Small noises"}, {"collection-type": "series"}),
        (
            {"title": "Small noises", "number": 3, "issn": "2049-3630"},
            {"collection-type": "series", "group-position": "3", "dcterms:identifier": "urn:issn:2049-3630"},
        ),
    ],
    ids=["title", "number and ISSN"],
)
def test_series_is_a_collection(series: dict[str, Any], refinements: dict[str, str]) -> None:
    """The ebook of the complete guide belongs to its series; a handout does not."""
    sheet = make_handout(id="sheet", title="A sheet", include=["key_points"])
    guide = make_guide(series=series, handouts=[make_handout(), sheet])
    whole, part = Book.from_guide(guide), Book.from_guide(guide, "sheet")

    assert whole.find_metadata("//opf:meta[@property='belongs-to-collection']") == ["Small noises"]
    assert find_refinements(whole, "series") == refinements
    assert part.find_metadata("//opf:meta[@property='belongs-to-collection']") == []


@pytest.mark.parametrize(
    ("licence", "found"),
    [
        ("CC-BY-4.0", ("https://creativecommons.org/licenses/by/4.0/",)),
        ("CC-BY-NC-ND-3.0", ("https://creativecommons.org/licenses/by-nc-nd/3.0/",)),
        ("CC0-1.0", ("https://creativecommons.org/publicdomain/zero/1.0/",)),
        ("GFDL-1.3-only", ("https://spdx.org/licenses/GFDL-1.3-only.html",)),
        (
            "MIT OR CC0-1.0",
            ("https://spdx.org/licenses/MIT.html", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ),
        ("GPL-2.0-only WITH Classpath-exception-2.0", ("https://spdx.org/licenses/GPL-2.0-only.html",)),
        ("LicenseRef-Proprietary", ()),
    ],
)
def test_each_licence_has_its_address(licence: str, found: tuple[str, ...]) -> None:
    """The metadata links the text of each licence."""
    book = Book.from_guide(make_guide(licence=licence))

    assert list_licence_urls(licence) == found
    assert tuple(book.find_metadata("//opf:meta[@property='dcterms:license']")) == found
    assert book.find_metadata("//dc:rights")[0].startswith(f"Licensed under {licence}")


def test_report_of_the_evaluator_is_linked(full: Book) -> None:
    """The package links the report of the accessibility evaluation, with the evaluator and the date."""
    assert full.find_metadata("//opf:link[@rel='a11y:certifierReport']/@href") == ["https://example.org/report"]
    assert full.find_metadata("//opf:link/@refines") == ["#evaluator"]
    assert find_refinements(full, "conformance") == {"a11y:certifiedBy": "The Invented Press"}
    assert find_refinements(full, "evaluator") == {"dcterms:date": "2030-01-01"}
