"""Style sheets, scripts and the font, as files of the package."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from acucontent.markup.fonts import ITALIC, UPRIGHT, find_latin_font

_FONTS = {"source-sans-3.ttf": UPRIGHT, "source-sans-3-italic.ttf": ITALIC}


def _send_font(request: Request) -> FileResponse:
    """Send a face of the font of the sheets, unchanged."""
    name = request.url.path.rpartition("/")[2]
    return FileResponse(find_latin_font(_FONTS[name]), media_type="font/ttf")


routes: list[BaseRoute] = [
    *(Route(f"/static/{name}", _send_font) for name in _FONTS),
    Mount("/static", StaticFiles(packages=[("acucontent.desk.web", "static")])),
]
