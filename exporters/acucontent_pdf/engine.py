"""WeasyPrint, held to our rules: our fonts, our files, and nothing from the machine or the network.

It is imported here and nowhere else.
"""

from __future__ import annotations

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
from acucontent_pdf.metadata import complete_metadata
from acucontent_pdf.page import own_file

with warnings.catch_warnings():
    # A machine without fonts is no trouble: ours come with us.
    warnings.filterwarnings("ignore", message=".*FontConfig.*")
    from weasyprint import CSS, HTML
    from weasyprint import Attachment as Embedded
    from weasyprint import Document as Pages
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.text import ffi as native
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

native.ffi.cdef("FcConfig * FcConfigCreate (void); const char * hb_version_string (void);")

__all__ = ["AbsolutePlaceholder", "ForbiddenAddress", "Mend", "Pages", "boxes", "lay_out", "native_versions", "write"]

Mend = Callable[[Pages, Any], None]

_COLORS = "--srgb"
"""The color profile of the style sheet color.css."""


class ForbiddenAddress(ExportFailed):
    """The page asks for a file that does not come with it. Nothing is fetched."""


def native_versions() -> str:
    """The versions of Pango and HarfBuzz, by which the lines of a page break."""
    pango: Any = native.pango
    harfbuzz: Any = native.harfbuzz
    shaper: Any = native.ffi.string(harfbuzz.hb_version_string())
    return f"pango {pango.pango_version()} harfbuzz {shaper.decode('ascii')}"


def lay_out(markup: str, styles: tuple[str, ...], files: Mapping[str, bytes]) -> Pages:
    """The pages of a document.

    Args:
        markup: The HTML.
        styles: The style sheets.
        files: All files that may be used, by address: fonts and pictures.

    Raises:
        ForbiddenAddress: another address is asked for.
    """
    fonts = tuple((address, content) for address, content in files.items() if address.startswith("font:"))
    try:
        sheets, found = _style(styles, fonts)
        colors: dict[str, Any] = {}  # writing a profile changes it, so each document has its own
        fetcher = _Fetcher({"profile:srgb": _color_profile()})
        colored = CSS(
            string=own_file("css", "color.css"), url_fetcher=fetcher, color_profiles=colors, font_config=found
        )
        page = _Page(markup, _Fetcher(files))
        return page.render(
            stylesheets=[*sheets, colored], output_intent=_COLORS, font_config=found, color_profiles=colors
        )
    except FatalURLFetchingError as error:
        raise ForbiddenAddress(str(error)) from None


@lru_cache(maxsize=16)
def _style(styles: tuple[str, ...], fonts: tuple[tuple[str, bytes], ...]) -> tuple[tuple[CSS, ...], _OwnFonts]:
    """The style sheets and the fonts that they name, read once: they take as long as a page."""
    fetcher, found = _Fetcher(dict(fonts)), _OwnFonts()
    return tuple(CSS(string=style, url_fetcher=fetcher, font_config=found) for style in styles), found


def write(pages: Pages, attachments: Iterable[Attachment], mend: Mend) -> bytes:
    """The pages as PDF/A-3a and PDF/UA-1 at once.

    Args:
        pages: The pages.
        attachments: The files to embed.
        mend: Mends the PDF's objects before they are written.
    """

    def finish(pages: Pages, pdf: Any) -> None:
        mend(pages, pdf)
        complete_metadata(pdf)
        pdf.objects[:] = [each if each.free == "f" else _Written(each) for each in pdf.objects]

    embedded = [_embedded(each) for each in attachments]
    return cast(
        "bytes",
        pages.write_pdf(pdf_variant="pdf/a-3a", output_intent=_COLORS, attachments=embedded, finisher=finish),
    )


class _Written(Object):  # type: ignore[misc]  # pydyf has no types
    """An object in bytes: pydyf makes them twice, for the file and for its identifier."""

    def __init__(self, made: Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = made.number, made.generation, made.free
        self._compressible = made.compressible
        self._data = _packed(made).data if isinstance(made, Stream) else made.data

    @property
    def compressible(self) -> bool:
        return cast("bool", self._compressible)

    @property
    def data(self) -> bytes:
        return cast("bytes", self._data)


def _packed(stream: Stream) -> Stream:
    """A stream; that of an embedded file is packed once for all the sheets that carry it."""
    match stream:
        case Stream(compress=True, extra={"Type": "/EmbeddedFile"} as about, stream=[bytes() as content]):
            return Stream([_flate(content)], {**about, "Filter": "/FlateDecode"})
    return stream


@lru_cache(maxsize=8)
def _flate(content: bytes) -> bytes:
    return zlib.compress(content, level=9)


@cache
def _color_profile() -> bytes:
    """The profile that WeasyPrint comes with; when told to find it by itself, it leaves the file open."""
    return files_of("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()


def _embedded(attachment: Attachment) -> Embedded:
    """WeasyPrint's own, which can be written once."""
    return Embedded(
        string=attachment.content,
        url_fetcher=_Fetcher({}),
        name=attachment.name,
        description=attachment.description,
        created=attachment.dated,
        modified=attachment.dated,
        relationship=attachment.relationship,
    )


class _Page(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A page whose markup is well-formed XML, as ours is: read in a fraction of the time that tag soup takes."""

    def __init__(self, markup: str, fetcher: _Fetcher) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(ElementTree.fromstring(markup))
        self.etree_element = self.wrapper_element.etree_element


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves the files that come with a page, and stops at any other address."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url not in self._files:
            # No plain exception: WeasyPrint would log it and leave the picture out.
            raise FatalURLFetchingError(
                f"The page asks for {url!r}, which does not come with it. Nothing is fetched from elsewhere."
            )
        return URLFetcherResponse(url, self._files[url])


class _OwnFonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """No fonts but those of the style sheets, and no rules of the machine's for them: pages look the same anywhere."""

    def __init__(self) -> None:
        super().__init__()
        fontconfig: Any = native.fontconfig
        pango: Any = native.pangoft2
        self._config = fontconfig.FcConfigCreate()
        pango.pango_fc_font_map_set_config(native.ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map holds it
