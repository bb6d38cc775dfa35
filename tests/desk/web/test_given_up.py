"""A request for pages that the browser gave up does not keep the next one waiting."""

from __future__ import annotations

import asyncio
import threading
from urllib.parse import urlencode

import anyio
import pytest
from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Message

from acucontent.desk.page_images import UndrawablePages
from acucontent.desk.sheets import SheetMaker
from tests.desk.web.conftest import HOST, OWN, PORT

SECONDS = 100
HANDOUTS = ("first-visit", "aftercare", "safety", "evidence", "points", "choosing", "costs")


def test_sheets_that_nobody_awaits_are_not_made(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the sheets that are being made when the browser leaves are made to their end."""
    begun, has_left, made = threading.Event(), threading.Event(), []

    def make_sheet(maker: SheetMaker, choice: object, handout: str, words: object) -> None:
        made.append(handout)
        begun.set()
        has_left.wait(timeout=SECONDS)
        raise UndrawablePages("not made in this test")

    monkeypatch.setattr(SheetMaker, "make_sheet", make_sheet)

    anyio.run(_leave_early, app, begun, has_left)

    assert has_left.is_set()
    assert 1 <= len(made) <= 4 < len(HANDOUTS)


async def _leave_early(app: ASGIApp, begun: threading.Event, has_left: threading.Event) -> None:
    """Ask for many sheets, and leave when the first of them are being made."""
    form = {"sheet": [f"back-pain/{each}" for each in HANDOUTS], "region": "US", "language": "en-US"}
    body = urlencode(form, doseq=True).encode()
    kind = "application/x-www-form-urlencoded"
    headers = {"Host": f"{HOST}:{PORT}", "Content-Type": kind, "Content-Length": str(len(body)), **OWN}
    messages: list[Message] = [{"type": "http.request", "body": body}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await run_sync(begun.wait, SECONDS)
        asyncio.get_running_loop().call_soon(has_left.set)  # after the message was received
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        pass

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/pages",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    with anyio.fail_after(SECONDS):
        await app(scope, receive, send)
