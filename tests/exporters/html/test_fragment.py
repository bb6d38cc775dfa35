"""A fragment is the body alone: it changes nothing in the page around it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import tinycss2

from acucontent import Edition, Guide, build
from acucontent.rendering.exporter import Artifact
from acucontent_html import EXPORTER, HtmlOptions, read_back
from tests.exporters.html.page import WebPage

LANDMARKS = {"html", "head", "body", "main", "header", "footer", "h1", "script", "style", "link"}


@pytest.fixture(scope="module")
def artifact(back_pain: Guide) -> Artifact:
    """Return the fragment of the guide for patients."""
    return EXPORTER.export(Edition.of(back_pain), HtmlOptions(fragment=True))


@pytest.fixture(scope="module")
def fragment(artifact: Artifact) -> WebPage:
    """Return the markup of the fragment."""
    return WebPage(artifact.data)


def test_a_fragment_is_one_article(fragment: WebPage) -> None:
    """It has no head, no landmark of a page, no script and no styles."""
    assert fragment.root.tag == "article"
    assert not {each.tag for each in fragment.root.iter()} & LANDMARKS
    assert fragment.headings[:2] == [2, 3]


def test_a_fragment_names_its_edition(fragment: WebPage, back_pain: Guide) -> None:
    """Attributes of the article identify the edition, and its language is that of the guide."""
    assert fragment.root.get("lang") == "en-US"
    assert fragment.root.get("data-guide") == "back-pain"
    assert fragment.root.get("data-edition") == back_pain.edition
    assert fragment.root.get("data-sha256") == back_pain.content_hash


def test_every_style_is_within_the_fragment(artifact: Artifact) -> None:
    """Each rule of the style sheet is nested in the class of the article, and there are no fonts."""
    style = artifact.companions[".css"].decode()
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)

    def list_selectors(rule: tinycss2.ast.Node) -> list[str]:
        if rule.type == "at-rule":
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            return [selector for each in inner for selector in list_selectors(each)]
        return [tinycss2.serialize(rule.prelude).strip()]

    assert {selector for rule in rules for selector in list_selectors(rule)} == {".acucontent"}
    assert "@font-face" not in style
    assert not re.search(r"\bbody\b|\bhtml\b", style)


def test_a_build_writes_styles_and_data_beside_a_fragment(back_pain: Guide, tmp_path: Path) -> None:
    """The structured data are those of the page."""
    build(back_pain, formats=["html"], handouts=["first-visit"], options={"fragment": True}, out=tmp_path)
    name = "back-pain-first-visit"

    assert {path.name for path in tmp_path.glob(f"{name}.*")} == {f"{name}.css", f"{name}.html", f"{name}.jsonld"}
    assert json.loads((tmp_path / f"{name}.jsonld").read_text(encoding="utf-8"))["@type"] == "MedicalWebPage"
    assert "Call" in read_back((tmp_path / f"{name}.html").read_bytes())[0]
