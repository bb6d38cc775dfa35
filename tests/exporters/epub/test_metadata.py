"""What an ebook says of itself to shops and libraries: all that the guide knows, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent.model.guide import Guide
from acucontent_epub.licences import list_licence_urls
from tests.exporters.epub.book import Book
from tests.exporters.epub.guides import CONTRIBUTORS
from tests.factories import make_guide, make_handout


def find_refinements(book: Book, id_: str) -> dict[str, str]:
    """What the package says of one of its statements."""
    names = book.find_metadata(f"//opf:meta[@refines='#{id_}']/@property")
    return dict(zip(names, book.find_metadata(f"//opf:meta[@refines='#{id_}']"), strict=True))


def test_package_says_what_the_book_is(complete: Book, back_pain: Guide) -> None:
    """Title, subtitle, publisher, language, date, edition and description are there."""
    assert complete.find_metadata("//dc:title") == [back_pain.title, back_pain.subtitle]
    assert find_refinements(complete, "title") == {"title-type": "main"}
    assert find_refinements(complete, "subtitle") == {"title-type": "subtitle"}
    assert complete.find_metadata("//dc:publisher") == [back_pain.publisher]
    assert complete.find_metadata("//dc:language") == ["en-US"]
    assert complete.find_metadata("//dc:date") == [back_pain.published.isoformat()]
    assert complete.find_metadata("//opf:meta[@property='schema:bookEdition']") == [back_pain.edition]
    assert complete.find_metadata("//dc:description")[0].startswith("Acupuncture means")


def test_every_subject_has_its_code(complete: Book, back_pain: Guide) -> None:
    """Shops read BISAC and Thema, libraries MeSH: each subject is named with its system and code."""
    subjects = complete.find_metadata("//dc:subject/@id")

    assert {coding.system for coding in back_pain.codes} >= {"BISAC", "Thema", "MeSH"}
    assert complete.find_metadata("//dc:subject") == [coding.display for coding in back_pain.codes]
    assert [find_refinements(complete, each)["term"] for each in subjects] == [
        coding.code for coding in back_pain.codes
    ]
    assert {find_refinements(complete, each)["authority"] for each in subjects} >= {"BISAC", "Thema"}


def test_every_contributor_has_a_role() -> None:
    """Authors are creators, others contributors, each with the MARC code of what they did, and how to file them."""
    book = Book.from_guide(make_guide(authors=CONTRIBUTORS))
    said = [find_refinements(book, id_) for id_ in book.find_metadata("//dc:creator/@id | //dc:contributor/@id")]

    assert book.find_metadata("//dc:creator") == ["Ada Hummer", "The Hiccup Society"]
    assert book.find_metadata("//dc:contributor") == ["Ed Itor", "Ill Ustrator", "Trans Lator", "Rev Iewer"]
    assert [each["role"] for each in said] == ["aut", "aut", "edt", "ill", "trl", "rev"]
    assert [each.get("file-as") for each in said] == ["Hummer, Ada", None, None, None, None, None]
    assert set(book.find_metadata("//opf:meta[@property='role']/@scheme")) == {"marc:relators"}


def test_names_in_other_scripts_stay_as_they_are(minimal: Book) -> None:
    """A Chinese name is kept, with the name under which a library here files it."""
    assert minimal.find_metadata("//dc:creator") == ["王秀英", "Ольга Иванова"]
    assert minimal.find_metadata("//dc:contributor") == ["محمد"]
    assert minimal.find_metadata("//opf:meta[@property='file-as']") == ["Wang Xiuying"]


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ({"title": "Small noises"}, {"collection-type": "series"}),
        (
            {"title": "Small noises", "number": 3, "issn": "2049-3630"},
            {"collection-type": "series", "group-position": "3", "dcterms:identifier": "urn:issn:2049-3630"},
        ),
    ],
    ids=["title", "number and ISSN"],
)
def test_series_is_a_collection(series: dict[str, Any], said: dict[str, str]) -> None:
    """A library finds the other books of the series; a sheet from the guide is no part of it."""
    sheet = make_handout(id="sheet", title="A sheet", include=["key_points"])
    guide = make_guide(series=series, handouts=[make_handout(), sheet])
    whole, part = Book.from_guide(guide), Book.from_guide(guide, "sheet")

    assert whole.find_metadata("//opf:meta[@property='belongs-to-collection']") == ["Small noises"]
    assert find_refinements(whole, "series") == said
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
    """Who wants to know what is allowed is told where it stands."""
    book = Book.from_guide(make_guide(licence=licence))

    assert list_licence_urls(licence) == found
    assert tuple(book.find_metadata("//opf:meta[@property='dcterms:license']")) == found
    assert book.find_metadata("//dc:rights")[0].startswith(f"Licensed under {licence}")


def test_report_of_the_evaluator_is_linked(full: Book) -> None:
    """Who wants to know how the access was judged finds the report beside the name of who judged it."""
    assert full.find_metadata("//opf:link[@rel='a11y:certifierReport']/@href") == ["https://example.org/report"]
    assert full.find_metadata("//opf:link/@refines") == ["#evaluator"]
    assert find_refinements(full, "conformance") == {"a11y:certifiedBy": "The Invented Press"}
    assert find_refinements(full, "evaluator") == {"dcterms:date": "2030-01-01"}
