"""The contract of an exporter, to be called from its own tests: `check_exporter(exporter, guide)`."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from acucontent.document.anchors import list_anchors
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import Artifact, Exporter, O, Options

Digests = Mapping[str, str]
"""The SHA-256 of each handout's bytes, by the handout's id."""

PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago", "LC_ALL": "C"},
)
"""Two surroundings, 25 hours apart, so that their local dates always differ."""

_NETWORK = ("socket.__new__", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_APART = "from acucontent.testing import export_apart; export_apart()"
_DEADLINE = 600
"""How many seconds another process may take to export every handout."""

_SECOND = 1.1


def check_exporter(exporter: Exporter[O], guide: Guide, *, options: O | None = None) -> None:
    """Hold an exporter to its contract, with each handout of a guide.

    In this process: each option is described; every handout gives an artifact that holds bytes; its pages are those
    of blocks of the document and lie within the page count; a second export gives the same bytes; nothing is printed.

    In two more processes, each with its own hash seed, time zone and locale, without SOURCE_DATE_EPOCH and more than
    a second apart: the bytes are the same as here; no file is left in the current folder; no socket is made and no
    host looked up. The clock itself is not watched: a time or a local date in the bytes shows as a difference, a
    date in UTC does not.

    Args:
        exporter: The exporter; its `export` must be importable, as a plugin's is.
        guide: A guide; `acucontent.load("back-pain")` is a good one.
        options: The options; their defaults unless told.

    Raises:
        AssertionError: the contract is broken; the message says how.
    """
    _check_described(exporter.options)
    chosen = exporter.options() if options is None else options
    here = {}
    for edition in _editions(exporter, guide):
        artifact = _exported(exporter, edition, chosen)
        _check_artifact(exporter, edition, artifact)
        _check(artifact == _exported(exporter, edition, chosen), exporter, edition, "gives other bytes the second time")
        here[edition.handout.id] = _digest(artifact)
    _check_apart(exporter, guide, chosen, here)


def _check(holds: bool, exporter: Exporter[Any], edition: Edition, otherwise: str) -> None:
    if not holds:
        raise AssertionError(f"exporter '{exporter.name}', handout '{edition.handout.id}': {otherwise}")


def _check_described(options: type[Options]) -> None:
    for name, schema in options.described().items():
        if not schema.get("description"):
            raise AssertionError(f"option '{name}' is not described: write a sentence under the field")


def _editions(exporter: Exporter[Any], guide: Guide) -> tuple[Edition, ...]:
    keys = guide.handouts.ids[:1] if exporter.scope == "guide" else guide.handouts.ids
    return tuple(Edition.of(guide, key) for key in keys)


def _exported(exporter: Exporter[O], edition: Edition, options: O) -> Artifact:
    printed = io.StringIO()
    with redirect_stdout(printed):
        artifact = exporter.export(edition, options)
    _check(not printed.getvalue(), exporter, edition, f"prints {printed.getvalue()[:80]!r}; only the command does")
    return artifact


def _check_artifact(exporter: Exporter[Any], edition: Edition, artifact: Artifact) -> None:
    _check(isinstance(artifact, Artifact), exporter, edition, f"gives a {type(artifact).__name__}, not an Artifact")
    _check(isinstance(artifact.data, bytes), exporter, edition, "its data are not bytes")
    _check(bool(artifact.data), exporter, edition, "its data are empty")
    if artifact.page_count is not None:
        _check(artifact.page_count > 0, exporter, edition, "has no pages")
    if artifact.pages:
        strangers = sorted(artifact.pages.keys() - {*edition.document.ids(), *list_anchors(edition.document)})
        _check(not strangers, exporter, edition, f"gives pages of blocks that the document has not: {strangers}")
        last = artifact.page_count or max(artifact.pages.values())
        outside = {block: page for block, page in artifact.pages.items() if not 1 <= page <= last}
        _check(not outside, exporter, edition, f"gives pages that are not between 1 and {last}: {outside}")
    told = "gives" if artifact.pages else "does not give"
    _check(
        bool(artifact.pages) == exporter.paged, exporter, edition, f"{told} pages, but its paged is {exporter.paged}"
    )


def _digest(artifact: Artifact) -> str:
    """The SHA-256 of all its files."""
    digest = hashlib.sha256(artifact.data)
    for suffix, data in artifact.companions.items():
        digest.update(suffix.encode() + data)
    return digest.hexdigest()


def _check_apart(exporter: Exporter[O], guide: Guide, options: O, here: Digests) -> None:
    """Export in each of the other processes, and compare."""
    try:
        task = pickle.dumps((exporter, guide, options))
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise AssertionError(f"exporter '{exporter.name}' cannot be found from another process: {error}") from error
    for place in PLACES:
        started = time.monotonic()
        with TemporaryDirectory() as folder:
            there, calls = _run_apart(task, {**os.environ, **place}, Path(folder))
            left = sorted(path.name for path in (Path(folder) / "current").iterdir())
        time.sleep(max(0.0, started + _SECOND - time.monotonic()))
        differing = sorted(key for key in here if here[key] != there[key])
        broken = {"leaves files": left, "uses the network": calls, f"gives other bytes with {place}": differing}
        for what, wrong in broken.items():
            if wrong:
                raise AssertionError(f"exporter '{exporter.name}' {what}: {', '.join(wrong)}")


def _run_apart(task: bytes, environment: dict[str, str], folder: Path) -> tuple[Digests, list[str]]:
    environment.pop("SOURCE_DATE_EPOCH", None)
    environment["PYTHONPATH"] = os.pathsep.join(part for part in sys.path if part)
    current, answer = folder / "current", folder / "answer"
    current.mkdir()
    command = [sys.executable, "-c", _APART, str(answer)]
    try:
        done = subprocess.run(
            command, input=task, cwd=current, env=environment, capture_output=True, check=False, timeout=_DEADLINE
        )
    except subprocess.TimeoutExpired:
        raise AssertionError(f"the exporter runs longer than {_DEADLINE} seconds in another process") from None
    if done.returncode:
        raise AssertionError(f"the exporter fails in another process:\n{done.stderr.decode('utf-8', 'replace')}")
    digests, calls = pickle.loads(answer.read_bytes())
    return digests, calls


def export_apart() -> None:
    """What the other processes do: read a task from stdin, export, and leave the digests and the calls seen."""
    calls: list[str] = []
    sys.addaudithook(lambda event, _: calls.append(event) if event in _NETWORK else None)
    exporter, guide, options = pickle.loads(sys.stdin.buffer.read())
    digests = {edition.handout.id: _digest(exporter.export(edition, options)) for edition in _editions(exporter, guide)}
    Path(sys.argv[1]).write_bytes(pickle.dumps((digests, sorted(set(calls)))))
