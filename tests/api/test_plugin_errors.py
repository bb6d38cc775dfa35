"""An error of a plugin is reported with the plugin's name, and is not called a defect in acucontent."""

from __future__ import annotations

import datetime
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from acucontent import AcucontentError, BuildFailed, PluginFailed, Registry, build, check_guide, discover, export
from acucontent.cli import program
from acucontent.errors import describe_error
from acucontent.rendering.exporter import Exporter
from tests.factories import make_guide
from tests.registry.installing import install

PLUGINS = Path(__file__).parent / "plugins"
NAME = "'failing' of other-package 1.0"
REFUSED = f"plugin {NAME}: There is no paper of that size. Choose another one."
FAILED = f"the plugin {NAME} failed: KeyError: 'colour'. Report this to the author of the plugin"


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """Return a registry with two installed plugins that fail."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    install(site, "other-package", "1.0", {"failing": "failing_plugin", "refusing": "refusing_hook"}, PLUGINS)
    yield discover()
    for name in ("failing_plugin", "refusing_hook"):
        sys.modules.pop(name, None)


def test_an_error_of_a_plugin_has_its_name(registry: Registry) -> None:
    """The plugin's own class and the plugin's name are kept, also from another process."""
    with pytest.raises(AcucontentError) as caught:
        export(make_guide(), "refusing", registry=registry)

    assert type(caught.value).__name__ == "NoPaper"
    assert describe_error(caught.value) == REFUSED
    assert describe_error(pickle.loads(pickle.dumps(caught.value))) == REFUSED


def test_an_unexpected_error_of_a_plugin_is_wrapped(registry: Registry) -> None:
    """Code that catches AcucontentError catches defects in plugins; the cause is kept."""
    with pytest.raises(PluginFailed) as caught:
        export(make_guide(), "failing", registry=registry)

    assert describe_error(caught.value) == FAILED
    assert isinstance(caught.value.__cause__, KeyError)


def test_a_build_reports_each_error_once(registry: Registry, tmp_path: Path) -> None:
    """The error of a build has a line for each file that failed."""
    with pytest.raises(BuildFailed) as caught:
        build(make_guide(), registry, formats=["refusing", "failing"], out=tmp_path / "out")

    lines = str(caught.value).splitlines()
    assert [line.partition(": ")[2] for line in lines] == [REFUSED, FAILED]


@pytest.mark.parametrize(("form", "status", "message"), [("refusing", 1, REFUSED), ("failing", 2, FAILED)])
def test_the_command_reports_the_plugin(
    form: str, status: int, message: str, registry: Registry, tmp_path: Path
) -> None:
    """One line names the plugin and the reason, and does not call it a defect in acucontent."""
    done = _run_build(registry, tmp_path, form)

    assert done.exit_code == status
    assert done.stderr.splitlines()[-1] == f"Error: back-pain.{form} failed: {message}"


def test_an_unexpected_error_of_ours_is_a_defect(registry: Registry, tmp_path: Path) -> None:
    """The same defect in an exporter of ours is called a defect in acucontent."""
    exporter: Exporter[Any] = replace(registry["failing"], plugin=None)

    done = _run_build(Registry({"failing": exporter}, registry.guides), tmp_path, "failing")

    assert done.exit_code == 2
    assert "KeyError: 'colour'\n  This is a bug in acucontent." in done.stderr


def _run_build(registry: Registry, folder: Path, form: str) -> Result:
    command = ["build", "--no-cache", "--format", form, "--out", str(folder / "out")]
    return CliRunner().invoke(program, command, obj=registry, prog_name="acucontent")


def test_a_check_that_refuses_is_reported_in_its_own_words(registry: Registry) -> None:
    """A check that raises the plugin's own error becomes a finding without the name of a Python class."""
    report = check_guide(make_guide(), registry, today=datetime.date(2030, 1, 1), select=["X101"]).report

    (failed,) = [each for each in report.open_findings if each.code == "Q101"]
    expected = f"The check X101 of the plugin {NAME} failed: Nothing can be checked on no paper."
    assert failed.message == expected


def test_a_hook_that_refuses_is_a_problem_of_its_plugin(registry: Registry) -> None:
    """The list of plugins shows the plugin's own message."""
    (problem,) = [each for each in registry.problems if each.plugin == "refusing"]

    assert problem.reason == "The license has expired. Renew it"
