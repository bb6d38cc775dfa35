"""The contract of exporters, for the tests of plugins: `check_exporter(exporter, guide)`."""

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

from acucontent.edition import Edition
from acucontent.errors import describe_error
from acucontent.model.guide import Guide
from acucontent.quality.checks.safety.text_layer import describe_difference
from acucontent.quality.document_words import list_document_words
from acucontent.quality.subject import RenderedText
from acucontent.rendering.artifact_rules import find_artifact_problems
from acucontent.rendering.exporter import Artifact, Exporter, O, Options
from acucontent.rendering.read_back import list_added_texts, read_back

__all__ = ["check_exporter"]

Digests = Mapping[str, str]
"""The SHA-256 of the files of each handout, by the id of the handout."""

ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago", "LC_ALL": "C"},
)
"""The environment variables of two subprocesses. Their time zones are 25 hours apart, so that local dates differ."""

_NETWORK = ("socket.__new__", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SUBPROCESS_CODE = "from acucontent.testing import export_in_subprocess; export_in_subprocess()"
_TIMEOUT = 600
"""The time limit for a subprocess to export every handout, in seconds."""

_MIN_SECONDS = 1.1
"""The least time between the starts of two subprocesses, so that times in whole seconds differ."""


def check_exporter(exporter: Exporter[O], guide: Guide, *, options: O | None = None) -> None:
    """Check that an exporter keeps its contract, with each handout of a guide.

    In this process, each option must have a description, each handout must be exported as an artifact with bytes, its
    pages must belong to blocks of the document and be within the page count, a second export must have the same bytes,
    and nothing may be printed. If the exporter declares `read_back`, the file must be readable: there must be words
    and, in a paged format, one text for each page. If it declares `added_texts`, the words must be those of the
    document.

    In two subprocesses, which have different hash seeds, time zones and locales, have no SOURCE_DATE_EPOCH and start
    more than a second apart, the bytes must be the same as in this process, no files may be left in the current folder,
    and no sockets or host lookups may be used. The clock is not monitored: a time or a local date in the bytes is found
    as a difference, but a date in UTC is not.

    Args:
        exporter: The exporter. Its `export` function must be importable, as in a plugin.
        guide: The guide to export, such as `acucontent.load("back-pain")`.
        options: The options of the exporter (default: its default options).

    Raises:
        AssertionError: The exporter breaks the contract; the message describes how.
    """
    _check_descriptions(exporter.options)
    chosen = exporter.options() if options is None else options
    here = {}
    for edition in _list_editions(exporter, guide):
        artifact = _export_edition(exporter, edition, chosen)
        _check_artifact(exporter, edition, artifact)
        _check_text(exporter, edition, chosen, artifact)
        _require(
            artifact == _export_edition(exporter, edition, chosen),
            exporter,
            edition,
            "the second export has different bytes",
        )
        here[edition.handout.id] = _hash_artifact(artifact)
    _check_in_subprocesses(exporter, guide, chosen, here)


def _require(condition: bool, exporter: Exporter[Any], edition: Edition, problem: str) -> None:
    if not condition:
        raise AssertionError(f"exporter '{exporter.name}', handout '{edition.handout.id}': {problem}")


def _check_descriptions(options: type[Options]) -> None:
    for name, schema in options.describe_options().items():
        if not schema.get("description"):
            raise AssertionError(f"option '{name}' has no description. To fix it, add a docstring below the field.")


def _list_editions(exporter: Exporter[Any], guide: Guide) -> tuple[Edition, ...]:
    keys = guide.handouts.ids[:1] if exporter.scope == "guide" else guide.handouts.ids
    return tuple(Edition.of(guide, key) for key in keys)


def _export_edition(exporter: Exporter[O], edition: Edition, options: O) -> Artifact:
    printed = io.StringIO()
    with redirect_stdout(printed):
        artifact = exporter.export(edition, options)
    _require(
        not printed.getvalue(), exporter, edition, f"printed {printed.getvalue()[:80]!r}, but exporters must not print"
    )
    return artifact


def _check_artifact(exporter: Exporter[Any], edition: Edition, artifact: Artifact) -> None:
    problems = "; ".join(find_artifact_problems(exporter, edition, artifact))
    _require(not problems, exporter, edition, problems)
    state = "has" if artifact.pages else "has no"
    problem = f"the artifact {state} `pages`, but `paged` of the exporter is {exporter.paged}"
    _require(bool(artifact.pages) == exporter.paged, exporter, edition, problem)


def _check_text(exporter: Exporter[O], edition: Edition, options: O, artifact: Artifact) -> None:
    """Check that the file of an artifact can be read back, and that it has the words of its document if declared."""
    if exporter.read_back is None:
        return
    try:
        parts = read_back(exporter, artifact.data)
    except Exception as error:
        raise AssertionError(f"exporter '{exporter.name}': `read_back` failed: {describe_error(error)}") from error
    _require(any(parts), exporter, edition, "`read_back` found no words")
    pages = artifact.page_count or len(parts)
    _require(len(parts) == pages, exporter, edition, f"`read_back` found {len(parts)} pages, expected {pages}")
    added = list_added_texts(exporter, edition, options)
    text = RenderedText(edition, exporter.name, parts, added, artifact.pages)
    difference = describe_difference(text, list_document_words(exporter.get_document(edition)))
    _require(not difference, exporter, edition, difference)


def _hash_artifact(artifact: Artifact) -> str:
    """Return the SHA-256 of all files of an artifact."""
    digest = hashlib.sha256(artifact.data)
    for suffix, data in artifact.companions.items():
        digest.update(suffix.encode() + data)
    return digest.hexdigest()


def _check_in_subprocesses(exporter: Exporter[O], guide: Guide, options: O, here: Digests) -> None:
    """Export in two subprocesses, and compare the digests with those of this process."""
    try:
        task = pickle.dumps((exporter, guide, options))
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise AssertionError(f"exporter '{exporter.name}' cannot be imported in a subprocess: {error}") from error
    for environment in ENVIRONMENTS:
        started = time.monotonic()
        with TemporaryDirectory() as folder:
            digests, calls = _run_subprocess(task, {**os.environ, **environment}, Path(folder))
            left = sorted(path.name for path in (Path(folder) / "current").iterdir())
        time.sleep(max(0.0, started + _MIN_SECONDS - time.monotonic()))
        differing = sorted(key for key in here if here[key] != digests[key])
        problems = {
            "leaves files": left,
            "uses the network": calls,
            f"has different bytes with {environment}": differing,
        }
        for problem, values in problems.items():
            if values:
                raise AssertionError(f"exporter '{exporter.name}' {problem}: {', '.join(values)}")


def _run_subprocess(task: bytes, environment: dict[str, str], folder: Path) -> tuple[Digests, list[str]]:
    environment.pop("SOURCE_DATE_EPOCH", None)
    environment["PYTHONPATH"] = os.pathsep.join(part for part in sys.path if part)
    current, answer = folder / "current", folder / "answer"
    current.mkdir()
    command = [sys.executable, "-c", _SUBPROCESS_CODE, str(answer)]
    try:
        done = subprocess.run(
            command, input=task, cwd=current, env=environment, capture_output=True, check=False, timeout=_TIMEOUT
        )
    except subprocess.TimeoutExpired:
        raise AssertionError(f"the exporter took longer than {_TIMEOUT} seconds in a subprocess") from None
    if done.returncode:
        raise AssertionError(f"the exporter failed in a subprocess:\n{done.stderr.decode('utf-8', 'replace')}")
    digests, calls = pickle.loads(answer.read_bytes())
    return digests, calls


def export_in_subprocess() -> None:
    """Export in a subprocess: read the task from stdin, and write the digests and the network calls to a file."""
    calls: list[str] = []
    sys.addaudithook(lambda event, _: calls.append(event) if event in _NETWORK else None)
    exporter, guide, options = pickle.loads(sys.stdin.buffer.read())
    digests = {
        edition.handout.id: _hash_artifact(exporter.export(edition, options))
        for edition in _list_editions(exporter, guide)
    }
    Path(sys.argv[1]).write_bytes(pickle.dumps((digests, sorted(set(calls)))))
