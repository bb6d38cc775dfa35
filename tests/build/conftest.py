"""Fast formats, and a guide with two handouts."""

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
    """The paper size."""


class Width(Options):
    """The options of the format words."""

    width: int = 72
    """The maximum length of a line."""


def _render_words(edition: Edition, options: Width) -> Artifact:
    return Artifact(f"{edition.handout.title}, {edition.region.code}, {options.width}".encode())


def _render_print(edition: Edition, options: Paper) -> Artifact:
    return Artifact(f"{edition.handout.title}, {options.paper}".encode(), page_count=2)


def _render_title(edition: Edition, options: Options) -> Artifact:
    return Artifact(edition.guide.title.encode())


def list_outputs(folder: Path) -> list[str]:
    """Return the sorted names of the files in an output folder, without its manifest."""
    return sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)


MakeExporter = Callable[..., Exporter[Any]]


@pytest.fixture
def make_exporter() -> MakeExporter:
    """Return a function that makes a format: `make_exporter("words", export=…)`."""

    def make(name: str, **changes: Any) -> Exporter[Any]:
        usual: dict[str, Any] = {
            "title": name,
            "suffix": f".{name}",
            "media_type": "text/plain",
            "options": Options,
            "export": _render_title,
        }
        return Exporter(name=name, **usual | changes)

    return make


@pytest.fixture
def registry(make_exporter: MakeExporter) -> Registry:
    """Return a registry with a format for each scope: the whole guide, the first handout, every handout."""
    exporters = (
        make_exporter("whole", scope="guide"),
        make_exporter("words", options=Width, export=_render_words),
        make_exporter("print", options=Paper, export=_render_print, scope="every handout"),
    )
    return Registry({exporter.name: exporter for exporter in exporters})


@pytest.fixture
def guide() -> Guide:
    """Return a guide with two handouts."""
    sheet = make_handout(id="sheet", title="One sheet", include=["costs"])
    return make_guide(handouts=[make_handout(), sheet])


@pytest.fixture
def both(guide: Guide, registry: Registry) -> tuple[Guide, Registry]:
    """Return the guide and the formats, for a test that only passes them on."""
    return guide, registry
