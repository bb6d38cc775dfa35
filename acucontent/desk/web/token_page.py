"""The page on which the token is entered, in each browser that starts a session."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from acucontent.desk.web.requests import read_form
from acucontent.desk.web.security import TOKEN_PATH, Guard
from acucontent.desk.web.templating import render_page


class AttemptLimit:
    """Limits how often a wrong token can be entered, for each address and for all together."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: deque[tuple[float, str]] = deque(maxlen=self.MOST_TOGETHER)

    SECONDS = 60
    """How long a failure counts, in seconds."""
    MOST = 5
    """The most failures of one address."""
    MOST_TOGETHER = 100
    """The most failures of all addresses."""

    def is_reached(self, address: str) -> bool:
        """Return whether an address must wait."""
        while self._failures and self._failures[0][0] < self._clock() - self.SECONDS:
            self._failures.popleft()
        own = sum(failed == address for _, failed in self._failures)
        return own >= self.MOST or len(self._failures) >= self.MOST_TOGETHER

    def add_failure(self, address: str) -> None:
        """Record that a wrong token came from an address."""
        self._failures.append((self._clock(), address))


async def show_token_page(request: Request) -> Response:
    """Show the field for the token, unless it is not needed."""
    guard: Guard = request.app.state.guard
    if guard.has_session(request.headers.get("cookie", "")):
        return RedirectResponse("/", status_code=303)
    return render_page(request, "token.html", error="")


async def enter_token(request: Request) -> Response:
    """Start a session if the token is right."""
    guard: Guard = request.app.state.guard
    limit: AttemptLimit = request.app.state.attempts
    address = _find_client(request, guard)
    if limit.is_reached(address):
        return _refuse(request, 429, "Too many attempts. Wait a minute and try again.")
    token = (await read_form(request)).get("token", "")
    if not guard.accepts_token(str(token).strip()):
        limit.add_failure(address)
        return _refuse(request, 403, "This is not the token of the desk. The person who started the desk has it.")
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(guard.cookie, guard.session, secure=guard.is_secure, httponly=True, samesite="strict")
    return response


def _find_client(request: Request, guard: Guard) -> str:
    """Return the address from which a token comes; that of a proxy is the same for all, so it names the browser's."""
    forwarded = request.headers.get("x-forwarded-for", "") if guard.address else ""
    return forwarded.rpartition(",")[2].strip() or (request.client.host if request.client else "")


def _refuse(request: Request, status: int, error: str) -> Response:
    response = render_page(request, "token.html", status, error=error)
    if status == 429:
        response.headers["Retry-After"] = str(AttemptLimit.SECONDS)
    return response


routes: list[BaseRoute] = [
    Route(TOKEN_PATH, show_token_page),
    Route(TOKEN_PATH, enter_token, methods=["POST"]),
]
