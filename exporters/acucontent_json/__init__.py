"""The JSON exporter: the complete guide as data, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.model.canonical import dump_canonical_json
from acucontent.rendering.exporter import Artifact, Exporter, Options


class JsonOptions(Options):
    """The options of the JSON format. There are none, so that equal guides give equal files."""


def export(edition: Edition, options: JsonOptions) -> Artifact:
    """Return the guide of an edition as canonical JSON. The handout and region of the edition have no effect."""
    return Artifact(dump_canonical_json(edition.guide).encode("utf-8"))


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the JSON exporter."""
    yield Exporter(
        name="json",
        title="JSON",
        suffix=".json",
        media_type="application/json",
        options=JsonOptions,
        export=export,
        scope="guide",
    )
