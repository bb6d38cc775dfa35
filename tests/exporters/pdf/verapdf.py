"""Run veraPDF, the reference validator for PDF/A and PDF/UA.

It is downloaded once from Maven Central into the user's cache.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.downloads import install_tool

_LARGE = 1_000_000
"""The size of files, in bytes, from which a run is long."""
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


@dataclass(frozen=True)
class Verdict:
    """The result of one profile for a file. veraPDF checks each standard that a file claims."""

    profile: str
    compliant: bool
    rules: int
    """The number of rules of the profile that passed."""
    failures: tuple[str, ...]


def validate_files(files: Mapping[str, bytes], work: Path) -> dict[str, list[Verdict]]:
    """Validate files in one run of veraPDF and return the verdicts by file name.

    Args:
        files: The files by name.
        work: A folder to write them to.
    """
    for name, data in files.items():
        (work / f"{name}.pdf").write_bytes(data)
    paths = [str(work / f"{name}.pdf") for name in files]
    size = sum(map(len, files.values()))
    compiler = ["-XX:TieredStopAtLevel=1"] if size < _LARGE else []  # the better one needs longer to begin
    java = ["java", "-XX:+UseSerialGC", *compiler, "-cp", str(install_tool("verapdf") / "lib" / "*"), MAIN]
    command = [*java, "--format", "json", "--loglevel", "1", *paths]
    process = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    jobs = json.loads(process.stdout)["report"]["jobs"]
    return {Path(job["itemDetails"]["name"]).stem: list(_read_verdicts(job)) for job in jobs}


def _read_verdicts(job: Mapping[str, Any]) -> Iterator[Verdict]:
    if "validationResult" not in job:
        yield Verdict("none", compliant=False, rules=0, failures=(json.dumps(job),))
    for result in job.get("validationResult", ()):
        details = result["details"]
        failures = tuple(_format_failure(rule) for rule in details["ruleSummaries"] if rule["failedChecks"])
        profile = result["profileName"].removesuffix(" validation profile")
        yield Verdict(profile, result["compliant"], details["passedRules"], failures)


def _format_failure(rule: Mapping[str, Any]) -> str:
    first = rule["checks"][0]
    return f"{rule['clause']}-{rule['testNumber']}: {rule['description']} ({first['context']}: {rule['failedChecks']})"
