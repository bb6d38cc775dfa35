"""Ace by DAISY, the judge of the trade, finds nothing wrong with the access of our ebooks."""

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
"""What Ace says of each book."""


@pytest.fixture(scope="module")
def reports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """One run of Ace judges all books."""
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
    """No violation of any impact, in any page or in the package."""
    assert reports[name]["findings"] == []
    assert reports[name]["outcome"] == "pass"


@pytest.mark.slow
@pytest.mark.timeout(1000)
@pytest.mark.parametrize("name", BOOKS)
def test_ace_reads_what_is_claimed(name: str, reports: Reports) -> None:
    """Every property that the standard asks for is seen, and the conformance where somebody answers for it."""
    seen = set(reports[name]["metadata"])
    conformance = {"dcterms:conformsTo", "a11y:certifiedBy"}

    assert seen >= CLAIMS
    assert conformance <= seen if name in ("complete", "first_visit", "full") else not conformance & seen


def test_ace_finds_what_is_wrong(minimal: Book, tmp_path: Path) -> None:
    """The judge is awake: without its language, the package is found at fault."""
    path = tmp_path / "worse.epub"
    path.write_bytes(minimal.replace_bytes("content.opf", b' xml:lang="en-US"', b"").data)

    (report,) = json.loads(run_node("ace", "ace.mjs", path))

    assert [finding["rule"] for finding in report["findings"]] == ["epub-lang"]
