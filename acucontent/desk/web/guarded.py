"""The outermost layer of the pages: it applies the guard to each request, and shows no error but the page for it."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acucontent.desk.web.security import (
    MAX_FORM_BYTES,
    MAX_UPLOAD_BYTES,
    SECURITY_HEADERS,
    STATIC_PATH,
    TOKEN_PATH,
    Guard,
)
from acucontent.desk.web.templating import render_message


class GuardedApp:
    """An application whose requests pass the guard first, and whose responses have its headers."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app, self._guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sender = _Sender(scope, send)
        try:
            refusal = self._find_refusal(scope)
            if refusal is None:
                await self._app(scope, _limit_body(scope, receive), sender)
            else:
                await refusal(scope, receive, sender)
        except Exception:
            # Nothing is logged: the message of an error, or a line of its traceback, may quote words for a patient.
            if not sender.has_finished:
                raise ConnectionAbortedError from None

    def _find_refusal(self, scope: Scope) -> Response | None:
        """Return the response to a request that the guard does not let through."""
        headers, request = Headers(scope=scope), Request(scope)
        if reason := self._guard.explain_refusal(scope["method"], headers):
            return render_message(request, "Refused", reason, status=403)
        if _get_length(headers) > _get_limit(headers):
            return render_message(request, "Too long", "The request is too long.", status=413)
        path = scope["path"]
        if path == TOKEN_PATH or path.startswith(STATIC_PATH) or self._guard.has_session(headers.get("cookie", "")):
            return None
        if scope["method"] == "POST":
            return render_message(request, "Not signed in", "Enter the token first.", status=401)
        return RedirectResponse(TOKEN_PATH, status_code=303)


class _Sender:
    """Sends a response with the headers of the desk."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.has_finished = False
        self._is_static, self._send = scope["path"].startswith(STATIC_PATH), send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if self._is_static:  # files of the package, which a browser keeps and asks for again
                headers["Cache-Control"] = "no-cache"
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)
        self.has_finished = message["type"] == "http.response.body" and not message.get("more_body")


def _limit_body(scope: Scope, receive: Receive) -> Receive:
    """Return a `receive` that fails when a body is longer than its limit, whatever its length was declared to be."""
    left = _get_limit(Headers(scope=scope))

    async def receive_limited() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, "The request is too long.")
        return message

    return receive_limited


def _get_limit(headers: Headers) -> int:
    is_upload = headers.get("content-type", "").lower().startswith("multipart/form-data")
    return MAX_UPLOAD_BYTES if is_upload else MAX_FORM_BYTES


def _get_length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdecimal() else 0
