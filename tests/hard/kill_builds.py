"""Kills builds at random moments with a signal that nothing can catch, and looks at what they leave.

    python tests/hard/kill_builds.py --kills 200 old.json new.json

Each build goes into a folder that holds the files of an older edition. After the kill, each file must be the old one
or the new one, whole, and nothing half-written may stand beside them. A build after the last kill must make them all.
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


class HalfFile(AssertionError):
    """A killed build left something that is neither the old file nor the new one."""


def _large(edition: Edition, options: Options) -> Artifact:
    return Artifact((edition.guide.edition.encode() * LARGE)[:LARGE])


def formats(names: Sequence[str]) -> Registry:
    """Installed formats, and two whose files are large."""
    installed = discover()
    large = [
        Exporter(name=name, title=name, suffix=f".{name}", media_type="text/plain", options=Options, export=_large)
        for name in ("large", "larger")
    ]
    chosen = [*(installed.get_exporter(name) for name in names), *large]
    return Registry({exporter.name: exporter for exporter in chosen})


def contents(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def check(left: Files, old: Files, new: Files) -> str:
    """Whether what is left is all old, all new or some of each.

    Raises:
        HalfFile: a file is missing, half, or too many.
    """
    for name, data in left.items():
        if MANIFEST in name:  # it is written before each file, and lists old and new ones
            continue
        # A whole file that was killed just before it took its place is no half file.
        whole = (*new.values(),) if name.endswith(".part") else (old.get(name), new.get(name))
        if data not in whole:
            raise HalfFile(f"{name}: {len(data)} bytes, which is neither the old file nor the new one")
    missing = old.keys() - left.keys()
    if missing:
        raise HalfFile(f"missing: {', '.join(sorted(missing))}")
    names = old.keys() - {MANIFEST}
    replaced = sum(left[name] == new[name] for name in names)
    return "nothing new" if not replaced else "all new" if replaced == len(names) else "some new"


def kill_one(registry: Registry, guide: Path, folder: Path, moment: float) -> None:
    """Start a build in a process of its own and kill it after so many seconds."""
    child = os.fork()
    if child == 0:
        try:
            build(load(guide), registry, out=folder)
        finally:
            os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def run(registry: Registry, kills: int, seed: int, guides: tuple[Path, Path], folder: Path) -> dict[str, int]:
    """Kill so many builds of the second guide over the first; gives how many had made nothing new, some, or all.

    Raises:
        HalfFile: one left a half file.
    """
    moments, found, (old_guide, new_guide) = random.Random(seed), Counter[str](), guides
    build(load(new_guide), registry, out=folder)
    started = time.monotonic()
    build(load(new_guide), registry, out=folder)
    usual = time.monotonic() - started
    new = contents(folder)
    build(load(old_guide), registry, out=folder)
    old = contents(folder)
    for _ in range(kills):
        kill_one(registry, new_guide, folder, moments.uniform(0, 1.2 * usual))
        found[check(contents(folder), old, new)] += 1
        for path in folder.iterdir():
            path.unlink()
        for name, data in old.items():
            (folder / name).write_bytes(data)
    build(load(new_guide), registry, out=folder)
    check(contents(folder), new, new)
    return dict(found)


def main() -> None:
    """Kill, and tell what was found."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument(
        "--format", dest="names", action="append", help="an installed format; json and text unless told"
    )
    arguments.add_argument("old", type=Path)
    arguments.add_argument("new", type=Path)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        registry = formats(chosen.names or ("json", "text"))
        found = run(registry, chosen.kills, chosen.seed, (chosen.old, chosen.new), Path(folder))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
