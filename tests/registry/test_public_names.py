"""All public names exist, and they are sufficient to write a format."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from acucontent.edition import Edition
from acucontent.testing import check_exporter
from tests.factories import make_guide

EXAMPLE = Path(__file__).parents[1] / "example_html_plugin" / "acucontent_one_page.py"
PUBLIC = ("acucontent", "acucontent.document", "acucontent.markup", "acucontent.model")


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the example of an HTML format."""
    monkeypatch.syspath_prepend(EXAMPLE.parent)
    return import_module(EXAMPLE.stem)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_exists(name: str) -> None:
    """Each public name can be imported, and the names are sorted."""
    module = import_module(name)

    assert list(module.__all__) == sorted(module.__all__)
    assert [each for each in module.__all__ if not hasattr(module, each)] == []


def test_a_format_needs_only_public_names() -> None:
    """The example has fewer than 80 lines and imports only public names of acucontent."""
    text = EXAMPLE.read_text(encoding="utf-8")
    imported = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    ours = [node for node in imported if isinstance(node, ast.ImportFrom) and str(node.module).startswith("acucontent")]

    assert {node.module for node in ours} >= {"acucontent", "acucontent.document", "acucontent.markup"}
    for node in ours:
        assert {alias.name for alias in node.names} <= set(import_module(str(node.module)).__all__)
    assert not any(alias.name.startswith("acucontent") for node in imported if node not in ours for alias in node.names)
    assert len(text.splitlines()) < 80


def test_the_example_follows_the_contract_of_exporters(plugin: ModuleType) -> None:
    """Its bytes are the same everywhere, and its safety section is complete."""
    (exporter,) = plugin.acucontent_exporters()
    guide = make_guide()

    check_exporter(exporter, guide)

    page = exporter.export(Edition.of(guide), exporter.options()).data.decode()
    body = ElementTree.fromstring(page[page.index("<body>") : page.index("</html>")])
    assert {"safety.emergency", "safety.urgent", "safety.avoid"} <= {each.get("id") for each in body.iter("section")}
    assert "<p>Warnings: 3</p>" in page
