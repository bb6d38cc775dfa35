"""All public names exist, and they are sufficient to write a format."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import acucontent_html

PUBLIC = ("acucontent", "acucontent.document", "acucontent.markup", "acucontent.model")
MODULES = sorted(Path(acucontent_html.__file__).parent.glob("*.py"))
"""The modules of the web page format, the example for authors of plugins."""


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_exists(name: str) -> None:
    """Each public name can be imported, and the names are sorted."""
    module = import_module(name)

    assert list(module.__all__) == sorted(module.__all__)
    assert [each for each in module.__all__ if not hasattr(module, each)] == []


def _list_imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the module and the name of each import of a file; the name is empty for a whole module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def test_a_format_needs_only_public_names() -> None:
    """The web page format imports only public names of acucontent."""
    ours = [(module, name) for path in MODULES for module, name in _list_imports(path) if "acucontent" in module]
    core = [(module, name) for module, name in ours if not module.startswith("acucontent_html")]

    assert {module for module, _ in core} == {"acucontent", "acucontent.document", "acucontent.markup"}
    assert [(module, name) for module, name in core if name not in import_module(module).__all__] == []
