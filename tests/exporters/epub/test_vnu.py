"""The Nu Html Checker finds no error in the pages of an ebook, read as HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.exporters.epub.book import Book
from tests.vnu import find_errors

BOOKS = (pytest.param("complete", marks=pytest.mark.slow), "minimal", "full")

_EPUB_ONLY = re.compile(r'<\?xml.*?\?>\s*| epub:type="[^"]*"| xmlns:epub="[^"]*"')
"""What only EPUB allows. The checker does not know it, and epubcheck checks it."""


@pytest.mark.timeout(700)
@pytest.mark.parametrize("name", BOOKS)
def test_every_page_is_valid(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """No page has an error, such as the role of a part of a table, which HTML does not allow."""
    book = request.getfixturevalue(name)
    assert isinstance(book, Book)
    pages = {page: _EPUB_ONLY.sub("", book.archive.read(f"EPUB/{page}").decode()) for page in book.spine}

    assert find_errors(pages, tmp_path) == []
