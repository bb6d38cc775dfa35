"""Each version of a guide is shown: a draft, the file, and what the checks find; or its problems."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from concurrent.futures import Future
from contextlib import aclosing
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pytest

from acucontent.desk.preview import tasks
from acucontent.desk.preview.feed import Runner, Shown
from acucontent.desk.preview.guide_source import GuideSource
from acucontent.desk.preview.preview import MOST_VIEWS, Preview
from acucontent.desk.preview.tasks import CheckView, DrawRest
from acucontent.desk.preview.view import View
from acucontent.rendering.service import TimeLimitExceeded
from tests.desk.preview.conftest import SECONDS, TODAY, ThreadRunner

T = TypeVar("T")

Values = AsyncGenerator[Shown]


def follow(
    guide: Path,
    runner: Runner,
    act: Callable[[Preview, Values], Awaitable[None]],
    files: Runner | None = None,
    **names: str,
) -> None:
    """Follow a view of a guide, in plain text if nothing else is named.

    Args:
        guide: The folder of the guide.
        runner: Runs the tasks.
        act: What is done with the values.
        files: Runs the tasks that nobody waits for (default: also the runner).
        names: The view.
    """

    async def run() -> None:
        view = View(**{"format": "text", **names})
        preview = Preview(GuideSource(guide), view, drafts=runner, files=files or runner, today=lambda: TODAY)
        try:
            async with aclosing(preview.follow(view)) as values:
                await act(preview, values)
        finally:
            await preview.close()

    asyncio.run(asyncio.wait_for(run(), SECONDS))


async def wait_for(values: Values, is_wanted: Callable[[Shown], object]) -> Shown:
    """Return the next value of some kind."""
    return await anext(shown async for shown in values if is_wanted(shown))


def change(file: Path, old: str, new: str) -> None:
    """Replace words in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


class HeldRunner:
    """Begins no task, as if all workers were busy."""

    def __init__(self) -> None:
        self.held: list[Future[Any]] = []

    def run(self, task: Callable[[], T]) -> Future[T]:
        """Return a future without a result."""
        future: Future[T] = Future()
        self.held.append(future)
        return future


class FailingRunner:
    """Runs tasks as another runner does, except those of a kind."""

    def __init__(self, runner: Runner, kind: type) -> None:
        self._runner, self._kind = runner, kind

    def run(self, task: Callable[[], T]) -> Future[T]:
        """Return the future result of a task."""
        return self._runner.run(_fail if isinstance(task, self._kind) else task)


def _fail() -> NoReturn:
    raise TimeLimitExceeded("It took too long.")


def test_a_change_is_shown(guide: Path, runner: ThreadRunner) -> None:
    """First there is a draft, then the file, then what the checks find."""

    async def act(preview: Preview, values: Values) -> None:
        first = await wait_for(values, lambda shown: not shown.is_checking)
        change(guide / "guide.yaml", "title: Neck pain", "title: Stiff necks")
        changed = [await anext(values)]
        while changed[-1].is_checking:
            changed.append(await anext(values))

        assert first.file
        assert "Stiff necks" not in first.file.texts[0]
        assert {each.version for each in changed} == {2}
        assert changed[0].is_draft
        assert changed[0].announcement == "Page updated."
        assert not changed[-1].is_draft
        assert all(each.file and "Stiff necks" in each.file.texts[0] for each in changed)
        assert changed[0].remarks == first.remarks
        assert changed[-1].remarks

    follow(guide, runner, act)


def test_a_change_does_not_wait_for_the_version_before(guide: Path, runner: ThreadRunner) -> None:
    """Its draft is shown while the file of the version before is made, which nobody waits for any more."""
    files = HeldRunner()

    async def act(preview: Preview, values: Values) -> None:
        await wait_for(values, lambda shown: shown.file)
        change(guide / "guide.yaml", "title: Neck pain", "title: Stiff necks")
        changed = await wait_for(values, lambda shown: shown.version == 2)

        assert changed.file
        assert changed.is_draft
        assert "Stiff necks" in changed.file.texts[0]
        assert [future.cancelled() for future in files.held] == [True, False]

    follow(guide, runner, act, files)


def test_a_page_stays_when_the_checks_fail(guide: Path, runner: ThreadRunner) -> None:
    """The reason is shown above it."""

    async def act(preview: Preview, values: Values) -> None:
        shown = await wait_for(values, lambda shown: shown.error)

        assert shown.error == "The checks did not run. It took too long."
        assert shown.file
        assert not shown.is_checking

    follow(guide, runner, act, FailingRunner(runner, CheckView))


