"""Run the validator of HAPI, the reference for FHIR. It is downloaded once from Maven Central and works offline."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.needs import make_download_folder, require_programs, skip_or_fail

TOOL = Path(__file__).parents[2] / "tools" / "hapi"


@dataclass(frozen=True)
class Message:
    """A message of the validator about a file."""

    severity: str
    """One of fatal, error, warning and information."""
    text: str
    """The place in the resource, and what is wrong."""

    @property
    def is_error(self) -> bool:
        """Whether the file is invalid."""
        return self.severity in {"fatal", "error"}


def validate_files(files: Mapping[str, bytes], work: Path) -> dict[str, list[Message]]:
    """Validate files in one run and return the messages by file name.

    Args:
        files: The files by name.
        work: A folder to write them to.
    """
    require_programs("java", "mvn")
    paths = {str(work / f"{number}.json"): name for number, name in enumerate(files)}
    for path, name in paths.items():
        Path(path).write_bytes(files[name])
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        str(_get_libraries() / "*"),
        str(TOOL / "Validate.java"),
        *paths,
    ]
    process = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    messages: dict[str, list[Message]] = {}
    for line in process.stdout.splitlines():
        path, severity, *rest = line.split("\t")
        found = messages.setdefault(paths[path], [])
        if severity != "validated":
            found.append(Message(severity, ": ".join(rest)))
    assert set(messages) == set(files), process.stderr[-2000:]
    return messages


def _get_libraries() -> Path:
    """Return the folder of the libraries, which are downloaded if it does not exist."""
    pom = TOOL / "pom.xml"
    libraries = make_download_folder() / f"hapi-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}"
    if not libraries.is_dir():
        fetched = Path(tempfile.mkdtemp(dir=libraries.parent, prefix=".hapi-"))
        _fetch(pom, fetched)
        try:
            fetched.rename(libraries)
        except OSError:  # another test run was faster
            shutil.rmtree(fetched)
    return libraries


def _fetch(pom: Path, into: Path) -> None:
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={into}"]
    process = subprocess.run(
        ["mvn", "-q", "-B", "-f", pom, *goal], capture_output=True, text=True, check=False, timeout=1200
    )
    if process.returncode:
        shutil.rmtree(into)
        skip_or_fail(f"HAPI cannot be fetched from Maven Central: {process.stdout.strip()[:300]}")
