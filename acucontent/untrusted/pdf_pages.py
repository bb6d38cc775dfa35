"""Compare the pages of two PDFs: their number, their size, their words and their pictures.

PDFium reads and renders the pages. Annotations, such as form fields, are not rendered.
"""

from __future__ import annotations

import ctypes
import json
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from PIL import ImageChops, ImageDraw
from PIL.Image import Image
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from acucontent.containers import BadContainer
from acucontent.untrusted.text_differences import SHOWN_WORDS, describe_first_difference

SCALE = 1.25
"""The resolution of the pictures, in pixels per point."""

TOLERANCE = 64
"""The largest difference of a color between two pictures of a page that rounding causes, of 255."""

BLOCK = 4
"""The side of the squares of which the average colors are compared, in pixels."""

BLOCK_TOLERANCE = 6
"""The largest difference of the average color of a square that rounding causes, of 255. Pale words differ by more."""

MIN_LETTER = 4
"""The smallest width and height of a letter that is looked for, in pixels: smaller ones are blurred."""

MAX_SIDE = 3_000
"""The largest width and height of a page, in points."""

MAX_LETTERS = 200_000
"""The largest number of characters on a page."""

MAX_PLACES = 20
"""The largest number of differences of a kind that are reported."""

_LINE_END = "\u0002"
"""The character that PDFium returns for a hyphen at the end of a line."""

Box: TypeAlias = tuple[float, float, float, float]
"""The left, bottom, right and top edge of an area of a page, in points."""


class Word(NamedTuple):
    """A word on a page, with the box of each letter."""

    text: str
    boxes: tuple[Box, ...]


class PageContent(NamedTuple):
    """The size and the words of a page."""

    size: tuple[float, float]
    words: list[Word]

    @property
    def texts(self) -> list[str]:
        """The words without their boxes."""
        return [word.text for word in self.words]


def compare_pages(expected: bytes, found: bytes, areas: str) -> dict[str, Any]:
    """Return the differences between the pages of two PDFs.

    Args:
        expected: The PDF as acucontent makes it.
        found: The PDF of anyone.
        areas: The areas to ignore, such as filled-in fields: for each page the boxes in points, as JSON.

    Returns:
        `pages`, `words`, `hidden` and `pictures`, lists of places with a description: differences of the number and
        size of pages, of words, words that cannot be seen, and pages that look different; and `only_breaks`, whether
        the words differ only in where pages break. Pictures are only compared if the words are the same.

    Raises:
        BadContainer: The second file is not a valid PDF, or its pages are too large.
    """
    ignored: list[list[Box]] = json.loads(areas)
    try:
        with PdfDocument(expected) as ours, PdfDocument(found) as theirs:
            return _compare_documents(ours, theirs, ignored)
    except PdfiumError as error:
        raise BadContainer("is not a valid PDF, or is damaged") from error


def _compare_documents(ours: PdfDocument, theirs: PdfDocument, areas: list[list[Box]]) -> dict[str, Any]:
    if len(theirs) > 10 * len(ours) + 100:
        raise BadContainer(f"has {len(theirs):,} pages")
    expected, found = ([_read_page(page, areas, index) for index, page in enumerate(each)] for each in (ours, theirs))
    if len(expected) != len(found):
        places, words = list(_describe_count(expected, found)), []
    else:
        places, words = list(_compare_sizes(expected, found)), list(_compare_words(expected, found))
    result = {"pages": places, "words": words[:MAX_PLACES], "hidden": [], "pictures": []}
    if places or words:
        return result | {"only_breaks": _have_same_sizes(expected, found) and _join(expected) == _join(found)}
    return result | _compare_pictures(ours, theirs, areas, found) | {"only_breaks": False}


def _have_same_sizes(*files: Sequence[PageContent]) -> bool:
    """Return whether all pages have one of the sizes that pages of each file have."""
    sizes = [{tuple(map(round, page.size)) for page in pages} for pages in files]
    return all(each == sizes[0] for each in sizes)


def _join(pages: Sequence[PageContent]) -> list[str]:
    return [text for page in pages for text in page.texts]


def _describe_count(expected: Sequence[PageContent], found: Sequence[PageContent]) -> Iterator[str]:
    yield f"{len(expected)} pages expected, {len(found)} found"
    ours, theirs = ([page.texts for page in pages] for pages in (expected, found))
    for number, texts in enumerate(ours, start=1):
        if texts not in theirs:
            yield f"page {number}: missing or changed"
    for number, texts in enumerate(theirs, start=1):
        if texts not in ours:
            yield f"page {number} of the file: added or changed"


def _compare_sizes(expected: Sequence[PageContent], found: Sequence[PageContent]) -> Iterator[str]:
    for number, (ours, theirs) in enumerate(zip(expected, found, strict=True), start=1):
        if any(abs(before - after) > 1 for before, after in zip(ours.size, theirs.size, strict=True)):
            yield f"page {number}: another size"


def _compare_words(expected: Sequence[PageContent], found: Sequence[PageContent]) -> Iterator[str]:
    ours = [page.texts for page in expected]
    for number, page in enumerate(found, start=1):
        texts = page.texts
        if texts == ours[number - 1]:
            continue
        if texts in ours:
            yield f"page {number}: has the words of page {ours.index(texts) + 1}"
        else:
            yield f"page {number}: {describe_first_difference(ours[number - 1], texts)}"


