"""The public face: what `acucontent` offers, and that it costs nothing until it is used."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import acucontent


def test_the_face_is_sorted() -> None:
    """Names are found where one looks for them."""
    assert acucontent.__all__ == sorted(acucontent.__all__)


def test_every_name_is_there() -> None:
    """Each public name can be had, and `dir` shows it."""
    assert [name for name in acucontent.__all__ if not hasattr(acucontent, name)] == []
    assert set(acucontent.__all__) <= set(dir(acucontent))


def test_type_checkers_see_the_same_names() -> None:
    """What is imported for type checkers is what is there at run time."""
    source = Path(acucontent.__file__).read_text(encoding="utf-8")
    blocks = [node for node in ast.parse(source).body if isinstance(node, ast.If)]

    imports = [node for node in blocks[0].body if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: node.module for node in imports for alias in node.names}

    assert {*seen, "__version__"} == set(acucontent.__all__)
    for name, module in seen.items():
        assert getattr(importlib.import_module(str(module)), name) is getattr(acucontent, name)


def test_build_is_the_function() -> None:
    """The module of the same name does not come into its place, whichever is imported first."""
    code = "import acucontent.build, acucontent; from acucontent import build; print(build is acucontent.build, build)"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240).stdout

    assert said.startswith("True <function build")


def test_importing_costs_nothing() -> None:
    """`import acucontent` brings no library."""
    code = "import sys, acucontent; print(*sys.modules)"

    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240
    ).stdout.split()

    assert {"pydantic", "yaml", "jinja2", "pluggy", "click"}.isdisjoint(modules)
    assert [name for name in modules if name.startswith("acucontent.")] == ["acucontent._version"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name fails as on any module."""
    assert not hasattr(acucontent, "lod")
