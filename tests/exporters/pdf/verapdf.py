"""Run veraPDF, the reference validator for PDF/A and PDF/UA.

It is downloaded once from Maven Central into the user's cache.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.needs import make_download_folder, require_programs, skip_or_fail

POM = Path(__file__).parents[2] / "tools" / "verapdf" / "pom.xml"
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
    require_programs("java", "mvn")
    for name, data in files.items():
        (work / f"{name}.pdf").write_bytes(data)
    paths = [str(work / f"{name}.pdf") for name in files]
    quick = "-XX:TieredStopAtLevel=1"  # the run is short
    command = ["java", quick, "-cp", str(_get_libraries() / "*"), MAIN, "--format", "json", "--loglevel", "1", *paths]
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


def _get_libraries() -> Path:
    """Return the folder of the libraries, which are downloaded if it does not exist."""
    libraries = make_download_folder() / f"verapdf-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}"
    if not libraries.is_dir():
        fetched = Path(tempfile.mkdtemp(dir=libraries.parent, prefix=".verapdf-"))
        _fetch(fetched)
        try:
            fetched.rename(libraries)
        except OSError:  # another test run was faster
            shutil.rmtree(fetched)
    return libraries


def _fetch(into: Path) -> None:
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={into}"]
    process = subprocess.run(
        ["mvn", "-q", "-B", "-f", POM, *goal], capture_output=True, text=True, check=False, timeout=1200
    )
    if process.returncode:
        shutil.rmtree(into)
        skip_or_fail(f"veraPDF cannot be fetched from Maven Central: {process.stdout.strip()[:300]}")
