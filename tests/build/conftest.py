"""Formats that cost nothing, and a guide with two handouts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from acucontent import Artifact, Edition, Exporter, Guide, Options, Registry
from acucontent.output_folder import MANIFEST
from tests.factories import make_guide, make_handout


class Paper(Options):
    """The options of the format print."""

    paper: Literal["letter", "a4"] = "letter"
    """The paper."""


class Width(Options):
    """The options of the format words."""

    width: int = 72
    """The longest line."""


def _words(edition: Edition, options: Width) -> Artifact:
    return Artifact(f"{edition.handout.title}, {edition.region.code}, {options.width}".encode())


def _print(edition: Edition, options: Paper) -> Artifact:
    return Artifact(f"{edition.handout.title}, {options.paper}".encode(), page_count=2)


def _whole(edition: Edition, options: Options) -> Artifact:
    return Artifact(edition.guide.title.encode())


def list_outputs(folder: Path) -> list[str]:
    """Return the names of the files in an output folder but its manifest, sorted."""
    return sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)


MakeExporter = Callable[..., Exporter[Any]]


@pytest.fixture
def make_exporter() -> MakeExporter:
    """Makes a format: `make_exporter("words", export=…)`."""

    def make(name: str, **changes: Any) -> Exporter[Any]:
        usual: dict[str, Any] = {
            "title": name,
            "suffix": f".{name}",
            "media_type": "text/plain",
            "options": Options,
            "export": _whole,
        }
        return Exporter(name=name, **usual | changes)

    return make


@pytest.fixture
def registry(make_exporter: MakeExporter) -> Registry:
    """Three formats, one for each default: of the whole guide, of its first handout, of every handout."""
    exporters = (
        make_exporter("whole", scope="guide"),
        make_exporter("words", options=Width, export=_words),
        make_exporter("print", options=Paper, export=_print, scope="every handout"),
    )
    return Registry({exporter.name: exporter for exporter in exporters})


@pytest.fixture
def guide() -> Guide:
    """A guide with two handouts."""
    sheet = make_handout(id="sheet", title="One sheet", include=["costs"])
    return make_guide(handouts=[make_handout(), sheet])


@pytest.fixture
def both(guide: Guide, registry: Registry) -> tuple[Guide, Registry]:
    """The guide and the formats, for a test that only passes them on."""
    return guide, registry
