"""The pages of a paged file are passed to the files of the same handout in formats without pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from acucontent import Artifact, BuildFailed, Edition, ExportFailed, Guide, Options, Registry, build
from acucontent.edition import PrintedPages, PrintedSource
from tests.build.conftest import MakeExporter
from tests.factories import make_guide, make_source

ISBN = "978-92-4-008178-9"


class Paper(Options):
    """The options of a paged format."""

    paper: Literal["letter", "a4"] = "letter"
    """The paper."""


def _paged(edition: Edition, options: Paper) -> Artifact:
    return Artifact(b"paged", {"safety": 1, "safety__1": 2}, 2)


def _broken(edition: Edition, options: Options) -> Artifact:
    raise ExportFailed("no ink")


@pytest.fixture
def received() -> list[PrintedPages | None]:
    """Return the pages that the format without pages received, file by file."""
    return []


@pytest.fixture
def registry(make_exporter: MakeExporter, received: list[PrintedPages | None]) -> Registry:
    """Return a registry with a format without pages, whose name comes first, and a paged format."""

    def flow(edition: Edition, options: Options) -> Artifact:
        received.append(edition.printed)
        return Artifact(b"flowing")

    paged: dict[str, Any] = {"media_type": "application/pdf", "options": Paper, "export": _paged}
    flowing = make_exporter("flow", export=flow)
    return Registry(exporters={"flow": flowing, "paged": make_exporter("paged", paged=True, **paged)})


def test_paged_formats_are_built_first(
    guide: Guide, registry: Registry, received: list[PrintedPages | None], tmp_path: Path
) -> None:
    """Each file without pages receives the pages of its own handout, in any order of the formats."""
    built = build(guide, registry, formats=["flow", "paged"], handouts=["all"], out=tmp_path)

    assert [each.format for each in built] == ["paged", "paged", "flow", "flow"]
    assert [(each.starts, each.pages) for each in received if each] == [((("safety", 1), ("safety__1", 2)), 2)] * 2
    assert [each.source.title for each in received if each] == [each.title for each in guide.handouts]


def test_no_pages_are_passed_without_a_paged_file(
    guide: Guide, registry: Registry, make_exporter: MakeExporter, received: list[PrintedPages | None], tmp_path: Path
) -> None:
    """No paged file was requested, it failed, or it has another handout."""
    broken = Registry(exporters={**registry.exporters, "paged": make_exporter("paged", paged=True, export=_broken)})

    build(guide, registry, formats=["flow"], out=tmp_path)
    with pytest.raises(BuildFailed, match="no ink"):
        build(guide, broken, out=tmp_path)

    assert received == [None, None]


@pytest.mark.parametrize(
    ("options", "source"),
    [
        ({}, make_source(format="paged", isbn="9789240081789")),
        ({"paper": "a4"}, make_source(format="paged", options=(("paper", "a4"),))),
    ],
    ids=["as sold", "on other paper"],
)
def test_source_is_the_isbn_or_a_name(
    options: dict[str, Any],
    source: PrintedSource,
    registry: Registry,
    received: list[PrintedPages | None],
    tmp_path: Path,
) -> None:
    """The ISBN stands for the PDF as it is sold and for no other."""
    build(make_guide(identifiers={"isbn_pdf": ISBN}), registry, options=options, out=tmp_path)

    assert [each.source for each in received if each] == [source]


def test_source_of_a_translation_names_its_language(
    registry: Registry, received: list[PrintedPages | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A translation has no ISBN of the original PDF."""
    monkeypatch.setattr(Guide, "languages", ("en-US", "en-simple"))

    build(make_guide(identifiers={"isbn_pdf": ISBN}), registry, language="en-simple", out=tmp_path)

    assert [each.source for each in received if each] == [make_source(format="paged", language="en-simple")]
