"""Kill builds at random moments with SIGKILL, and check_folder the files that they leave.

    python tests/hard/kill_builds.py --kills 200 old.json new.json

Each build writes into a folder with the files of an older edition. After the kill, each file must be complete, old or
new, and there must be no partial or temporary file. A build after the last kill must make all files.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from acucontent import Artifact, Edition, Exporter, Options, Registry, build, discover, load
from acucontent.output_folder import MANIFEST

Files = Mapping[str, bytes]
LARGE = 20_000_000
"""The size of one more file, in bytes: it takes so long to write that many kills come in the middle of it."""


class PartialFile(AssertionError):
    """A killed build left a file that is neither the old nor the new one."""


def _make_large_export(edition: Edition, options: Options) -> Artifact:
    return Artifact((edition.guide.edition.encode() * LARGE)[:LARGE])


def list_formats(names: Sequence[str]) -> Registry:
    """Return installed list_formats, and two with large files."""
    installed = discover()
    large = [
        Exporter(
            name=name,
            title=name,
            suffix=f".{name}",
            media_type="text/plain",
            options=Options,
            export=_make_large_export,
        )
        for name in ("large", "larger")
    ]
    chosen = [*(installed.get_exporter(name) for name in names), *large]
    return Registry({exporter.name: exporter for exporter in chosen})


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the content of each file in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def check_folder(left: Files, old: Files, new: Files) -> str:
    """Return whether the files are all old, all new, or some of each.

    Raises:
        PartialFile: A file is missing, partial, or unexpected.
    """
    for name, data in left.items():
        if MANIFEST in name:  # it is written before each file, and lists old and new ones
            continue
        # A complete temporary file is valid: the build was killed just before renaming it.
        whole = (*new.values(),) if name.endswith(".part") else (old.get(name), new.get(name))
        if data not in whole:
            raise PartialFile(f"{name}: {len(data)} bytes, which is neither the old file nor the new one")
    missing = old.keys() - left.keys()
    if missing:
        raise PartialFile(f"missing: {', '.join(sorted(missing))}")
    names = old.keys() - {MANIFEST}
    replaced = sum(left[name] == new[name] for name in names)
    return "nothing new" if not replaced else "all new" if replaced == len(names) else "some new"


def kill_build(registry: Registry, guide: Path, folder: Path, moment: float) -> None:
    """Start a build in a process of its own, and kill it after some seconds."""
    child = os.fork()
    if child == 0:
        try:
            build(load(guide), registry, out=folder)
        finally:
            os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def kill_builds(registry: Registry, kills: int, seed: int, guides: tuple[Path, Path], folder: Path) -> dict[str, int]:
    """Kill builds of the second guide over the first, and count those that had made no, some, or all new files.

    Raises:
        PartialFile: A build left a partial file.
    """
    moments, found, (old_guide, new_guide) = random.Random(seed), Counter[str](), guides
    build(load(new_guide), registry, out=folder)
    started = time.monotonic()
    build(load(new_guide), registry, out=folder)
    usual = time.monotonic() - started
    new = read_folder(folder)
    build(load(old_guide), registry, out=folder)
    old = read_folder(folder)
    for _ in range(kills):
        kill_build(registry, new_guide, folder, moments.uniform(0, 1.2 * usual))
        found[check_folder(read_folder(folder), old, new)] += 1
        for path in folder.iterdir():
            path.unlink()
        for name, data in old.items():
            (folder / name).write_bytes(data)
    build(load(new_guide), registry, out=folder)
    check_folder(read_folder(folder), new, new)
    return dict(found)


def main() -> None:
    """Kill builds and print the counts."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument(
        "--format", dest="names", action="append", help="an installed format (default: json and text)"
    )
    arguments.add_argument("old", type=Path)
    arguments.add_argument("new", type=Path)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        registry = list_formats(chosen.names or ("json", "text"))
        found = kill_builds(registry, chosen.kills, chosen.seed, (chosen.old, chosen.new), Path(folder))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
