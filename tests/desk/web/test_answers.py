"""A form that is sent twice is answered once, and the answer is soon forgotten."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from starlette.responses import Response

from acucontent.desk.web import answers as answers_module
from acucontent.desk.web.answers import Answers


class Maker:
    """Makes answers, and counts them."""

    def __init__(self) -> None:
        self.count = 0
        self.may_finish = asyncio.Event()

    async def make(self) -> Response:
        """Return an answer when it may be finished."""
        self.count += 1
        async with asyncio.timeout(60):
            while not self.may_finish.is_set():
                await asyncio.sleep(0.001)
        return Response(b"%PDF-")

    async def fail(self) -> Response:
        """Raise an error."""
        self.count += 1
        raise ValueError


def test_a_second_request_waits_for_the_first() -> None:
    """It gets the same answer, also if the browser gave up on the first one."""

    async def run() -> None:
        answers, maker = Answers(), Maker()
        first, second, other = (asyncio.ensure_future(answers.get_or_make(key, maker.make)) for key in ("a", "a", "b"))
        await asyncio.sleep(0)
        first.cancel()
        maker.may_finish.set()

        assert (await second).body == b"%PDF-"
        assert await other is not await second
        assert maker.count == 2

    asyncio.run(run())


def test_answers_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a patient stays: not an answer, and not an error."""
    monkeypatch.setattr(answers_module, "KEPT_SECONDS", 2)

    async def run() -> None:
        answers, maker = Answers(), Maker()
        maker.may_finish.set()
        await answers.get_or_make("a", maker.make)
        with contextlib.suppress(ValueError):
            await answers.get_or_make("b", maker.fail)
        assert len(answers) == 2
        async with asyncio.timeout(60):
            while len(answers):
                await asyncio.sleep(0.1)
        await answers.get_or_make("a", maker.make)
        assert maker.count == 3

    asyncio.run(run())
