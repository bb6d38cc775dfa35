"""Faults planted in a copy of the shipped guide are found with the right code and line.

The faults are data, one file for each family in `planted/`: the file of the guide, the words to find in it, the words
that replace them, and the code that must be reported. The line is that of `at`, or the first line of the replacement.
"""

from __future__ import annotations

import datetime
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from acucontent.check_run import CheckRun, check_guide
from acucontent.registry import Registry, discover

PLANTED = Path(__file__).parent / "planted"
FEWEST = 10
"""The fewest faults that each family must have."""


class Fault(BaseModel):
    """One fault, and the code that must report it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    file: str
    """The file of the guide."""
    find: str
    """The words to find; they must occur exactly once."""
    replace: str
    """The words that replace them."""
    code: str
    at: str | None = None
    """Words on the line of the finding (default: the first line of the replacement); the last match before its end."""
    elsewhere: str | None = None
    """The file of the finding, if it is another file; `at` then occurs in it exactly once."""
    today: datetime.date = datetime.date(2026, 11, 28)
    """The date of the check."""

    def plant(self, folder: Path) -> int:
        """Write the fault into the guide in a folder and return its line."""
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.find) == 1, f"{self.file} contains this {text.count(self.find)} times: {self.find}"
        start = text.index(self.find)
        planted = text[:start] + self.replace + text[start + len(self.find) :]
        path.write_text(planted, encoding="utf-8")
        if self.elsewhere and self.at:
            before, _ = (folder / self.elsewhere).read_text(encoding="utf-8").split(self.at)
            return before.count("\n") + 1
        place = start if self.at is None else planted.rindex(self.at, 0, start + len(self.replace))
        return planted.count("\n", 0, place) + 1


FAULTS = {
    path.stem: [Fault.model_validate(one) for one in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for path in sorted(PLANTED.glob("*.yaml"))
}


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Return the registry with the installed checks."""
    return discover()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the files of the shipped guide."""
    with as_file(files("acucontent_guides") / "back_pain") as shipped:
        return Path(copytree(shipped, tmp_path / "guide"))


@pytest.mark.parametrize("fault", [pytest.param(one, id=one.id) for table in FAULTS.values() for one in table])
def test_a_planted_fault_is_found_at_its_line(fault: Fault, copied: Path, registry: Registry) -> None:
    """The fault is reported with its code, in its file and on its line, and nothing else has that code."""
    line = fault.plant(copied)

    findings = check_folder(copied, registry, fault.today, fault.code).report.findings

    places = [(Path(one.file or "").name, one.line) for one in findings if one.code == fault.code]
    assert places == [(fault.elsewhere or fault.file, line)]


def test_the_untouched_guide_is_clean(copied: Path, registry: Registry) -> None:
    """The shipped guide has no errors or warnings except those that it accepts."""
    report = check_folder(copied, registry, Fault.model_fields["today"].default).report

    assert [(one.code, one.path, one.message) for one in report.open_findings if one.severity != "note"] == []


@pytest.mark.parametrize("family", FAULTS)
def test_each_family_has_enough_faults(family: str) -> None:
    """Each family has at least ten faults of several kinds, each with a unique id."""
    faults = FAULTS[family]

    assert len(faults) >= FEWEST
    assert len({fault.code for fault in faults}) >= FEWEST // 2
    assert [name for name, times in Counter(one.id for one in faults).items() if times > 1] == []


def check_folder(folder: Path, registry: Registry, today: datetime.date, *codes: str) -> CheckRun:
    """Check the guide in a folder, without rendered files, with the checks of these codes or with all checks."""
    return check_guide(folder, registry, today=today, select=codes, quick=True)
