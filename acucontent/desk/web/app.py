"""The application: all routes behind the guard."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from acucontent.desk.desk import Desk
from acucontent.desk.web import (
    clinic_list_pages,
    clinic_pages,
    main_page,
    output,
    record_pages,
    set_pages,
    static_files,
    token_page,
)
from acucontent.desk.web.answers import Answers
from acucontent.desk.web.guarded import GuardedApp
from acucontent.desk.web.security import Guard
from acucontent.desk.web.templating import render_message

_TITLES = {404: "Not found", 405: "Not possible", 413: "Too long", 415: "Not supported"}


def make_app(desk: Desk, guard: Guard) -> ASGIApp:
    """Return the pages of a desk."""
    pages = (main_page, output, set_pages, clinic_list_pages, clinic_pages, record_pages)
    routes = [route for page in pages for route in page.routes]
    return guard_routes(routes, guard, desk=desk, answers=Answers())


def guard_routes(routes: Iterable[BaseRoute], guard: Guard, **state: Any) -> ASGIApp:
    """Return an application with some routes, the static files and the token page, behind the guard.

    Args:
        routes: The routes.
        guard: The rules for requests.
        **state: Values that requests find in `request.app.state`.
    """
    app = Starlette(
        routes=[*routes, *static_files.routes, *token_page.routes],
        exception_handlers={HTTPException: _show_http_error, Exception: _show_bug},
    )
    for name, value in {**state, "guard": guard}.items():
        setattr(app.state, name, value)
    app.state.attempts = token_page.AttemptLimit()
    return GuardedApp(app, guard)


def _show_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = _TITLES.get(error.status_code, "Something went wrong")
    response = render_message(request, title, error.detail, status=error.status_code)
    response.headers.update(error.headers or {})
    return response


def _show_bug(request: Request, error: Exception) -> Response:
    """Return the page for an unexpected error: its class and its place in the code, which have no data."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} at {PurePath(frame.filename).name}:{frame.lineno}"
    message = f"The desk failed. This is a bug in acucontent: {place}. Nothing was printed or saved."
    return render_message(request, "Something went wrong", message, status=500)
