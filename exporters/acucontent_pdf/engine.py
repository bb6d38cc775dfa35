"""WeasyPrint, held to our rules: our fonts, our files, and nothing from the machine or the network.

It is imported here and nowhere else.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any, cast

from acucontent.exporter import ExportFailed

with warnings.catch_warnings():
    # A machine without fonts is no trouble: ours come with us.
    warnings.filterwarnings("ignore", message=".*FontConfig.*")
    from weasyprint import CSS, HTML
    from weasyprint import Document as Pages
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.text import ffi as native
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

native.ffi.cdef("FcConfig * FcConfigCreate (void);")

__all__ = ["AbsolutePlaceholder", "ForbiddenAddress", "Mend", "Pages", "boxes", "lay_out", "write"]

Mend = Callable[[Pages, Any], None]


class ForbiddenAddress(ExportFailed):
    """The page asks for a file that does not come with it. Nothing is fetched."""


def lay_out(markup: str, styles: tuple[str, ...], files: Mapping[str, bytes]) -> Pages:
    """The pages of a document.

    Args:
        markup: The HTML.
        styles: The style sheets.
        files: All files that may be used, by address: fonts and pictures.

    Raises:
        ForbiddenAddress: another address is asked for.
    """
    fetcher, fonts = _Fetcher(files), _OwnFonts()
    try:
        sheets = [CSS(string=style, url_fetcher=fetcher, font_config=fonts) for style in styles]
        return HTML(string=markup, url_fetcher=fetcher).render(stylesheets=sheets, font_config=fonts)
    except FatalURLFetchingError as error:
        raise ForbiddenAddress(str(error)) from None


def write(pages: Pages, mend: Mend) -> bytes:
    """The pages as PDF/UA-1, its objects mended before they are written."""
    return cast("bytes", pages.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=True, finisher=mend))


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
