"""The EPUB package: archive, identifiers, reproducible bytes, and failures of EbookLib."""

from __future__ import annotations

import errno
import uuid
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from ebooklib import epub

from acucontent.clinic import Clinic, Overlay
from acucontent.edition import PrintedPages
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import ExportFailed
from acucontent.testing import check_exporter
from acucontent_epub import acucontent_exporters
from tests.exporters.epub.book import Book
from tests.factories import make_guide, make_handout, make_source

ISBN = "978-92-4-008178-9"


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_exporter_keeps_its_contract(back_pain: Guide) -> None:
    """Equal input gives equal bytes with any hash seed and time zone; nothing is printed or downloaded."""
    (exporter,) = acucontent_exporters()

    check_exporter(exporter, back_pain)


def test_archive_follows_the_standard(book: Book) -> None:
    """The media type is the first member; all members are uncompressed and have no time of day."""
    members = book.archive.infolist()

    assert book.data[30:58] == b"mimetypeapplication/epub+zip"
    assert len({info.filename.casefold() for info in members}) == len(members)
    assert {info.compress_type for info in members} == {zipfile.ZIP_STORED}
    assert {info.date_time[3:] for info in members} == {(0, 0, 0)}


def test_dates_are_those_of_the_edition() -> None:
    """All dates in the book are the publication date of the edition, not the time of the build."""
    book = Book.from_guide(make_guide(published="2030-01-02"))

    assert {info.date_time for info in book.archive.infolist()} == {(2030, 1, 2, 0, 0, 0)}
    assert book.find_metadata("//dc:date") == ["2030-01-02"]
    (modified,) = book.find_metadata("//opf:meta[@property='dcterms:modified']")
    assert modified.startswith("2030-01-02T")


def test_date_before_1980_is_supported() -> None:
    """An edition of 1975 has the date 1980 in the archive, the earliest year of ZIP, and 1975 in its metadata."""
    book = Book.from_guide(make_guide(published="1975-05-06"))

    assert {info.date_time[:3] for info in book.archive.infolist()} == {(1980, 5, 6)}
    assert book.find_metadata("//dc:date") == ["1975-05-06"]


@pytest.mark.parametrize("published", ["2107-12-31", "2108-02-03", "9999-12-31"])
def test_date_after_2107_is_supported(published: str) -> None:
    """The latest year of ZIP is 2107; the metadata have the date itself."""
    book = Book.from_guide(make_guide(published=published))

    assert {info.date_time[0] for info in book.archive.infolist()} == {2107}
    assert book.find_metadata("//dc:date") == [published]


def test_isbn_identifies_the_whole_guide() -> None:
    """Only the complete guide for its first region has the ISBN; handouts and other regions have other identifiers."""
    regions = [
        {"code": "US", "name": "United States", "emergency_number": "911"},
        {"code": "GB", "name": "United Kingdom", "emergency_number": "999"},
    ]
    sheet = make_handout(id="sheet", title="A sheet", include=["key_points"])
    guide = make_guide(identifiers={"isbn_epub": ISBN}, regions=regions, handouts=[make_handout(), sheet])
    editions = [("complete", "US"), ("complete", "GB"), ("sheet", "US"), ("sheet", "GB")]
    found = [Book.from_guide(guide, *edition).find_metadata("//dc:identifier") for edition in editions]

    assert [number for numbers in found for number in numbers if "isbn" in number] == ["urn:isbn:9789240081789"]
    assert "urn:isbn:9789240081789" in found[0]
    assert len({read_release(Book.from_guide(guide, *edition)) for edition in editions}) == 4


def read_release(book: Book) -> tuple[str, str]:
    """Return the release identifier of an ebook: its unique identifier and the time of its last change."""
    (identifier,) = book.find_metadata("//dc:identifier[@id = /opf:package/@unique-identifier]")
    (modified,) = book.find_metadata("//opf:meta[@property='dcterms:modified']")
    assert uuid.UUID(identifier).version == 5
    return identifier, modified


CHANGES: dict[str, dict[str, Any]] = {
    "guide": {"id": "yawns"},
    "edition": {"edition": "1.0.1"},
    "language": {"language": "en-GB"},
    "title": {"title": "Another title"},
    "word": {"summary": "Other words."},
    "publisher": {"publisher": "Another press"},
    "day": {"published": "2030-01-02"},
    "word that the book does not show": {"update_policy": "Never.", "handouts": [make_handout(include=["key_points"])]},
}


@pytest.mark.parametrize("isbn", [{}, {"identifiers": {"isbn_epub": ISBN}}], ids=["no ISBN", "ISBN"])
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_every_content_has_its_own_release(changes: dict[str, Any], isbn: dict[str, Any]) -> None:
    """Any change changes both the identifier and the time of the last change; equal content has equal ones."""
    here, there = (read_release(Book.from_guide(make_guide(**isbn, **each))) for each in ({}, changes))

    assert here[0] != there[0]
    assert here[1] != there[1]
    assert read_release(Book.from_guide(make_guide(**isbn))) == here


def test_release_covers_the_pages_of_print_and_the_clinic() -> None:
    """A page list and a clinic's text change the release, too."""
    printed = PrintedPages(make_source(), (), 1)
    clinics = [Overlay(Clinic(name="One", hours=(hours,))) for hours in ("Monday", "Tuesday")]
    books = [
        Book.from_guide(make_guide()),
        Book.from_guide(make_guide(), printed=printed),
        *(Book.from_guide(make_guide(), overlay=overlay) for overlay in clinics),
    ]

    assert len({read_release(book) for book in books}) == 4


def test_ncx_has_the_identifier(complete: Book) -> None:
    """The EPUB 2 contents have the same identifier as the package."""
    uids = complete.parse_member("toc.ncx").xpath("//*[@name='dtb:uid']/@content")

    assert uids == complete.find_metadata("//dc:identifier[@id = /opf:package/@unique-identifier]")


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no space"), ValueError("bad"), zipfile.BadZipFile("bad")])
def test_failing_write_is_an_error(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A failure of EbookLib is reported with the handout and the guide."""
    monkeypatch.setattr(epub.EpubWriter, "write", _make_failing(error))

    with pytest.raises(ExportFailed, match="handout 'complete' of guide 'hiccups': EbookLib could not write"):
        Book.from_guide(make_guide())


def test_missing_metadata_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """EbookLib only logs a metadata element that it cannot write; the exporter stops the build."""
    monkeypatch.setattr(epub.EpubBook, "add_metadata", lambda *_: None)

    with pytest.raises(ExportFailed, match="metadata elements"):
        Book.from_guide(make_guide())


def test_missing_file_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the file that is missing from the archive."""
    add = epub.EpubBook.add_item
    monkeypatch.setattr(
        epub.EpubBook, "add_item", lambda book, item: None if item.file_name == "book.css" else add(book, item)
    )

    with pytest.raises(ExportFailed, match=r"EbookLib left out or added: EPUB/book\.css"):
        Book.from_guide(make_guide())


def _make_failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail
