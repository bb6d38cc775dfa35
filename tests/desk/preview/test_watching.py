"""Changes of files are noticed, however an editor saves them, and nothing else is a change."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from acucontent.desk.preview.guide_source import GuideSource
from acucontent.desk.preview.watching import watch_changes
from tests.desk.preview.conftest import SECONDS

SETTLED = 0.3
"""How long a watcher may take to begin, in seconds."""


def follow_changes(source: GuideSource, steps: list[Callable[[], object]]) -> int:
    """Take each step after the change before it was noticed, and return the number of changes that were noticed."""

    async def follow() -> int:
        async with aclosing(watch_changes(source, source.compute_digest())) as changes:
            for step in steps:
                await notice(changes, step)
        return len(steps)

    async def notice(changes: AsyncGenerator[None], step: Callable[[], object]) -> None:
        change = asyncio.ensure_future(anext(changes))
        while (await asyncio.wait({change}, timeout=SETTLED))[0]:  # the step before, which was seen half done
            await change
            change = asyncio.ensure_future(anext(changes))
        await asyncio.to_thread(step)
        await change

    return asyncio.run(asyncio.wait_for(follow(), SECONDS))


def replace_file(file: Path, text: str) -> None:
    """Save a file as editors do: write another file, and rename it."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def test_each_way_to_save_a_file_is_noticed(guide: Path) -> None:
    """A file can be written, replaced, deleted and made again."""
    file = guide / "guide.yaml"

    assert follow_changes(
        GuideSource(guide),
        [
            lambda: file.write_text("title: One\n", encoding="utf-8"),
            lambda: replace_file(file, "title: Two\n"),
            file.unlink,
            lambda: file.write_text("title: Three\n", encoding="utf-8"),
            lambda: (guide / "terms.yaml").write_text("a: b\n", encoding="utf-8"),
        ],
    )


def test_a_folder_can_go_and_come_back(guide: Path) -> None:
    """It can be renamed, removed and replaced by another one, whose files are watched again."""
    away, other = guide.with_name("away"), guide.with_name("other")
    shutil.copytree(guide, other)
    (other / "guide.yaml").write_text("title: Other\n", encoding="utf-8")

    def exchange() -> None:
        shutil.rmtree(guide)
        other.rename(guide)

    assert follow_changes(
        GuideSource(guide),
        [
            lambda: guide.rename(away),
            lambda: away.rename(guide),
            exchange,
            lambda: (guide / "guide.yaml").write_text("title: Again\n", encoding="utf-8"),
        ],
    )


def test_a_guide_in_one_file_and_an_overlay_are_watched(tmp_path: Path) -> None:
    """So is the logo of the overlay, and a file that did not exist at first."""
    (tmp_path / "clinic").mkdir()
    file, overlay, logo = tmp_path / "guide.json", tmp_path / "clinic" / "clinic.yaml", tmp_path / "clinic" / "logo.png"

    assert follow_changes(
        GuideSource(file, overlay),
        [
            lambda: file.write_text("{}", encoding="utf-8"),
            lambda: overlay.write_text("name: Example\nlogo: logo.png\n", encoding="utf-8"),
            lambda: logo.write_bytes(b"not a picture"),
        ],
    )


@pytest.mark.parametrize("name", ["guide.yaml", ".guide.yaml.swp", "guide.yaml~", "notes.txt"])
def test_what_is_no_change_is_not_reported(guide: Path, name: str) -> None:
    """Files of editors, other files, and a file that is saved with the same content change nothing."""

    async def watch() -> None:
        file = guide / name
        source = GuideSource(guide)
        async with aclosing(watch_changes(source, source.compute_digest())) as changes:
            change = asyncio.ensure_future(anext(changes))
            await asyncio.sleep(SETTLED)
            file.write_bytes(file.read_bytes() if file.exists() else b"something")
            await asyncio.wait({change}, timeout=1)
            assert not change.done()
            change.cancel()
            await asyncio.wait({change}, timeout=SECONDS)

    asyncio.run(asyncio.wait_for(watch(), SECONDS))
