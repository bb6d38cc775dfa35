"""Faults planted in a copy of the shipped guide are found, each by its code and at its line.

The faults are data, a table a family in `planted/`: the file, the words to find in it, the words to put in their place,
and the code that must tell of it. The line is that of `at`, or the first line of what was put there.
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
"""How many faults each family must find, at the least."""


class Fault(BaseModel):
    """One fault, and what must tell of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    file: str
    """The file of the guide."""
    find: str
    """What stands there, once."""
    replace: str
    """What is put in its place."""
    code: str
    at: str | None = None
    """What stands on the line of the finding, where it is not the first line of what was put there: the nearest before
    its end."""
    today: datetime.date = datetime.date(2026, 11, 21)
    """The day of the check."""

    def plant(self, folder: Path) -> int:
        """The line of the fault, which is written into the guide of a folder."""
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.find) == 1, f"{self.file} holds {text.count(self.find)} times: {self.find}"
        start = text.index(self.find)
        planted = text[:start] + self.replace + text[start + len(self.find) :]
        path.write_text(planted, encoding="utf-8")
        place = start if self.at is None else planted.rindex(self.at, 0, start + len(self.replace))
        return planted.count("\n", 0, place) + 1


FAULTS = {
    path.stem: [Fault.model_validate(one) for one in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for path in sorted(PLANTED.glob("*.yaml"))
}


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The checks that are installed."""
    return discover()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped guide's files."""
    with as_file(files("acucontent_guides") / "back_pain") as shipped:
        return Path(copytree(shipped, tmp_path / "guide"))


@pytest.mark.parametrize("fault", [pytest.param(one, id=one.id) for table in FAULTS.values() for one in table])
def test_a_planted_fault_is_found_at_its_line(fault: Fault, copied: Path, registry: Registry) -> None:
    """The fault is told by its code, in its file, on its line; before it was planted that code told of nothing."""
    line = fault.plant(copied)

    findings = examined(copied, registry, fault.today, fault.code).report.findings

    assert [(Path(one.file or "").name, one.line) for one in findings if one.code == fault.code] == [(fault.file, line)]


def test_the_untouched_guide_is_clean(copied: Path, registry: Registry) -> None:
    """The shipped guide has no error and no warning that it does not accept."""
    report = examined(copied, registry, Fault.model_fields["today"].default).report

    assert [(one.code, one.path, one.message) for one in report.open if one.severity != "note"] == []


@pytest.mark.parametrize("family", FAULTS)
def test_each_family_has_enough_faults(family: str) -> None:
    """Ten faults at the least, of different kinds, each under a name of its own."""
    faults = FAULTS[family]

    assert len(faults) >= FEWEST
    assert len({fault.code for fault in faults}) >= FEWEST // 2
    assert [name for name, times in Counter(one.id for one in faults).items() if times > 1] == []


def examined(folder: Path, registry: Registry, today: datetime.date, *codes: str) -> CheckRun:
    """What the checks of these codes, or all of them, find in the guide of a folder, its finished files left out."""
    return check_guide(folder, registry, today=today, select=codes, quick=True)
