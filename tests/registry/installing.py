"""Install plugins as pip does: a module, and a dist-info folder with its entry points."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

TESTS = Path(__file__).parents[1]
BROKEN = TESTS / "broken_plugins"
EXAMPLE = TESTS / "example_plugin"
KNEE_PACK = TESTS / "knee_pack"


def install_example(site: Path, folder: Path = EXAMPLE) -> None:
    """Install an example of a plugin into a folder of packages, as its pyproject.toml says."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["acucontent"]
    install(site, project["name"], project["version"], points, folder)


def install_broken(site: Path, *names: str) -> None:
    """Install broken plugins by name."""
    for name in names:
        install(site, f"broken-{name.replace('_', '-')}", "0.1", {name: name}, BROKEN)


def install(site: Path, name: str, version: str, points: Mapping[str, str], modules: Path) -> None:
    """Install a distribution whose entry points are modules or packages of a folder."""
    folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir(parents=True)
    lines = "\n".join(f"{point} = {module}" for point, module in points.items())
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text(f"[acucontent]\n{lines}\n", encoding="utf-8")
    for module in points.values():
        if (modules / module).is_dir():
            shutil.copytree(modules / module, site / module)
        else:
            shutil.copy(modules / f"{module}.py", site)
