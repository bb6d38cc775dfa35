"""Run the validator of HAPI, the reference for FHIR. It is downloaded once from Maven Central and works offline."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.downloads import TOOLS, install_tool


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
    paths = {str(work / f"{number}.json"): name for number, name in enumerate(files)}
    for path, name in paths.items():
        Path(path).write_bytes(files[name])
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        str(install_tool("hapi") / "lib" / "*"),
        str(TOOLS / "hapi" / "Validate.java"),
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
