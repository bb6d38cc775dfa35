"""Our ebooks in other hands: a reader that is not EbookLib, and calibre there and back."""

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
from tests.needs import needs

SVG = "{http://www.w3.org/2000/svg}svg"

KNOWN = (
    # Cards of tables in large type are for engines that know container queries; the others leave the rule out.
    r"CSSStylesheet: Unknown @rule found\. \[\d+:\d+: @container\]",
    # A long table stays in one piece.
    r"Tag table has no aid and a too large chunk size\. Adding anyway\.",
)
"""What calibre says where no word is lost by it."""

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
    """A parser written by others, in another language, finds each page in the order of reading, word for word."""
    path = tmp_path / "book.epub"
    path.write_bytes(book.data)
    read = other.read_epub(str(path))
    items = [read.get_item_with_id(idref) for idref in book.find_metadata("//opf:itemref/@idref")]

    assert [Path(item.get_name()).name for item in items] == book.spine
    for item, (name, page) in zip(items, book.pages.items(), strict=True):
        assert etree.fromstring(bytes(item.get_content())).xpath("string()") == page.xpath("string()"), name
    assert [entry.title for entry in read.toc] == [title for depth, title, _ in book.list_nav() if depth == 1]


def test_another_library_reads_what_the_book_is(complete: Book, back_pain: Guide, tmp_path: Path) -> None:
    """So it does with what the package says."""
    path = tmp_path / "book.epub"
    path.write_bytes(complete.data)
    read = other.read_epub(str(path))

    def said(name: str) -> list[str]:
        return [value for value, _ in read.get_metadata("DC", name)]

    assert said("title") == [back_pain.title, back_pain.subtitle]
    assert said("creator") == [author.name for author in back_pain.authors]
    assert said("subject") == [coding.display for coding in back_pain.codes]
    assert (said("language"), said("publisher")) == (["en-US"], [back_pain.publisher])
    assert said("identifier") == complete.find_metadata("//dc:identifier")


def needs_calibre(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test that needs the way through calibre, which takes minutes."""
    return pytest.mark.timeout(2000)(pytest.mark.slow(test))


@pytest.fixture(scope="module")
def converted(complete: Book, tmp_path_factory: pytest.TempPathFactory) -> tuple[zipfile.ZipFile, list[str]]:
    """The shipped guide, turned into a book for Kindle and back by calibre, and what calibre said."""
    needs("ebook-convert")
    folder = tmp_path_factory.mktemp("calibre")
    (folder / "book.epub").write_bytes(complete.data)
    said: list[str] = []
    for source, target in (("book.epub", "book.azw3"), ("book.azw3", "back.epub")):
        command = ["ebook-convert", source, target]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=900)
        assert done.returncode == 0, done.stderr
        said += [line.strip() for line in (done.stdout + done.stderr).splitlines()]
    return zipfile.ZipFile(folder / "back.epub"), said


@needs_calibre
def test_calibre_warns_of_nothing(converted: tuple[zipfile.ZipFile, list[str]]) -> None:
    """Nothing in our pages or styles is more than calibre can take, but what it may leave out."""
    _, said = converted

    assert any(line.startswith("AZW3 output written") for line in said)
    alarms = [line for line in said if any(alarm in line.casefold() for alarm in ALARMS)]
    assert [line for line in alarms if not any(re.fullmatch(known, line) for known in KNOWN)] == []


@needs_calibre
def test_no_word_is_lost_on_a_kindle(complete: Book, converted: tuple[zipfile.ZipFile, list[str]]) -> None:
    """Every word of every page and drawing is there after the way to AZW3 and back; the contents are made anew."""
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
def test_calibre_keeps_what_the_book_is(converted: tuple[zipfile.ZipFile, list[str]], back_pain: Guide) -> None:
    """Title, author, publisher, date and language come through."""
    back, _ = converted
    package = etree.fromstring(back.read(next(name for name in back.namelist() if name.endswith(".opf"))))
    said = {name: package.xpath(f"//dc:{name}/text()", namespaces=NAMES) for name in ("title", "creator", "publisher")}

    assert said["title"] == [f"{back_pain.title}: {back_pain.subtitle}"]
    assert (said["creator"], said["publisher"]) == (["The acucontent authors"], [back_pain.publisher])
    pages = [unquote(href) for href in package.xpath("//opf:item/@href", namespaces=NAMES)]
    assert all(page in back.namelist() for page in pages)


def _list_words(page: etree._Element) -> list[str]:
    """The words of a page's body, or of a drawing."""
    root = page.find("{*}body")
    return " ".join((page if root is None else root).itertext()).split()