def test_pages_that_cannot_be_drawn_are_no_reason_to_wait(
    guide: Path, runner: ThreadRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that is opened shows the others, and why."""
    monkeypatch.setattr(tasks, "FIRST_PAGES", 1)

    async def act(preview: Preview, values: Values) -> None:
        shown = await preview.show(preview.usual)

        assert shown.error == "It took too long."
        assert shown.file
        assert shown.file.undrawn

    follow(guide, FailingRunner(runner, DrawRest), act, format="pdf")


def test_a_broken_guide_shows_its_problems_and_recovers(guide: Path, runner: ThreadRunner) -> None:
    """All problems are listed with their lines; the choice of handouts stays."""

    async def act(preview: Preview, values: Values) -> None:
        await wait_for(values, lambda shown: shown.file)
        file = guide / "guide.yaml"
        good = file.read_text(encoding="utf-8")
        file.write_text(good.replace("title:", "titel:"), encoding="utf-8")
        broken = await wait_for(values, lambda shown: any("titel" in str(each) for each in shown.problems))
        file.write_text(good[: len(good) // 2], encoding="utf-8")
        half = await wait_for(values, lambda shown: shown.version > broken.version)
        file.write_text(good, encoding="utf-8")
        repaired = await wait_for(values, lambda shown: shown.version > half.version and not shown.problems)

        assert broken.file is None
        assert broken.facts
        assert all(each.place.startswith(f"{guide}") for each in broken.problems)
        assert any(each.place.startswith(f"{file}:") for each in broken.problems)
        assert broken.announcement == f"{len(broken.problems)} problem{'s' * (len(broken.problems) > 1)}."
        assert half.problems
        assert repaired.file

    follow(guide, runner, act)


def test_a_folder_that_is_gone_is_an_error_until_it_is_back(guide: Path, runner: ThreadRunner) -> None:
    """The message says that it is not found."""

    async def act(preview: Preview, values: Values) -> None:
        await wait_for(values, lambda shown: shown.file)
        away = guide.rename(guide.with_name("away"))
        gone = await wait_for(values, lambda shown: shown.error and not shown.file)
        away.rename(guide)
        await wait_for(values, lambda shown: shown.file and not shown.error)

        assert gone.error == f"{guide}: not found"

    follow(guide, runner, act)


def test_an_unknown_handout_names_those_that_exist(guide: Path, runner: ThreadRunner) -> None:
    """The guide is checked nevertheless, so that its findings are shown."""

    async def act(preview: Preview, values: Values) -> None:
        shown = await wait_for(values, lambda shown: not shown.is_checking)

        assert "Unknown handout 'nowhere'" in shown.error
        assert shown.facts
        assert "complete" in shown.facts.handouts

    follow(guide, runner, act, handout="nowhere")


def test_nothing_is_made_while_nobody_looks(guide: Path, runner: ThreadRunner) -> None:
    """A view that was left shows the newest version when somebody looks again."""

    async def act(preview: Preview, values: Values) -> None:
        await wait_for(values, lambda shown: not shown.is_checking)
        await values.aclose()
        ran = len(runner.ran)
        change(guide / "guide.yaml", "title: Neck pain", "title: Stiff necks")
        await asyncio.sleep(1)
        assert len(runner.ran) == ran

        shown = await preview.show(preview.usual)
        while not (shown.file and "Stiff necks" in shown.file.texts[0]):  # a busy machine notices the change later
            await asyncio.sleep(0.1)
            shown = await preview.show(preview.usual)

    follow(guide, runner, act)


def test_views_are_limited(guide: Path, runner: ThreadRunner) -> None:
    """Views that nobody follows are dropped, and shown again when they are asked for."""

    async def act(preview: Preview, values: Values) -> None:
        await anext(values)
        for number in range(MOST_VIEWS + 3):
            await preview.show(View(handout=f"unknown-{number}", format="text"))
        assert len(preview._feeds) == MOST_VIEWS
        assert preview.usual in preview._feeds
        assert (await preview.show(View(handout="unknown-0", format="text"))).error

    follow(guide, runner, act)


def test_pages_of_a_sheet_are_drawn(guide: Path, runner: ThreadRunner) -> None:
    """A PDF is shown as pictures; findings are placed on its pages."""

    async def act(preview: Preview, values: Values) -> None:
        shown = await wait_for(values, lambda shown: not shown.is_checking)

        assert shown.file
        assert shown.file.kind == "pages"
        assert shown.file.page_count == len(shown.file.pictures) > 0
        assert all(each.data.startswith(b"\x89PNG") for each in shown.file.pictures)
        assert any(remark.spot for remark in shown.remarks or ())

    follow(guide, runner, act, format="pdf")
