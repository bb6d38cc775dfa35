"""Pages from templates."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from acucontent._version import __version__
from acucontent.markup import load_templates


def render_page(
    request: Request, name: str, /, status: int = 200, headers: dict[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """Return a page.

    Args:
        request: The request that it answers.
        name: The file in the folder `templates`, such as `main.html`.
        status: The status of the response.
        headers: More headers of the response (default: none).
        **context: The values of the template; every value is escaped.
    """
    return HTMLResponse(render_template(request, name, **context), status, headers)


def render_template(request: Request, name: str, /, **context: Any) -> str:
    """Return a page, or a part of one, as text."""
    template = load_templates("acucontent.desk.web").get_template(name)
    once = secrets.token_urlsafe(12)  # see `answers`
    return template.render(path=request.scope["path"], version=__version__, once=once, **context)


def render_message(request: Request, title: str, message: str, *, status: int) -> Response:
    """Return a page with only a message, such as why a request was refused."""
    return render_page(request, "message.html", status, title=title, message=message)
