"""The pages of a preview: a view with the stream of its changes, its files, and the explanations of checks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from acucontent.desk.preview.feed import Shown
from acucontent.desk.preview.kept_files import KeptFiles
from acucontent.desk.preview.preview import Preview
from acucontent.desk.preview.remarks import count_remarks, describe_counts, place_remarks
from acucontent.desk.preview.shown import has_large_print
from acucontent.desk.preview.view import View
from acucontent.desk.web.app import guard_routes
from acucontent.desk.web.output import PDF_POLICY
from acucontent.desk.web.security import SECURITY_HEADERS, Guard
from acucontent.desk.web.templating import render_page, render_template
from acucontent.registry import Registry

PARTS = ("state", "file", "remarks")
"""The parts of the page that change, each with a template of its own and an element with this id."""
HEARTBEAT = 5.0
"""How often something is sent to a browser, in seconds, to notice that it is gone."""
RETRY = 500
"""How soon a browser connects again, in milliseconds."""

_POLICY = SECURITY_HEADERS["Content-Security-Policy"]
_WITH_FRAME = {"Content-Security-Policy": f"{_POLICY}; frame-src 'self'"}
_IN_FRAME = {
    "Content-Security-Policy": "; ".join(
        (
            "sandbox allow-same-origin",  # no scripts; our script keeps the place to which it was scrolled
            "default-src 'none'",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "font-src data:",
            "frame-ancestors 'self'",
        )
    ),
    "X-Frame-Options": "SAMEORIGIN",
}
"""The headers of the files of a guide but PDFs, which run no script and load nothing."""


def make_preview_app(preview: Preview, registry: Registry, guard: Guard) -> ASGIApp:
    """Return the pages of a preview."""
    return guard_routes(routes, guard, preview=preview, registry=registry, files=KeptFiles())


async def show_view(request: Request) -> Response:
    """Show a handout. Without a script, the page is complete, too."""
    preview, view = _get_preview(request), _get_view(request)
    shown = await preview.show(view)
    context = _describe(request, shown)
    response = render_page(request, "preview.html", **context)
    response.headers.update(_WITH_FRAME)
    return response


async def send_changes(request: Request) -> Response:
    """Send the parts of a page whenever they change, as server-sent events."""
    events = _list_events(request, _get_view(request))
    return StreamingResponse(events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _list_events(request: Request, view: View) -> AsyncGenerator[str]:
    """Yield an event for each change, and a line without meaning if there is none for some time."""
    yield f"retry: {RETRY}\n\n"
    async with aclosing(_get_preview(request).follow(view)) as values:
        while True:
            following = asyncio.ensure_future(anext(values))
            try:
                while not (await asyncio.wait({following}, timeout=HEARTBEAT))[0]:
                    yield ":\n\n"
            finally:
                if not following.done():
                    following.cancel()
                    await asyncio.wait({following})
            yield f"data: {json.dumps(_make_event(request, following.result()))}\n\n"


def _make_event(request: Request, shown: Shown) -> dict[str, Any]:
    context = _describe(request, shown)
    parts = {part: render_template(request, f"preview_{part}.html", **context) for part in PARTS}
    return {"parts": parts, "announcement": shown.announcement, "title": context["title"]}


def _describe(request: Request, shown: Shown) -> dict[str, Any]:
    """Return the values of the templates."""
    files: KeptFiles = request.app.state.files
    registry: Registry = request.app.state.registry
    exporter = registry.get(shown.view.format)
    pages = shown.pages if shown.file and shown.file.kind == "pages" else {}
    remarks, usual = shown.problems or shown.remarks or (), _get_preview(request).usual
    facts = shown.facts
    handout = shown.view.handout or (next(iter(facts.handouts)) if facts else "")
    return {
        "shown": shown,
        "title": facts.handouts.get(handout, handout) if facts else str(_get_preview(request).source.guide),
        "chosen": {"handout": handout, "region": shown.view.region, "language": shown.view.language},
        "has_large_print": exporter is not None and has_large_print(exporter),
        "formats": {name: each.title for name, each in registry.items()},
        "query": urlencode({"large_print": "", **shown.view.query} if usual.large_print else shown.view.query),
        "pictures": [
            (files.keep(each.data, "image/png"), each.width, each.height)
            for each in (shown.file.pictures if shown.file else ())
        ],
        "file_name": files.keep(shown.file.data, exporter.media_type) if shown.file and exporter else "",
        "placed": place_remarks(remarks, pages),
        "counts": describe_counts(count_remarks(remarks)),
        "counted": count_remarks(remarks),
    }


async def send_file(request: Request) -> Response:
    """Send a page as a picture, or a file of the guide."""
    files: KeptFiles = request.app.state.files
    file = files.get(request.path_params["name"])
    if file is None:
        raise HTTPException(404, "This version is not shown any more. Reload the page.")
    headers = {"Content-Security-Policy": PDF_POLICY} if file.media_type == "application/pdf" else _IN_FRAME
    return Response(file.data, media_type=file.media_type, headers=headers)


async def explain_check(request: Request) -> Response:
    """Show what a check reports, why it matters and how to fix it, as `acucontent check --explain` does."""
    registry: Registry = request.app.state.registry
    check = registry.checks.get(request.path_params["code"])
    if check is None:
        raise HTTPException(404, "There is no check with this code.")
    return render_page(request, "preview_check.html", check=check)


def _get_preview(request: Request) -> Preview:
    preview: Preview = request.app.state.preview
    return preview


def _get_view(request: Request) -> View:
    return View.from_query(request.query_params, _get_preview(request).usual)


routes: list[BaseRoute] = [
    Route("/", show_view),
    Route("/events", send_changes),
    Route("/files/{name}", send_file),
    Route("/checks/{code}", explain_check),
]
