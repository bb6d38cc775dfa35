"""What a preview shows: the pages of a file as pictures, its text, or the file itself."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

import pypdfium2

from acucontent.rendering.exporter import Artifact, Exporter
from acucontent.rendering.read_back import read_back

DPI = 120
"""The resolution of pictures: a page is wider on the screen than on most paper."""
FIRST_PAGES = 4
"""The pages that are drawn before the others."""

Kind: TypeAlias = Literal["pages", "text", "web page"]


@dataclass(frozen=True)
class Picture:
    """A page as PNG, with its size in points."""

    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True)
class ShownFile:
    """A rendered file in the form in which it is looked at."""

    kind: Kind
    data: bytes = field(repr=False)
    """The file."""
    pictures: tuple[Picture, ...] = ()
    """The pages, from the first."""
    page_count: int = 0
    """The number of pages, of which the last may not be drawn yet."""
    texts: tuple[str, ...] = field(default=(), repr=False)
    """The text of a file that is neither paged nor a web page, in parts."""

    @property
    def undrawn(self) -> int:
        """The number of pages that are not drawn yet."""
        return self.page_count - len(self.pictures)

    def add_pictures(self, pictures: Iterable[Picture]) -> ShownFile:
        """Return the file with more of its pages drawn."""
        return replace(self, pictures=(*self.pictures, *pictures))


def is_pdf(exporter: Exporter[Any]) -> bool:
    """Return whether the files of a format are shown as pictures of their pages."""
    return exporter.media_type == "application/pdf"


def has_large_print(exporter: Exporter[Any]) -> bool:
    """Return whether a format can be made in large print."""
    return "large_print" in exporter.options.model_fields


def show_artifact(exporter: Exporter[Any], artifact: Artifact, most: int) -> ShownFile:
    """Return a file as it is looked at.

    Args:
        exporter: The exporter of its format.
        artifact: The file.
        most: The most pages to draw.
    """
    kind = exporter.media_type.partition(";")[0]
    if is_pdf(exporter):
        pictures = draw_pages(artifact.data, 0, most)
        return ShownFile("pages", artifact.data, pictures, artifact.page_count or len(pictures))
    if kind == "text/html":
        return ShownFile("web page", artifact.data)
    if kind.startswith("text/"):
        return ShownFile("text", artifact.data, texts=(artifact.data.decode("utf-8", "replace"),))
    if kind.endswith("json"):
        indented = json.dumps(json.loads(artifact.data), ensure_ascii=False, indent=2)
        return ShownFile("text", artifact.data, texts=(indented,))
    return ShownFile("text", artifact.data, texts=read_back(exporter, artifact.data))


def draw_pages(pdf: bytes, first: int, most: int) -> tuple[Picture, ...]:
    """Return pages of a PDF as pictures.

    Args:
        pdf: The PDF.
        first: The index of the first page to draw.
        most: The most pages to draw.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_draw_page(document[index]) for index in range(first, min(first + most, len(document))))


def _draw_page(page: Any) -> Picture:
    width, height = page.get_size()
    content = io.BytesIO()
    page.render(scale=DPI / 72).to_pil().save(content, "PNG", compress_level=1)
    return Picture(content.getvalue(), round(width), round(height))
