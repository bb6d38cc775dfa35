"""Answer a form that is sent twice once.

A browser without scripts sends a form at each of two clicks. Each page has a random text (`once`) in its forms. A form
with the same text and the same fields gets the answer that the first one got, so that one print is in the record. The
answers are in memory, and only for a few seconds, because they can have words for a patient in them.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import TypeAlias

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from acucontent.desk.web.requests import read_form

KEPT_SECONDS = 2.0
"""How long an answer is kept after it was made. A second click comes sooner; another print is meant later."""

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Answers:
    """The answers that are being made, and those that were just given, by a digest of their form."""

    def __init__(self) -> None:
        """Make an empty memory."""
        self._tasks: dict[str, asyncio.Future[Response]] = {}

    def __len__(self) -> int:
        """Return the number of answers."""
        return len(self._tasks)

    async def get_or_make(self, key: str, make: Callable[[], Awaitable[Response]]) -> Response:
        """Return the answer to a form. The browser that sent it first may have left: the others still get it."""
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.ensure_future(make())
            task.add_done_callback(partial(self._forget_later, key))
        return await asyncio.shield(task)

    def _forget_later(self, key: str, task: asyncio.Future[Response]) -> None:
        task.get_loop().call_later(KEPT_SECONDS, self._tasks.pop, key, None)


def answer_once(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint of a form that is answered once, however often it is sent at the same time."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        form = await read_form(request)
        if not form.get("once"):
            return await endpoint(request)
        answers: Answers = request.app.state.answers
        return await answers.get_or_make(_compute_key(request, form), partial(endpoint, request))

    return answer


def _compute_key(request: Request, form: FormData) -> str:
    """Return a digest of everything that the answer depends on."""
    parts = (
        request.url.path,
        request.headers.get("accept", ""),
        sorted((name, str(value)) for name, value in form.multi_items()),
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
