"""Run WeasyPrint with the packaged fonts and files only: nothing from the machine or the network.

This is the only module that imports it.
"""

from __future__ import annotations

import threading
import warnings
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files as files_of
from typing import Any, cast
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from pydyf import Object, Stream

from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf.attachments import Attachment
from acucontent_pdf.last_words import join_last_words
from acucontent_pdf.library_versions import describe_versions
from acucontent_pdf.metadata import complete_metadata
from acucontent_pdf.page import read_resource

with warnings.catch_warnings():
    # A machine without fonts is fine: only the packaged fonts are used.
    warnings.filterwarnings("ignore", message=".*FontConfig.*")
    # Without its library for subsets, fontTools makes them.
    warnings.filterwarnings("ignore", message="HarfBuzz-Subset.*")
    from weasyprint import CSS, HTML
    from weasyprint import Attachment as Embedded
    from weasyprint import Document as Pages
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.text import ffi as native
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

native.ffi.cdef("FcConfig * FcConfigCreate (void); const char * hb_version_string (void);")

__all__ = [
    "AbsolutePlaceholder",
    "ForbiddenAddress",
    "Pages",
    "PdfFix",
    "boxes",
    "get_native_versions",
    "lay_out",
    "write_pdf",
]

PdfFix = Callable[[Pages, Any], None]

_LOCK = threading.RLock()
"""Held while WeasyPrint works: the threads of a process share a font map, for which Pango is not made. Its own default
is one for each thread (https://docs.gtk.org/PangoCairo/type_func.FontMap.get_default.html)."""
_COLOR_PROFILE = "--srgb"
"""The name of the color profile in color.css."""


class ForbiddenAddress(ExportFailed):
    """A page refers to a file that is not part of it. Nothing is downloaded."""


def get_native_versions() -> dict[str, str]:
    """Return the versions of Pango, HarfBuzz and zlib, which determine the line breaks and the compression."""
    pango: Any = native.pango
    harfbuzz: Any = native.harfbuzz
    shaper: Any = native.ffi.string(harfbuzz.hb_version_string())
    return describe_versions(pango.pango_version(), shaper.decode("ascii"))


def lay_out(markup: str, styles: tuple[str, ...], files: Mapping[str, bytes]) -> Pages:
    """Lay out a document on pages.

    Args:
        markup: The HTML.
        styles: The style sheets.
        files: All files that may be used, by address: fonts and pictures.

    Returns:
        The pages, as WeasyPrint lays them out.

    Raises:
        ForbiddenAddress: The markup or a style sheet refers to any other address.
    """
    with _LOCK:
        return _lay_out(markup, styles, files)


def _lay_out(markup: str, styles: tuple[str, ...], files: Mapping[str, bytes]) -> Pages:
    fonts = tuple((address, content) for address, content in files.items() if address.startswith("font:"))
    try:
        sheets, font_config = _read_styles(styles, fonts)
        colors: dict[str, Any] = {}  # WeasyPrint changes the profile when it writes it, so each document has its own
        fetcher = _Fetcher({"profile:srgb": _read_color_profile()})
        style = read_resource("css", "color.css")
        colored = CSS(string=style, url_fetcher=fetcher, color_profiles=colors, font_config=font_config)
        page = _XmlPage(markup, _Fetcher(files))
        return page.render(
            stylesheets=[*sheets, colored], output_intent=_COLOR_PROFILE, font_config=font_config, color_profiles=colors
        )
    except FatalURLFetchingError as error:
        raise ForbiddenAddress(str(error)) from None


@lru_cache(maxsize=16)
def _read_styles(
    styles: tuple[str, ...], fonts: tuple[tuple[str, bytes], ...]
) -> tuple[tuple[CSS, ...], _PackagedFonts]:
    """Parse style sheets and load their fonts, once: it takes as long as laying out a page."""
    fetcher, font_config = _Fetcher(dict(fonts)), _PackagedFonts()
    return tuple(CSS(string=style, url_fetcher=fetcher, font_config=font_config) for style in styles), font_config


def write_pdf(pages: Pages, attachments: Iterable[Attachment], fix: PdfFix) -> bytes:
    """Return the pages as a file that conforms to both PDF/A-3a and PDF/UA-1.

    Args:
        pages: The pages.
        attachments: The files to embed.
        fix: Fixes the PDF's objects before they are serialized.
    """

    def finish(pages: Pages, pdf: Any) -> None:
        fix(pages, pdf)
        complete_metadata(pdf)
        pdf.objects[:] = [obj if obj.free == "f" else _SerializedObject(obj) for obj in pdf.objects]

    embedded = [_convert_attachment(attachment) for attachment in attachments]
    with _LOCK:
        file = pages.write_pdf(
            pdf_variant="pdf/a-3a", output_intent=_COLOR_PROFILE, attachments=embedded, finisher=finish
        )
    return cast("bytes", file)


class _SerializedObject(Object):  # type: ignore[misc]  # pydyf has no types
    """A serialized object: pydyf serializes each object twice, for the file and for its identifier."""

    def __init__(self, source: Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self._compressible = source.compressible
        self._data = _compress_attachment(source).data if isinstance(source, Stream) else source.data

    @property
    def compressible(self) -> bool:
        return cast("bool", self._compressible)

    @property
    def data(self) -> bytes:
        return cast("bytes", self._data)


def _compress_attachment(stream: Stream) -> Stream:
    """Return a stream; that of an embedded file is compressed once for all PDFs that embed it."""
    match stream:
        case Stream(compress=True, extra={"Type": "/EmbeddedFile"} as entries, stream=[bytes() as content]):
            return Stream([_compress(content)], {**entries, "Filter": "/FlateDecode"})
    return stream


@lru_cache(maxsize=8)
def _compress(content: bytes) -> bytes:
    return zlib.compress(content, level=9)


@cache
def _read_color_profile() -> bytes:
    """Return the sRGB profile of WeasyPrint, which leaves the file open when it reads the profile itself."""
    return files_of("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()


def _convert_attachment(attachment: Attachment) -> Embedded:
    """Return an attachment of WeasyPrint's class, which can be written only once."""
    return Embedded(
        string=attachment.content,
        url_fetcher=_Fetcher({}),
        name=attachment.name,
        description=attachment.description,
        created=attachment.date,
        modified=attachment.date,
        relationship=attachment.relationship,
    )


class _XmlPage(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """An HTML page parsed as XML, which takes a fraction of the time of an HTML parser."""

    def __init__(self, markup: str, fetcher: _Fetcher) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        root = ElementTree.fromstring(markup)
        join_last_words(root)
        self.wrapper_element = ElementWrapper.from_html_root(root)
        self.etree_element = self.wrapper_element.etree_element


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves the files of a page and stops at any other address."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url not in self._files:
            # WeasyPrint would log an ordinary exception and leave the picture out.
            raise FatalURLFetchingError(
                f"The page refers to {url!r}, which is not one of its files. Nothing is downloaded."
            )
        return URLFetcherResponse(url, self._files[url])


class _PackagedFonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """Only the fonts of the style sheets, without the machine's fontconfig rules: pages look the same anywhere."""

    def __init__(self) -> None:
        super().__init__()
        fontconfig: Any = native.fontconfig
        pango: Any = native.pangoft2
        self._config = fontconfig.FcConfigCreate()
        pango.pango_fc_font_map_set_config(native.ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map holds it