def _compare_pictures(
    ours: PdfDocument, theirs: PdfDocument, areas: list[list[Box]], found: Sequence[PageContent]
) -> dict[str, list[str]]:
    """Return the pages that look different, and the words on them that cannot be seen."""
    hidden: list[str] = []
    pictures: list[str] = []
    for index, page in enumerate(found):
        before, after = (_draw_page(each[index], _get_areas(areas, index)) for each in (ours, theirs))
        if not _look_different(before, after):
            continue
        unseen = [
            word
            for word in page.words
            if _find_blank_letters(after, word, page) - _find_blank_letters(before, word, page)
        ]
        hidden += [f"page {index + 1}: {_quote(unseen)} cannot be seen"] if unseen else []
        touched = [] if unseen else [word for word in page.words if _looks_touched(before, after, word, page)]
        pictures.append(
            f"page {index + 1}: {_quote(touched)} looks different" if touched else f"page {index + 1}: looks different"
        )
    return {"hidden": hidden[:MAX_PLACES], "pictures": pictures[:MAX_PLACES]}


def _quote(words: Sequence[Word]) -> str:
    return f"“{' '.join(word.text for word in words[:SHOWN_WORDS])[:100]}”"


def _get_areas(areas: list[list[Box]], index: int) -> list[Box]:
    return areas[index] if index < len(areas) else []


def _draw_page(page: PdfPage, areas: list[Box]) -> Image:
    """Return the picture of a page without annotations, with some areas left blank."""
    drawn: Any = page.render(scale=SCALE, draw_annots=False, may_draw_forms=False)  # pyright: ignore[reportArgumentType]  # a float
    picture: Image = drawn.to_pil().convert("RGB")
    brush = ImageDraw.Draw(picture)
    for area in areas:
        left, top, right, bottom = _find_pixels(area, page.get_size()[1])
        brush.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill="white")
    return picture


def _find_pixels(box: Box, height: float) -> tuple[int, int, int, int]:
    """Return the left, top, right and bottom edge of a box in the picture of its page."""
    left, bottom, right, top = box
    edges = (left, height - top, right, height - bottom)
    return tuple(round(edge * SCALE) for edge in edges)  # type: ignore[return-value]  # it has four


def _look_different(before: Image, after: Image) -> bool:
    if before.size != after.size:
        return True
    averages = before.reduce(BLOCK), after.reduce(BLOCK)
    return _differ(before, after, TOLERANCE) or _differ(*averages, BLOCK_TOLERANCE)


def _differ(before: Image, after: Image, tolerance: int) -> bool:
    """Return whether a color of two pictures of the same size differs by more than a tolerance."""
    extrema: Any = ImageChops.difference(before, after).getextrema()
    return any(most > tolerance for _, most in extrema)


def _find_blank_letters(picture: Image, word: Word, page: PageContent) -> set[int]:
    """Return the positions of the letters of a word at which a picture has only one color."""
    return {place for place, box in enumerate(word.boxes) if _is_blank(picture, _find_pixels(box, page.size[1]))}


def _is_blank(picture: Image, edges: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = edges
    if right - left < MIN_LETTER or bottom - top < MIN_LETTER:
        return False
    extrema: Any = picture.crop(edges).getextrema()
    return all(most - least < TOLERANCE / 2 for least, most in extrema)


def _looks_touched(before: Image, after: Image, word: Word, page: PageContent) -> bool:
    """Return whether two pictures differ at a letter of a word."""
    edges = [_find_pixels(box, page.size[1]) for box in word.boxes]
    boxes = [each for each in edges if each[0] < each[2] and each[1] < each[3]]
    return any(_look_different(before.crop(each), after.crop(each)) for each in boxes)


def _read_page(page: PdfPage, areas: list[list[Box]], index: int) -> PageContent:
    size = page.get_size()
    if max(size) > MAX_SIDE:
        raise BadContainer(f"page {index + 1} is larger than {MAX_SIDE:,} points")
    return PageContent(size, list(_find_words(page, _get_areas(areas, index))))


def _find_words(page: PdfPage, areas: list[Box]) -> Iterator[Word]:
    """Yield the words of a page in the order of its content, without those in some areas."""
    letters: list[str] = []
    boxes: list[Box] = []
    is_broken = False
    for letter, box in read_letters(page):
        if letter == _LINE_END:
            is_broken = True
        elif not letter.isspace():
            is_broken = False
            if not any(_has_center(area, box) for area in areas):
                letters.append(letter)
                boxes.append(box)
        elif letters and not is_broken:
            yield _make_word(letters, boxes)
            letters, boxes = [], []
    if letters:
        yield _make_word(letters, boxes)


def _make_word(letters: list[str], boxes: list[Box]) -> Word:
    return Word(unicodedata.normalize("NFKC", "".join(letters)), tuple(boxes))


def _has_center(area: Box, box: Box) -> bool:
    left, bottom, right, top = area
    return left <= (box[0] + box[2]) / 2 <= right and bottom - 2 <= (box[1] + box[3]) / 2 <= top + 2


def read_letters(page: PdfPage) -> Iterator[tuple[str, Box]]:
    """Yield the characters of a page in the order of its content, with their boxes."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_LETTERS:
        raise BadContainer(f"a page has more than {MAX_LETTERS:,} characters")
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        raw.FPDFText_GetCharBox(text.raw, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        yield chr(code) if code < 0x110000 else "\ufffd", (left, bottom, right, top)
