"""Every plugin is found through its entry point, and a broken plugin does not affect the others."""

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

BUILT_IN = ("epub", "fhir", "html", "json", "pdf", "text")

REASONS = {
    "asks": ("EOFError",),
    "companion_clash": ("the suffix '.pdf'", "'pdf' of acucontent"),
    "computed_default": ("option 'depth' has a default that is computed",),
    "describes_nothing": ("Mute",),
    "exits_at_import": ("os._exit(3)",),
    "interrupts": ("KeyboardInterrupt",),
    "no_guide": ("guide None", "its id is invalid"),
    "option_clash": ("the option 'paper'", "'pdf' of acucontent"),
    "raises_base_exception": ("Unusual: nobody catches me",),
    "reserved_options": ("'formats'", "'no_cache'", "'Width'", "'get_defaults'"),
    "translation_clash": ("the suffix '.es.pdf'", "'pdf' of acucontent"),
    "bad_check": ("'x1'", "code must be", "severity must be", "fix must be", "find must be"),
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
"""The parts of the message about each broken plugin."""

FIXES = {
    "companion_clash": "Uninstall one of the two",
    "option_clash": "Uninstall one of the two",
    "translation_clash": "Uninstall one of the two",
    "check_clash": "Uninstall one of the two",
    "guide_clash": "Uninstall one of the two",
    "missing_import": "reinstall",
    "misspelt_hook": "acucontent_exporters()",
    "name_clash": "Uninstall one of the two",
    "no_hook": "@acucontent.hookimpl",
    "suffix_clash": "Uninstall one of the two",
    "wrong_arguments": "without arguments",
}


def test_built_in_plugins_have_no_problems() -> None:
    """The formats, the guides and the checks use the same entry point as other plugins."""
    found = acucontent.discover()

    assert tuple(found) == BUILT_IN
    assert tuple(found.guides) == ("back-pain", "migraine")
    assert {check.family for check in found.checks.values()} >= {"F"}
    assert list(found.checks) == sorted(found.checks)
    assert [plugin.name for plugin in found.plugins] == sorted(["checks", "guides", *BUILT_IN])
    assert found.problems == ()


def test_each_registry_is_fresh(site: Path) -> None:
    """Each call finds the plugins that are installed at that time."""
    before = acucontent.discover()
    install_example(site)

    after = acucontent.discover()

    assert set(after) - set(before) == {"points-csv"}


def test_other_plugins_come_after_built_in_ones(site: Path) -> None:
    """A plugin is listed with its distribution and what it provides."""
    install_example(site)

    found = acucontent.discover()

    assert tuple(found) == (*BUILT_IN, "points-csv")
    plugin = found.plugins[-1]
    assert (plugin.name, plugin.distribution, plugin.version) == ("points", "acucontent-points-csv", "1.2.3")
    assert [exporter.name for exporter in plugin.exporters] == ["points-csv"]


def test_a_plugin_exports(site: Path, back_pain: acucontent.Guide) -> None:
    """The format of a plugin and its options work like built-in ones."""
    install_example(site)

    table = acucontent.export(back_pain, "points-csv", separator="tab").decode("utf-8")

    rows = list(csv.reader(io.StringIO(table), delimiter="\t"))
    assert rows[0][:3] == ["code", "pinyin", "characters"]
    assert [row[0] for row in rows[1:]] == [str(point.code) for point in back_pain.acupoints]
    assert "Wěizhōng" in {row[1] for row in rows}


def test_a_plugin_is_found_in_another_process(site: Path, tmp_path: Path) -> None:
    """The command has the format and its flag as soon as the package is installed."""
    install_example(site)
    command = [sys.executable, "-m", "acucontent", "build", "--format", "points-csv", "--separator", "semicolon"]

    environment = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=240)

    assert done.returncode == 0, done.stderr
    made = tmp_path / "build" / "back-pain" / "back-pain.points.csv"
    assert made.read_text(encoding="utf-8").startswith("code;pinyin;")


def test_the_example_follows_the_contract(site: Path, back_pain: acucontent.Guide) -> None:
    """The example for plugin authors passes the checks of exporters."""
    install_example(site)

    check_exporter(acucontent.discover()["points-csv"], back_pain)


def test_every_broken_plugin_is_tested() -> None:
    """The test cases cover every module of the folder."""
    assert sorted(path.stem for path in BROKEN.glob("*.py")) == sorted(REASONS)


@pytest.mark.parametrize("name", REASONS)
def test_a_broken_plugin_is_listed_with_its_reason(name: str, site: Path) -> None:
    """The problem has the name of the plugin, the reason and the fix."""
    install_broken(site, name)

    (problem,) = acucontent.discover().problems

    assert (problem.plugin, problem.distribution) == (name, f"broken-{name.replace('_', '-')}")
    assert [part for part in REASONS[name] if part not in problem.reason] == []
    assert FIXES.get(name, "uninstall") in problem.fix


def test_broken_plugins_do_not_affect_the_others(site: Path) -> None:
    """Built-in plugins and a valid plugin still work."""
    install_broken(site, *REASONS)
    install_example(site)

    found = acucontent.discover()

    assert tuple(found) == (*BUILT_IN, "points-csv", "quiet")
    assert len(found.problems) == len(REASONS)
    assert found["text"].title == "Plain text"


def test_only_the_clashing_format_is_skipped(site: Path) -> None:
    """The other formats of the plugin are available."""
    install_broken(site, "name_clash")

    found = acucontent.discover()

    assert [exporter.name for exporter in found.plugins[-1].exporters] == ["quiet"]


def test_only_the_clashing_check_is_skipped(site: Path) -> None:
    """The other checks of the plugin are available under their codes."""
    install_broken(site, "check_clash")

    found = acucontent.discover()

    assert [check.code for check in found.plugins[-1].checks] == ["XX101"]
    assert found.checks["XX101"].title == "The title is short"
    assert found.checks["F101"].title == "The review is overdue"


def test_entry_points_that_cannot_be_read_are_a_problem(site: Path) -> None:
    """A distribution with invalid metadata is reported, and the others are found."""
    install(site, "garbled", "1", {}, BROKEN)
    (site / "garbled-1.dist-info" / "entry_points.txt").write_text("[acucontent]\nno equals sign\n", encoding="utf-8")

    found = acucontent.discover()

    assert tuple(found) == BUILT_IN
    assert [problem.distribution for problem in found.problems] == ["garbled"]


def test_a_distribution_that_is_installed_twice_is_used_once(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of two copies on the path is used, as Python imports it."""
    install_example(site)
    install_example(tmp_path / "other")
    monkeypatch.syspath_prepend(tmp_path / "other")

    found = acucontent.discover()

    assert (found.problems, tuple(found)) == ((), (*BUILT_IN, "points-csv"))
