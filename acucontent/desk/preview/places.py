"""Find on which page of a PDF, and how far down, a text is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import pypdfium2

from acucontent.quality.passages import Passage

SHORTEST = 8
"""The fewest letters of a text that is looked for: a shorter one could be anywhere."""
LONGEST = 40
"""The most letters that are compared: after them, a text may continue on the next page."""


class Box(NamedTuple):
    """The edges of a box, from the left and from the top, as shares of the width and height of the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class PagePlace:
    """A place on a page."""

    page: int
    """Counts from 1."""
    box: Box
    """The box around the words on their first line."""

    @property
    def top(self) -> float:
        """The distance from the top, as a share of the height of the page."""
        return self.box.top


@dataclass(frozen=True)
class PageText:
    """The letters of a page, each with its box."""

    letters: str
    boxes: tuple[Box, ...]

    @classmethod
    def of_page(cls, page: Any) -> Self:
        """Return the letters of a page of PDFium."""
        width, height = page.get_size()
        text_page = page.get_textpage()
        try:
            found = [
                (letter, _make_box(text_page.get_charbox(index), width, height))
                for index, character in enumerate(text_page.get_text_range())
                for letter in _fold(character)
            ]
        finally:
            text_page.close()
        return cls("".join(letter for letter, _ in found), tuple(box for _, box in found))


def _make_box(edges: tuple[float, float, float, float], width: float, height: float) -> Box:
    """Return a box from edges in points, which PDFium counts from the left and bottom of the page."""
    left, bottom, right, top = edges
    return Box(left / width, 1 - top / height, right / width, 1 - bottom / height)


def _join_first_line(boxes: Sequence[Box]) -> Box:
    """Return the box around the boxes that are on the line of the first."""
    line = [each for each in boxes if each.top < boxes[0].bottom and each.bottom > boxes[0].top]
    return Box(line[0].left, min(each.top for each in line), line[-1].right, max(each.bottom for each in line))


def read_pages(pdf: bytes) -> tuple[PageText, ...]:
    """Return the letters of each page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(PageText.of_page(page) for page in document)


def find_place(texts: Iterable[str], pages: Sequence[PageText]) -> PagePlace | None:
    """Return the place of the first of some texts that is on a page; None if none is."""
    for text in texts:
        letters = _fold(text)[:LONGEST]
        if len(letters) < SHORTEST:
            continue
        for number, page in enumerate(pages, start=1):
            index = page.letters.find(letters)
            if index >= 0:
                return PagePlace(number, _join_first_line(page.boxes[index : index + len(letters)]))
    return None


def list_texts(path: str, words: str | None, passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the texts by which the value at a path can be found on a page, the most specific first.

    A sheet prints the short form of a record in place of its text, so the other texts of the record come last.

    Args:
        path: The path of the value.
        words: Words of the value, if a finding is about them.
        passages: The texts of the guide.
    """
    if words:
        yield words
    record = path.rpartition(".")[0]
    inside: list[str] = []
    beside: list[str] = []
    for passage in passages:
        if passage.path == path or passage.path.startswith(f"{path}."):
            inside.extend(run.words for run in passage.runs)
        elif record.count(".") and passage.path.rpartition(".")[0] == record:
            beside.extend(run.words for run in passage.runs)
    yield from inside
    yield from beside


def _fold(text: str) -> str:
    """Return the letters and digits of a text in lower case, which are the same in a guide and on a page."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
