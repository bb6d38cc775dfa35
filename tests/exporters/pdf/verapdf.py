"""veraPDF, the reference for PDF/A and PDF/UA, fetched once from Maven Central and kept in the user's cache."""

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

from tests.needs import cannot_run, downloads, needs

POM = Path(__file__).parents[2] / "tools" / "verapdf" / "pom.xml"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of a file by one profile: of the standards that a file claims, each is checked."""

    profile: str
    compliant: bool
    rules: int
    """How many rules of the profile hold."""
    failures: tuple[str, ...]


def verdicts(files: Mapping[str, bytes], work: Path) -> dict[str, list[Verdict]]:
    """The verdicts on files by name; one run of veraPDF judges them all.

    Args:
        files: The files by name.
        work: A folder to write them to.
    """
    needs("java", "mvn")
    for name, data in files.items():
        (work / f"{name}.pdf").write_bytes(data)
    paths = [str(work / f"{name}.pdf") for name in files]
    quick = "-XX:TieredStopAtLevel=1"  # the run is short
    command = ["java", quick, "-cp", str(_libraries() / "*"), MAIN, "--format", "json", "--loglevel", "1", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    jobs = json.loads(done.stdout)["report"]["jobs"]
    return {Path(job["itemDetails"]["name"]).stem: list(_verdicts(job)) for job in jobs}


def _verdicts(job: Mapping[str, Any]) -> Iterator[Verdict]:
    if "validationResult" not in job:
        yield Verdict("none", compliant=False, rules=0, failures=(json.dumps(job),))
    for result in job.get("validationResult", ()):
        details = result["details"]
        failures = tuple(_failure(rule) for rule in details["ruleSummaries"] if rule["failedChecks"])
        profile = result["profileName"].removesuffix(" validation profile")
        yield Verdict(profile, result["compliant"], details["passedRules"], failures)


def _failure(rule: Mapping[str, Any]) -> str:
    first = rule["checks"][0]
    return f"{rule['clause']}-{rule['testNumber']}: {rule['description']} ({first['context']}: {rule['failedChecks']})"


def _libraries() -> Path:
    """The folder of the libraries, filled when it is not there."""
    libraries = downloads() / f"verapdf-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}"
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
    done = subprocess.run(
        ["mvn", "-q", "-B", "-f", POM, *goal], capture_output=True, text=True, check=False, timeout=1200
    )
    if done.returncode:
        shutil.rmtree(into)
        cannot_run(f"veraPDF cannot be fetched from Maven Central: {done.stdout.strip()[:300]}")
