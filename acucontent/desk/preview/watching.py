"""Wait until files of a guide are saved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import awatch

from acucontent.desk.preview.guide_source import GuideSource

STEP = 15
"""How long no file may change before a change counts, in milliseconds: an editor saves in several steps."""
LONGEST = 200
"""How long a change can be held back by others, in milliseconds."""
PAUSE = 500
"""How often the files are compared although nothing was reported, in milliseconds: some file systems, such as those of
a network, report nothing, and a folder that was replaced reports nothing more."""
PAUSE_WITHOUT_FOLDER = 0.1
"""How often a folder that does not exist is looked for, in seconds."""


async def watch_changes(source: GuideSource, known: str) -> AsyncGenerator[None]:
    """Yield each time the files of a guide have other contents. A file that is saved unchanged is no change.

    A folder that is removed, renamed or replaced is a change, and is watched again when it is back.

    Args:
        source: The files.
        known: The digest of the contents that are known already.
    """
    async with aclosing(_wait_for_reports(source)) as reports:
        async for _ in reports:
            digest = await asyncio.to_thread(source.compute_digest)
            if digest != known:
                known = digest
                yield


async def _wait_for_reports(source: GuideSource) -> AsyncGenerator[None]:
    """Yield whenever it is time to compare the files, for ever."""
    while True:
        folders = _identify_folders(source)
        if None not in folders.values():
            with suppress(OSError, RuntimeError):  # a folder was removed, or the system has no more watches
                async with aclosing(_watch_folders(tuple(folders))) as events:
                    async for _ in events:
                        yield
                        if _identify_folders(source) != folders:
                            break
        await asyncio.sleep(PAUSE_WITHOUT_FOLDER)
        yield


def _watch_folders(folders: tuple[Path, ...]) -> AsyncGenerator[object]:
    """Return an iterator over changes, and over pauses without a change."""
    return awatch(
        *folders,
        watch_filter=None,
        step=STEP,
        debounce=LONGEST,
        rust_timeout=PAUSE,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )


def _identify_folders(source: GuideSource) -> dict[Path, tuple[int, int] | None]:
    """Return the device and number of each folder; None for one that does not exist."""
    return {folder: _identify(folder) for folder in source.folders}


def _identify(folder: Path) -> tuple[int, int] | None:
    try:
        stat = folder.stat()
    except OSError:
        return None
    return (stat.st_dev, stat.st_ino) if folder.is_dir() else None
