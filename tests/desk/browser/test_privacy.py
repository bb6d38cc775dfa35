"""After a session nothing that was written for a patient is found anywhere but in the downloaded files."""

from __future__ import annotations

import base64
import io
import lzma
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, Playwright

from tests.desk.browser.browsing import (
    NAME,
    SHEET,
    choose_sheets,
    open_browser,
    open_main_page,
    save_download,
    save_set,
    update_pages,
)
from tests.desk.browser.running import Running, start_command

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

NOTE = "Zzyzx-Qwyjibo brings a list of medicines."
NEEDLES = ("Zzyzx", "Qwyjibo")
"""The words that are looked for; no other text has them."""


def list_forms(word: str) -> list[bytes]:
    """Return a word in the encodings in which programs store text, in lower case."""
    encoded = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    encoded += [word.encode().hex().encode(), word.encode("utf-16-be").hex().encode()]
    encoded += [_encode_part(word.encode(), shift) for shift in range(3)]
    return [form.lower() for form in encoded if len(form) >= 4]


def _encode_part(word: bytes, shift: int) -> bytes:
    """Return the characters of a word in base64 that do not depend on the text around it, at one of three places."""
    before = b"x" * shift
    return base64.b64encode(before + word)[-(-len(before) * 8 // 6) : len(before + word) * 8 // 6]


FORMS = [form for word in NEEDLES for form in list_forms(word)]


def has_words(data: bytes) -> bool:
    """Return whether bytes have one of the words, as they are or compressed."""
    return any(form in layer.lower() for layer in _unpack(data) for form in FORMS)


def _unpack(data: bytes, depth: int = 2) -> Iterator[bytes]:
    """Yield bytes, and everything in them that is compressed."""
    yield data
    if depth:
        for part in (*_list_streams(data), *_list_members(data), *_list_cells(data), *_list_page_texts(data)):
            yield from _unpack(part, depth - 1)


def _list_streams(data: bytes) -> Iterator[bytes]:
    """Yield what the streams of zlib, gzip and xz in bytes hold, wherever they begin."""
    for mark in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08"):
        start = data.find(mark)
        while start >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj(wbits=47).decompress(data[start : start + 20_000_000], 20_000_000)
            start = data.find(mark, start + 1)
    start = data.find(b"\xfd7zXZ\x00")
    while start >= 0:
        with suppress(lzma.LZMAError):
            yield lzma.LZMADecompressor().decompress(data[start:], 20_000_000)
        start = data.find(b"\xfd7zXZ\x00", start + 1)


def _list_members(data: bytes) -> Iterator[bytes]:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def _list_page_texts(data: bytes) -> Iterator[bytes]:
    """Yield the text of the pages of a PDF, in which the words are numbers of glyphs."""
    if data.startswith(b"%PDF-"):
        with suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(data) as pdf:
            yield from (page.get_textpage().get_text_bounded().encode() for page in pdf)


def _list_cells(data: bytes) -> Iterator[bytes]:
    """Yield the values of a database, which may be spread over its pages."""
    if not data.startswith(b"SQLite format 3\0"):
        return
    with sqlite3.connect(":memory:") as database:
        try:
            # A copy in memory cannot read the log of changes, which is searched as a file of its own.
            database.deserialize(data[:18] + b"\x01\x01" + data[20:])
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    yield from (cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
        except sqlite3.Error:
            return
    database.close()


def find_words(*places: Path) -> list[Path]:
    """Return the files with one of the words in their content or in their name."""
    found = [path for place in places for path in _list_paths(place)]
    named = [path for path in found if any(word.lower() in path.name.lower() for word in NEEDLES)]
    return named + [path for path in found if has_words(_read_file(path))]


def _list_paths(place: Path) -> list[Path]:
    """Return a file, or everything in a folder, in which files and folders may come and go meanwhile."""
    if place.is_file():
        return [place]
    return [Path(folder, name) for folder, folders, files in os.walk(place) for name in sorted((*folders, *files))]


def _read_file(path: Path) -> bytes:
    """Return the content of a file; nothing for a folder, a link, or a file that is gone."""
    with suppress(FileNotFoundError):
        return path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    return b""


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    """Each way in which a file can hold the words is found, and a file without them is not."""
    database = sqlite3.connect(tmp_path / "cells.db")
    database.execute("CREATE TABLE prints (words BLOB)")
    database.execute("INSERT INTO prints VALUES (?)", [zlib.compress(b"x" * 5000 + NAME.encode())])
    database.commit()
    database.close()
    (tmp_path / "utf-16").write_bytes(NAME.encode("utf-16"))
    for shift in range(3):
        (tmp_path / f"base64-{shift}").write_bytes(base64.b64encode(b"?" * (7 + shift) + NAME.encode() + b"??"))
    with zipfile.ZipFile(tmp_path / "archive.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner", NOTE)
    (tmp_path / "without").write_text("Example Person", encoding="utf-8")

    assert {path.name for path in tmp_path.iterdir()} - {path.name for path in find_words(tmp_path)} == {"without"}


def use_desk(page: Page, desk: Running) -> dict[str, bytes]:
    """Do everything that can be done with a patient's words, and return the files that were downloaded."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET, "back-pain/aftercare")
    page.locator("#patient").fill(NAME)
    page.locator("#practitioner").fill("Zzyzx Example")
    update_pages(page, lambda: page.locator("#notes").fill(NOTE))
    files = {name: save_download(page, f"#{name}") for name in ("print", "download-pdf")}
    page.locator(".more summary").click()
    files |= {name: save_download(page, f"#{name}") for name in ("download-epub", "download-html")}
    page.locator("#chart").click()
    page.locator("#copy-chart").click()
    page.locator("#chart-copied:has-text('.')").wait_for()
    files["chart"] = page.locator("#chart-text").input_value().encode()
    page.locator("#close-chart").click()
    save_set(page, "First visit")
    update_pages(page, lambda: page.locator("#notes").fill(f"{NOTE} Acupuncture cures pain."))
    page.goto(f"{desk.address}record")
    with page.expect_download() as download:
        page.get_by_role("button", name="Print again").first.click()
    files["again"] = Path(download.value.path()).read_bytes()
    page.go_back()
    page.locator("#choices").wait_for()
    return files


def test_nothing_is_found_afterwards(playwright: Playwright, tmp_path: Path) -> None:
    """A search of all folders of the person, the log of the desk and the browser's profile finds nothing."""
    home, profile, clinics = tmp_path / "home", tmp_path / "profile", tmp_path / "clinics"
    clinics.mkdir()
    environment = {"XDG_CACHE_HOME": str(home / ".cache")}
    with start_command("desk", home, "--clinics", clinics, environment=environment) as desk:
        with open_browser(playwright, profile, downloads_path=tmp_path / "downloads") as (context, seen):
            files = use_desk(context.pages[0], desk)
            titles = {page.title() for page in context.pages}
        assert find_words(home, clinics, desk.log) == []
        assert desk.stop() == 0

    assert {name for name, data in files.items() if has_words(data)} == {"print", "download-pdf"}
    assert not [url for url in seen.requests if "zzyzx" in url.lower()]
    assert not [title for title in titles if "Zzyzx" in title]
    assert find_words(home, clinics, desk.log, profile) == []
    assert {path.name for path in desk.config.iterdir()} >= {"settings.json", "sets.json", "record.sqlite3"}
