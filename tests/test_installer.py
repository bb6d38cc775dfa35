"""The advice on packages fits the interpreter and the installer that made its environment."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from acucontent import installer
from acucontent.installer import format_install_command, format_uninstall_command

PYTHON = "/opt/app/bin/python"
KINDS = {
    "pip": ({}, True, f"{PYTHON} -m pip install 'acucontent[pdf]'"),
    "pipx": ({"pipx_metadata.json": "{}"}, False, "pipx runpip acucontent install 'acucontent[pdf]'"),
    "uv tool": ({"uv-receipt.toml": ""}, False, f"uv pip install --python {PYTHON} 'acucontent[pdf]'"),
    "uv": ({"pyvenv.cfg": "home = /x\nuv = 0.5\n"}, False, f"uv pip install --python {PYTHON} 'acucontent[pdf]'"),
    "uv with pip": ({"pyvenv.cfg": "uv = 0.5\n"}, True, f"{PYTHON} -m pip install 'acucontent[pdf]'"),
    "no pip": (
        {"pyvenv.cfg": "home = /x\n"},
        False,
        f"{PYTHON} -m ensurepip && {PYTHON} -m pip install 'acucontent[pdf]'",
    ),
    "Debian": (
        {"EXTERNALLY-MANAGED": ""},
        True,
        f"{PYTHON} -m venv .venv && .venv/bin/python -m pip install 'acucontent[pdf]'",
    ),
}


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an environment, which the running interpreter seems to have."""
    folder = tmp_path / "acucontent"
    folder.mkdir()
    monkeypatch.setattr(sys, "prefix", str(folder))
    monkeypatch.setattr(sys, "executable", PYTHON)
    monkeypatch.setattr(installer, "_IS_WINDOWS", False)
    return folder


@pytest.mark.parametrize(("files", "has_pip", "command"), KINDS.values(), ids=KINDS)
def test_the_command_fits_the_environment(
    files: dict[str, str], has_pip: bool, command: str, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each kind of environment is recognized by the files of its installer."""
    for name, text in files.items():
        (environment / name).write_text(text, encoding="utf-8")
    is_system = "EXTERNALLY-MANAGED" in files
    monkeypatch.setattr(sys, "base_prefix", str(environment) if is_system else "/usr")
    monkeypatch.setattr(installer.sysconfig, "get_path", lambda name: str(environment))
    monkeypatch.setattr(installer, "_has_pip", lambda: has_pip)

    assert format_install_command("acucontent[pdf]") == command


def test_uv_has_its_own_name_for_an_option(environment: Path) -> None:
    """`uv pip` has --reinstall in place of --force-reinstall."""
    (environment / "uv-receipt.toml").touch()

    assert format_install_command("x", "--force-reinstall") == f"uv pip install --python {PYTHON} --reinstall x"
    assert format_uninstall_command("x") == f"uv pip uninstall --python {PYTHON} x"


def test_windows_has_double_quotes(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell of Windows does not know single quotes."""
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\Python\python.exe")
    monkeypatch.setattr(installer, "_has_pip", lambda: True)
    monkeypatch.setattr(installer, "_IS_WINDOWS", True)

    command = format_install_command("acucontent[pdf]")

    assert command == '"C:\\Program Files\\Python\\python.exe" -m pip install "acucontent[pdf]"'
