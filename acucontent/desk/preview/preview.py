"""A preview: each version of a guide that its author saves, in the views that are open."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from acucontent.desk.preview.feed import Feed, Maker, Runner, Shown, Version
from acucontent.desk.preview.guide_source import GuideSource
from acucontent.desk.preview.view import View
from acucontent.desk.preview.watching import watch_changes

MOST_VIEWS = 12
"""The most views that are kept; those that nobody follows are dropped first."""


class Preview:
    """Shows the versions of a guide. It works in one event loop, from its first use until `close`."""

    def __init__(
        self,
        source: GuideSource,
        usual: View,
        *,
        drafts: Runner,
        files: Runner,
        today: Callable[[], datetime.date],
    ) -> None:
        """Make a preview.

        Args:
            source: The files of the guide.
            usual: The view for an address that names no other.
            drafts: Runs the tasks that an author waits for.
            files: Runs all others at the same time.
            today: Returns the date of printing.
        """
        self.source, self.usual = source, usual
        self._maker = Maker(source, drafts, files, today)
        self._version = Version(1, time.monotonic())
        self._feeds: OrderedDict[View, Feed] = OrderedDict()
        self._known: asyncio.Future[str] | None = None
        self._watching: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """Stop all work. What follows a view gets no more values."""
        tasks = [feed.task for feed in self._feeds.values()]
        if self._watching:
            tasks.append(self._watching)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def show(self, view: View) -> Shown:
        """Return what is shown of the current version in a view, as soon as all of its pages are drawn or cannot be."""
        async with aclosing(self.follow(view)) as values:
            return await anext(
                shown
                async for shown in values
                if shown.version >= self._version.number and (shown.error or not (shown.file and shown.file.undrawn))
            )

    async def follow(self, view: View) -> AsyncGenerator[Shown]:
        """Yield what is shown in a view whenever it changes, for ever; only the newest value is yielded."""
        await self._start_watching()
        feed = self._find_feed(view)
        async with aclosing(feed.follow()) as values:
            async for shown in values:
                yield shown

    async def _start_watching(self) -> None:
        """Start to watch the files, once. Later contents are compared with those of this moment."""
        if self._known is None:
            self._known = asyncio.ensure_future(asyncio.to_thread(self.source.compute_digest))
        known = await asyncio.shield(self._known)
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch(known))

    def _find_feed(self, view: View) -> Feed:
        feed = self._feeds.get(view) or self._feeds.setdefault(view, Feed(view, self._maker))
        self._feeds.move_to_end(view)
        feed.notice(self._version)
        unused = [each for each, feed in self._feeds.items() if not feed.followers and each != view]
        for other in unused[: max(0, len(self._feeds) - MOST_VIEWS)]:
            self._feeds.pop(other).task.cancel()
        return feed

    async def _watch(self, known: str) -> None:
        async with aclosing(watch_changes(self.source, known)) as changes:
            async for _ in changes:
                self._version = Version(self._version.number + 1, time.monotonic())
                for feed in self._feeds.values():
                    feed.notice(self._version)
