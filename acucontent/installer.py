"""The commands that install and uninstall packages in the environment of this interpreter."""

from __future__ import annotations

import os
import shlex
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

_IS_WINDOWS = os.name == "nt"

_PIPX = "pipx_metadata.json"
"""The file by which pipx describes an environment."""
_UV_TOOL = "uv-receipt.toml"
"""The file by which `uv tool` describes an environment."""
_EXTERNALLY_MANAGED = "EXTERNALLY-MANAGED"
"""The file by which a system forbids pip to change its Python (PEP 668)."""


def format_install_command(requirement: str, *options: str) -> str:
    """Return the command that installs a requirement, such as `acucontent[pdf]`.

    Args:
        requirement: The requirement as pip writes it.
        *options: Options of `pip install`, such as `--upgrade`.
    """
    return _format_command(["install", *options, requirement])


def format_uninstall_command(distribution: str) -> str:
    """Return the command that uninstalls a distribution."""
    return _format_command(["uninstall", distribution])


def _format_command(arguments: list[str]) -> str:
    """Return a command of the installer that this environment was made with."""
    prefix, python = Path(sys.prefix), sys.executable or "python"
    if (prefix / _PIPX).is_file():
        return _join(["pipx", "runpip", prefix.name, *arguments])
    if (prefix / _UV_TOOL).is_file() or (_is_made_by_uv(prefix) and not _has_pip()):
        return _join(["uv", "pip", arguments[0], "--python", python, *_translate_for_uv(arguments[1:])])
    if _is_externally_managed():
        environment = Path(".venv", "bin", "python")
        return f"{_join([python, '-m', 'venv', '.venv'])} && {_join([str(environment), '-m', 'pip', *arguments])}"
    command = _join([python, "-m", "pip", *arguments])
    return command if _has_pip() else f"{_join([python, '-m', 'ensurepip'])} && {command}"


def _translate_for_uv(arguments: list[str]) -> list[str]:
    return ["--reinstall" if each == "--force-reinstall" else each for each in arguments]


def _has_pip() -> bool:
    return find_spec("pip") is not None


def _is_made_by_uv(prefix: Path) -> bool:
    """Return whether uv made a virtual environment, which then has no pip."""
    try:
        lines = (prefix / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.partition("=")[0].strip() == "uv" for line in lines)


def _is_externally_managed() -> bool:
    """Return whether this is the Python of a system that forbids pip to change it, as Debian's does."""
    return sys.prefix == sys.base_prefix and Path(sysconfig.get_path("stdlib"), _EXTERNALLY_MANAGED).is_file()


def _join(command: list[str]) -> str:
    """Return a command as a line for the usual shell of the system."""
    if not _IS_WINDOWS:
        return shlex.join(command)
    return " ".join(f'"{part}"' if set(part) & set(" []<>=&()^") else part for part in command)
