"""Every plugin is found through its entry point, and a broken one harms no other."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import acucontent
from acucontent.testing import check_exporter
from tests.registry.installing import BROKEN, install, install_broken, install_example

OURS = ("epub", "json", "pdf", "text")

REASONS = {
    "bad_check": ("'x1'", "code is", "severity is", "fix is", "find is"),
    "bad_exporter": ("'Word Document'", "its name", "its suffix '../docx'", "'word'", "'title'", "'out'", "'sizes'"),
    "check_clash": ("the check 'F101'", "'checks' of acucontent"),
    "guide_clash": ("the guide 'back-pain'", "'guides' of acucontent"),
    "leaves": ("SystemExit: no license",),
    "missing_import": ("ModuleNotFoundError", "'a_library_that_nobody_has'"),
    "misspelt_hook": ("unknown hook 'acucontent_exporter'",),
    "name_clash": ("the format 'text'", "'text' of acucontent"),
    "no_hook": ("no format, guide or check",),
    "raising_hook": ("RuntimeError: the license server did not answer",),
    "suffix_clash": ("the suffix '.json'", "'json' of acucontent"),
    "wrong_arguments": ("'settings'",),
    "yields_text": ("'docx'", "Exporter"),
}
"""What the reason of each broken plugin names."""

FIXES = {
    "check_clash": "Uninstall one of the two",
    "guide_clash": "Uninstall one of the two",
    "missing_import": "pip install --force-reinstall broken-missing-import",
    "misspelt_hook": "acucontent_exporters()",
    "name_clash": "Uninstall one of the two",
    "no_hook": "@acucontent.hookimpl",
    "suffix_clash": "Uninstall one of the two",
    "wrong_arguments": "without arguments",
}


def test_ours_are_found_without_a_problem() -> None:
    """The four formats, the guide and the checks come in through the door that strangers use."""
    found = acucontent.discover()

    assert tuple(found) == OURS
    assert tuple(found.guides) == ("back-pain",)
    assert {check.family for check in found.checks.values()} >= {"F"}
    assert list(found.checks) == sorted(found.checks)
    assert [plugin.name for plugin in found.plugins] == ["checks", "epub", "guides", "json", "pdf", "text"]
    assert found.problems == ()


def test_each_registry_is_fresh(site: Path) -> None:
    """Nothing is remembered from one call to the next."""
    before = acucontent.discover()
    install_example(site)

    after = acucontent.discover()

    assert set(after) - set(before) == {"points-csv"}


def test_a_stranger_comes_after_ours(site: Path) -> None:
    """A plugin is listed with what it gives and where it comes from, after ours."""
    install_example(site)

    found = acucontent.discover()

    assert tuple(found) == (*OURS, "points-csv")
    stranger = found.plugins[-1]
    assert (stranger.name, stranger.distribution, stranger.version) == ("points", "acucontent-points-csv", "1.2.3")
    assert [exporter.name for exporter in stranger.exporters] == ["points-csv"]


def test_a_stranger_exports(site: Path, back_pain: acucontent.Guide) -> None:
    """A stranger's format and its options are used like ours."""
    install_example(site)

    table = acucontent.export(back_pain, "points-csv", separator="tab").decode("utf-8")

    rows = list(csv.reader(io.StringIO(table), delimiter="\t"))
    assert rows[0][:3] == ["code", "pinyin", "characters"]
    assert [row[0] for row in rows[1:]] == [str(point.code) for point in back_pain.acupoints]
    assert "Wěizhōng" in {row[1] for row in rows}


def test_a_stranger_is_found_in_another_process(site: Path, tmp_path: Path) -> None:
    """The command has the format and its flag, with nothing but the package installed."""
    install_example(site)
    command = [sys.executable, "-m", "acucontent", "build", "--format", "points-csv", "--separator", "semicolon"]

    environment = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=240)

    assert done.returncode == 0, done.stderr
    made = tmp_path / "build" / "back-pain" / "back-pain.points.csv"
    assert made.read_text(encoding="utf-8").startswith("code;pinyin;")


def test_the_example_keeps_the_contract(site: Path, back_pain: acucontent.Guide) -> None:
    """The plugin that authors copy from is a good one."""
    install_example(site)

    check_exporter(acucontent.discover()["points-csv"], back_pain)


def test_every_broken_plugin_is_tried() -> None:
    """The cases below are all there are."""
    assert sorted(path.stem for path in BROKEN.glob("*.py")) == sorted(REASONS)


@pytest.mark.parametrize("name", REASONS)
def test_a_broken_plugin_is_listed_with_its_reason(name: str, site: Path) -> None:
    """A broken plugin becomes a problem that says which, why and what to do."""
    install_broken(site, name)

    (problem,) = acucontent.discover().problems

    assert (problem.plugin, problem.distribution) == (name, f"broken-{name.replace('_', '-')}")
    assert [part for part in REASONS[name] if part not in problem.reason] == []
    assert FIXES.get(name, "pip uninstall broken-") in problem.fix


def test_broken_plugins_leave_the_rest_working(site: Path) -> None:
    """All of them together harm neither ours nor a good stranger."""
    install_broken(site, *REASONS)
    install_example(site)

    found = acucontent.discover()

    assert tuple(found) == (*OURS, "points-csv", "quiet")
    assert len(found.problems) == len(REASONS)
    assert found["text"].title == "Plain text"


def test_a_broken_plugin_gives_what_does_not_clash(site: Path) -> None:
    """A clash costs the one format, not the plugin's others."""
    install_broken(site, "name_clash")

    found = acucontent.discover()

    assert [exporter.name for exporter in found.plugins[-1].exporters] == ["quiet"]


def test_a_stranger_checks(site: Path) -> None:
    """A stranger's check stands beside ours under its code; a clash costs the one check."""
    install_broken(site, "check_clash")

    found = acucontent.discover()

    assert [check.code for check in found.plugins[-1].checks] == ["XX101"]
    assert found.checks["XX101"].title == "The title is short"
    assert found.checks["F101"].title == "The review is overdue"


def test_entry_points_that_cannot_be_read_are_a_problem(site: Path) -> None:
    """A distribution with broken metadata is told of, and the rest is found."""
    install(site, "garbled", "1", {}, BROKEN)
    (site / "garbled-1.dist-info" / "entry_points.txt").write_text("[acucontent]\nno equals sign\n", encoding="utf-8")

    found = acucontent.discover()

    assert tuple(found) == OURS
    assert [problem.distribution for problem in found.problems] == ["garbled"]


def test_a_distribution_that_stands_twice_is_taken_once(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two copies on the path the first is meant, as Python imports it."""
    install_example(site)
    install_example(tmp_path / "other")
    monkeypatch.syspath_prepend(tmp_path / "other")

    found = acucontent.discover()

    assert (found.problems, tuple(found)) == ((), (*OURS, "points-csv"))
