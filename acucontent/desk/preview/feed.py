"""One view of a guide, which shows each version of it step by step: a draft, the file, and what the checks find."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol, TypeVar

from acucontent.desk.preview.guide_source import GuideSource
from acucontent.desk.preview.remarks import Remark, count_remarks, describe_counts
from acucontent.desk.preview.shown import ShownFile
from acucontent.desk.preview.tasks import CheckView, DrawDraft, DrawRest, GuideFacts, Rendered, RenderFile, Request
from acucontent.desk.preview.view import View
from acucontent.document.anchors import Anchor
from acucontent.errors import describe_error
from acucontent.reading import GuideProblems

T = TypeVar("T")

SECOND_TRY = 0.5
"""How soon a version that failed is tried again, in seconds."""


class Runner(Protocol):
    """Runs tasks in other processes, such as a `RenderService`."""

    def run(self, task: Callable[[], T]) -> Future[T]:
        """Return the future result of a task that can be pickled."""
        raise NotImplementedError


class Version(NamedTuple):
    """A version of the files of a guide."""

    number: int
    """Counts from 1."""
    noticed_at: float
    """When it was noticed, in seconds of `time.monotonic`."""


class Maker(NamedTuple):
    """What a feed makes its files of."""

    source: GuideSource
    drafts: Runner
    files: Runner
    today: Callable[[], datetime.date]


@dataclass(frozen=True)
class Shown:
    """What is shown of one version of a guide in one view."""

    view: View
    version: int = 0
    """The number of the version; 0 before the first could be shown."""
    facts: GuideFacts | None = None
    """What can be chosen of the last version that could be read."""
    file: ShownFile | None = None
    is_draft: bool = False
    """Whether the file is a draft, which may look slightly different from the finished file."""
    pages: Mapping[Anchor, int] = field(default_factory=dict)
    """The page on which each anchor starts, from 1."""
    problems: tuple[Remark, ...] = ()
    """The problems of a guide that cannot be read."""
    error: str = ""
    """Why there is no finished file, or why it was not checked."""
    notes: tuple[str, ...] = ()
    """The notes on the file, as `acucontent build` prints them."""
    remarks: tuple[Remark, ...] | None = None
    """What the checks found; None before they ran for the first time."""
    is_checking: bool = False
    """Whether the checks still run, so that the remarks are those of an earlier version."""
    seconds: float = 0
    """The time from the change to the first picture."""
    announcement: str = ""
    """What a screen reader says."""


class _Outdated(Exception):
    """There is a newer version."""


class Feed:
    """Shows each version of a guide in one view, while somebody follows it."""

    def __init__(self, view: View, maker: Maker) -> None:
        self.shown = Shown(view)
        self.followers = 0
        self._maker = maker
        self._version = Version(0, 0)
        self._measures = ""
        self._changed = asyncio.Event()
        self._last_counts: str = ""
        self._awaited: asyncio.Future[Any] | None = None
        self.task = asyncio.create_task(self._run())

    def notice(self, version: Version) -> None:
        """Take notice of a version of the guide, which does not wait for the work on an older one."""
        if version != self._version and self._awaited:
            self._awaited.cancel()
        self._version = version
        self._wake()

    async def follow(self) -> AsyncGenerator[Shown]:
        """Yield what is shown whenever it changes."""
        self.followers += 1
        self._wake()
        last: Shown | None = None
        try:
            while True:
                if self.shown is last or not self.shown.version:
                    await self._changed.wait()
                else:
                    last = self.shown
                    yield last
        finally:
            self.followers -= 1

    def _wake(self) -> None:
        """Wake everyone who waits for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def _run(self) -> None:
        while True:
            if self.followers and self.shown.version != self._version.number:
                await self._show(self._version)
            else:
                await self._changed.wait()

    async def _show(self, version: Version) -> None:
        """Show a version until there is a newer one.

        A version that fails is tried twice: its files may have been away for a moment that nobody noticed.
        """
        with suppress(_Outdated):
            if not await self._try(version):
                await asyncio.sleep(SECOND_TRY)
                if version == self._version:
                    await self._try(version)

    async def _try(self, version: Version) -> bool:
        """Show a version, and return whether that succeeded.

        Raises:
            _Outdated: There is a newer version now.
        """
        try:
            await self._show_steps(version)
        except _Outdated:
            raise
        except GuideProblems as error:
            problems = tuple(map(Remark.of_problem, error.problems))
            count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}."
            self._publish_failure(self._begin(version, problems=problems, announcement=count))
            return False
        except Exception as error:  # it is shown: the author can change the guide, and the next version is tried again
            self._publish_failure(self._show_error(version, describe_error(error)))
            return False
        return True

    def _show_error(self, version: Version, reason: str) -> Shown:
        """Return what is shown when a step failed: the page that an earlier step made, if there is one, and why."""
        if self.shown.version != version.number or self.shown.file is None:
            return self._begin(version, error=reason, announcement=reason)
        if not self.shown.is_draft:
            reason = f"The checks did not run. {reason}"
        return replace(self.shown, error=reason, is_checking=False, announcement=reason)

    def _publish_failure(self, shown: Shown) -> None:
        """Show a failure, unless it is shown already."""
        if (shown.version, shown.problems, shown.error) != (self.shown.version, self.shown.problems, self.shown.error):
            self._publish(shown)

    async def _show_steps(self, version: Version) -> None:
        maker = self._maker
        request = Request(maker.source, self.shown.view, maker.today())
        draft = await self._wait(version, maker.drafts, DrawDraft(request, self._measures))
        self._publish(self._show_draft(version, draft))
        if draft.file and draft.file.undrawn:
            rest = await self._wait(version, maker.drafts, DrawRest(draft.file.data, len(draft.file.pictures)))
            self._publish(replace(self.shown, file=draft.file.add_pictures(rest)))
        rendered = draft
        if draft.file:
            rendered = await self._wait(version, maker.files, RenderFile(request))
            self._measures = rendered.measures
            self._publish(self._show_file(rendered))
        remarks = await self._wait(version, maker.files, CheckView(request, rendered.artifact))
        self._publish(replace(self.shown, remarks=remarks, is_checking=False, announcement=self._announce(remarks)))

    async def _wait(self, version: Version, runner: Runner, task: Callable[[], T]) -> T:
        """Return the result of a task.

        Raises:
            _Outdated: There is a newer version now.
        """
        result: asyncio.Future[T] = asyncio.wrap_future(runner.run(task))
        self._awaited = result
        try:
            await asyncio.wait({result})
        finally:
            result.cancel()
        if version == self._version:
            return result.result()
        if not result.cancelled():
            result.exception()  # an error of an older version is of no interest
        raise _Outdated

    def _begin(self, version: Version, **values: object) -> Shown:
        """Return what is shown of a version, with what is known of the one before."""
        before = self.shown
        shown = Shown(before.view, version.number, before.facts, remarks=before.remarks)
        return replace(shown, seconds=time.monotonic() - version.noticed_at, **values)  # type: ignore[arg-type]

    def _show_draft(self, version: Version, draft: Rendered) -> Shown:
        return self._begin(
            version,
            facts=draft.facts,
            file=draft.file,
            is_draft=True,
            pages=draft.pages,
            error=draft.error,
            is_checking=True,
            announcement=draft.error or ("Page updated." if self.shown.version else ""),
        )

    def _show_file(self, rendered: Rendered) -> Shown:
        """Return the finished file in place of its draft; if it failed, the draft with the reason."""
        if rendered.file is None:
            return replace(self.shown, error=rendered.error, announcement=rendered.error)
        return replace(
            self.shown, file=rendered.file, is_draft=False, pages=rendered.pages, notes=rendered.notes, announcement=""
        )

    def _announce(self, remarks: tuple[Remark, ...]) -> str:
        """Return the numbers of remarks, if they are not those that were said before."""
        counts = describe_counts(count_remarks(remarks))
        is_news, self._last_counts = counts != self._last_counts, counts
        return f"{counts}." if is_news else ""

    def _publish(self, shown: Shown) -> None:
        self.shown = shown
        self._wake()
