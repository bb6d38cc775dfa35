"""The public names of `acucontent`, which are imported when they are first used."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import acucontent


def test_public_names_are_sorted() -> None:
    """The order of `__all__` is alphabetical."""
    assert acucontent.__all__ == sorted(acucontent.__all__)


def test_every_public_name_exists() -> None:
    """Each public name can be imported, and `dir` shows it."""
    assert [name for name in acucontent.__all__ if not hasattr(acucontent, name)] == []
    assert set(acucontent.__all__) <= set(dir(acucontent))


def test_type_checkers_see_the_same_names() -> None:
    """The imports for type checkers match the names at run time."""
    source = Path(acucontent.__file__).read_text(encoding="utf-8")
    blocks = [node for node in ast.parse(source).body if isinstance(node, ast.If)]

    imports = [node for node in blocks[0].body if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: node.module for node in imports for alias in node.names}

    assert {*seen, "__version__"} == set(acucontent.__all__)
    for name, module in seen.items():
        assert getattr(importlib.import_module(str(module)), name) is getattr(acucontent, name)


def test_build_is_the_function() -> None:
    """The module of the same name does not replace it, in any order of imports."""
    code = "import acucontent.build, acucontent; from acucontent import build; print(build is acucontent.build, build)"

    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240
    ).stdout

    assert output.startswith("True <function build")


def test_importing_is_fast() -> None:
    """`import acucontent` imports no library."""
    code = "import sys, acucontent; print(*sys.modules)"

    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240
    ).stdout.split()

    assert {"pydantic", "yaml", "jinja2", "pluggy", "click"}.isdisjoint(modules)
    assert [name for name in modules if name.startswith("acucontent.")] == ["acucontent._version"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    """An unknown name fails as in any module."""
    assert not hasattr(acucontent, "lod")
