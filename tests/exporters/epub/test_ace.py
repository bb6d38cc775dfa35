"""Ace by DAISY, the standard accessibility checker for EPUB, finds no violations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exporters.epub.book import Book
from tests.npm import run_node

BOOKS = ("complete", "first_visit", "minimal", "full")
CLAIMS = {
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
}

Reports = dict[str, dict[str, Any]]
"""The report of Ace on each book."""


@pytest.fixture(scope="module")
def reports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Return the reports of one run of Ace on all books."""
    folder = tmp_path_factory.mktemp("ace")
    for name in BOOKS:
        made = request.getfixturevalue(name)
        assert isinstance(made, Book)
        (folder / f"{name}.epub").write_bytes(made.data)
    paths: list[Path] = [folder / f"{name}.epub" for name in BOOKS]
    return dict(zip(BOOKS, json.loads(run_node("ace", "ace.mjs", *paths)), strict=True))


@pytest.mark.slow
@pytest.mark.timeout(1000)
@pytest.mark.parametrize("name", BOOKS)
def test_ace_finds_nothing(name: str, reports: Reports) -> None:
    """Ace finds no violation of any impact, in any page or in the package."""
    assert reports[name]["findings"] == []
    assert reports[name]["outcome"] == "pass"


@pytest.mark.slow
@pytest.mark.timeout(1000)
@pytest.mark.parametrize("name", BOOKS)
def test_ace_reads_what_is_claimed(name: str, reports: Reports) -> None:
    """Ace reads every required property, and the conformance if there is an evaluation."""
    seen = set(reports[name]["metadata"])
    conformance = {"dcterms:conformsTo", "a11y:certifiedBy"}

    assert seen >= CLAIMS
    assert conformance <= seen if name in ("complete", "first_visit", "full") else not conformance & seen


@pytest.mark.timeout(1000)
def test_ace_finds_a_fault(minimal: Book, tmp_path: Path) -> None:
    """Ace can fail: it reports a package without a language."""
    path = tmp_path / "worse.epub"
    path.write_bytes(minimal.replace_bytes("content.opf", b' xml:lang="en-US"', b"").data)

    (report,) = json.loads(run_node("ace", "ace.mjs", path))

    assert [finding["rule"] for finding in report["findings"]] == ["epub-lang"]
