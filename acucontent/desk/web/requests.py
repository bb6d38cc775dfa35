"""Read what a request holds."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from acucontent.desk.desk import Desk

_FORM = "application/x-www-form-urlencoded"


def get_desk(request: Request) -> Desk:
    """Return the desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


async def read_form(request: Request) -> FormData:
    """Return the fields of a form.

    Raises:
        HTTPException: The form is not URL-encoded. A form in several parts is kept in a file when it is long, and the
            words for a patient must never be in a file.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(415, "The form has an unsupported encoding.")
    return await request.form(max_fields=500)


@asynccontextmanager
async def watch_connection(request: Request) -> AsyncIterator[Callable[[], bool]]:
    """Yield a function that returns whether the browser still waits for the response. Read the form first."""
    gone = threading.Event()

    async def wait_for_end() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone.set()

    watcher = asyncio.create_task(wait_for_end())
    try:
        yield lambda: not gone.is_set()
    finally:
        watcher.cancel()
