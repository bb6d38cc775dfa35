"""Fixtures with ebooks."""

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
    """Return the ebook of the complete shipped guide."""
    return Book.from_guide(back_pain)


@pytest.fixture(scope="session")
def first_visit(back_pain: Guide) -> Book:
    """Return the ebook of one handout of the shipped guide."""
    return Book.from_guide(back_pain, "first-visit")


@pytest.fixture(scope="session")
def minimal() -> Book:
    """Return the ebook of a guide with names in other scripts, without an ISBN and without the optional parts."""
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
    """Return the ebook of a small guide with all optional metadata, and one printed page for each section."""
    guide = make_full_guide()
    anchors = [section.id for section in Edition.of(guide).document.sections]
    starts = tuple((anchor, page) for page, anchor in enumerate(anchors, start=2))
    return Book.from_guide(guide, printed=PrintedPages(make_source(isbn="9780306406157"), starts, len(anchors) + 1))


@pytest.fixture(params=["complete", "first_visit", "minimal", "full"])
def book(request: pytest.FixtureRequest) -> Book:
    """Return each of these ebooks."""
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Book)
    return made
