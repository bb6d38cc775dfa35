"""Ebooks in other programs: another EPUB library, and a conversion to Kindle and back by calibre."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from fast_ebook import epub as other
from lxml import etree

from acucontent.model.guide import Guide
from tests.exporters.epub.book import NAMES, Book
from tests.needs import require_programs

SVG = "{http://www.w3.org/2000/svg}svg"

KNOWN = (
    # Container queries lay out tables for large type; programs that do not know them skip the rule.
    r"CSSStylesheet: Unknown @rule found\. \[\d+:\d+: @container\]",
    # Long tables are not split.
    r"Tag table has no aid and a too large chunk size\. Adding anyway\.",
)
"""Messages of calibre that mean no loss of text."""

ALARMS = (
    "unknown",
    "error",
    "warn",
    "invalid",
    "fail",
    "could not",
    "not found",
    "missing",
    "no aid",
    "bad ",
    "broken",
)


def test_another_library_reads_every_chapter(book: Book, tmp_path: Path) -> None:
    """An independent parser reads every page in reading order, with the same text."""
    path = tmp_path / "book.epub"
    path.write_bytes(book.data)
    read = other.read_epub(str(path))
    items = [read.get_item_with_id(idref) for idref in book.find_metadata("//opf:itemref/@idref")]

    assert [Path(item.get_name()).name for item in items] == book.spine
    for item, (name, page) in zip(items, book.pages.items(), strict=True):
        assert etree.fromstring(bytes(item.get_content())).xpath("string()") == page.xpath("string()"), name
    assert [entry.title for entry in read.toc] == [title for depth, title, _ in book.list_nav() if depth == 1]


def test_another_library_reads_the_metadata(complete: Book, back_pain: Guide, tmp_path: Path) -> None:
    """An independent parser reads the same metadata."""
    path = tmp_path / "book.epub"
    path.write_bytes(complete.data)
    read = other.read_epub(str(path))

    def read_values(name: str) -> list[str]:
        return [value for value, _ in read.get_metadata("DC", name)]

    assert read_values("title") == [back_pain.title, back_pain.subtitle]
    assert read_values("creator") == [author.name for author in back_pain.authors]
    assert read_values("subject") == [coding.display for coding in back_pain.codes]
    assert (read_values("language"), read_values("publisher")) == (["en-US"], [back_pain.publisher])
    assert read_values("identifier") == complete.find_metadata("//dc:identifier")


def needs_calibre(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test that needs a conversion by calibre, which takes minutes."""
    return pytest.mark.timeout(2000)(pytest.mark.slow(test))


@pytest.fixture(scope="module")
def converted(complete: Book, tmp_path_factory: pytest.TempPathFactory) -> tuple[zipfile.ZipFile, list[str]]:
    """Return the shipped guide after calibre converted it to AZW3 and back, and the messages of calibre."""
    require_programs("ebook-convert")
    folder = tmp_path_factory.mktemp("calibre")
    (folder / "book.epub").write_bytes(complete.data)
    messages: list[str] = []
    for source, target in (("book.epub", "book.azw3"), ("book.azw3", "back.epub")):
        command = ["ebook-convert", source, target]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=900)
        assert done.returncode == 0, done.stderr
        messages += [line.strip() for line in (done.stdout + done.stderr).splitlines()]
    return zipfile.ZipFile(folder / "back.epub"), messages


@needs_calibre
def test_calibre_has_no_warnings(converted: tuple[zipfile.ZipFile, list[str]]) -> None:
    """Calibre reports no problem with pages or styles, except known ones."""
    _, messages = converted

    assert any(line.startswith("AZW3 output written") for line in messages)
    alarms = [line for line in messages if any(alarm in line.casefold() for alarm in ALARMS)]
    assert [line for line in alarms if not any(re.fullmatch(known, line) for known in KNOWN)] == []


@needs_calibre
def test_no_word_is_lost_on_a_kindle(complete: Book, converted: tuple[zipfile.ZipFile, list[str]]) -> None:
    """After conversion to AZW3 and back, every word of every page and drawing is present, except the contents."""
    back, _ = converted
    before = Counter[str]()
    for name, page in complete.pages.items():
        if name != "nav.xhtml":
            before.update(_list_words(page))

    after = Counter[str]()
    for name in back.namelist():
        if name.endswith((".html", ".xhtml", ".svg")):
            after.update(_list_words(etree.fromstring(back.read(name))))

    assert sum(before.values()) > 20_000
    assert before - after == Counter()


@needs_calibre
def test_calibre_keeps_the_metadata(converted: tuple[zipfile.ZipFile, list[str]], back_pain: Guide) -> None:
    """Title, author and publisher survive the conversion."""
    back, _ = converted
    package = etree.fromstring(back.read(next(name for name in back.namelist() if name.endswith(".opf"))))
    metadata = {
        name: package.xpath(f"//dc:{name}/text()", namespaces=NAMES) for name in ("title", "creator", "publisher")
    }

    assert metadata["title"] == [f"{back_pain.title}: {back_pain.subtitle}"]
    assert (metadata["creator"], metadata["publisher"]) == (["The acucontent authors"], [back_pain.publisher])
    pages = [unquote(href) for href in package.xpath("//opf:item/@href", namespaces=NAMES)]
    assert all(page in back.namelist() for page in pages)


def _list_words(page: etree._Element) -> list[str]:
    """Return the words in the body of a page, or in a drawing."""
    root = page.find("{*}body")
    return " ".join((page if root is None else root).itertext()).split()
