"""The ebooks that the tests look into."""

from __future__ import annotations

import pytest

from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide
from tests.exporters.epub.book import Book
from tests.exporters.epub.guides import make_full_guide
from tests.factories import (
    make_evidence,
    make_guide,
    make_handout,
    make_practitioners,
    make_source,
)


@pytest.fixture(scope="session")
def complete(back_pain: Guide) -> Book:
    """The whole shipped guide."""
    return Book.from_guide(back_pain)


@pytest.fixture(scope="session")
def first_visit(back_pain: Guide) -> Book:
    """A sheet from it."""
    return Book.from_guide(back_pain, "first-visit")


@pytest.fixture(scope="session")
def minimal() -> Book:
    """A guide with two authors, names in other scripts, no ISBN, and nothing in the parts that may be empty."""
    empty = ("conditions", "mechanisms", "maps", "acupoints", "alternatives", "questions", "glossary")
    authors = [
        {"name": "王秀英", "sort_as": "Wang Xiuying"},
        {"name": "Ольга Иванова"},
        {"name": "محمد", "role": "editor"},
    ]
    guide = make_guide(
        **dict.fromkeys(empty, ()),
        authors=authors,
        publisher="北京出版社",
        codes=[],
        evidence=make_evidence(recommendations=[], unknowns=[]),
        practitioners=make_practitioners(questions=[], warning_signs=[]),
        handouts=[make_handout(include=["key_points", "evidence", "practitioners", "review"])],
    )
    return Book.from_guide(guide)


@pytest.fixture(scope="session")
def full() -> Book:
    """A small guide with every optional fact of a publisher, and the pages of a printed edition: one a section."""
    guide = make_full_guide()
    spots = [section.id for section in Edition.of(guide).document.sections]
    starts = tuple((spot, page) for page, spot in enumerate(spots, start=2))
    return Book.from_guide(guide, printed=PrintedPages(make_source(isbn="9780306406157"), starts, len(spots) + 1))


@pytest.fixture(params=["complete", "first_visit", "minimal", "full"])
def book(request: pytest.FixtureRequest) -> Book:
    """Each of them."""
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Book)
    return made
