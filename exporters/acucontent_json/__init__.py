"""The JSON format: the whole guide as data, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.model.canonical import dump_canonical_json
from acucontent.rendering.exporter import Artifact, Exporter, Options


class JsonOptions(Options):
    """JSON has one form only, so that equal guides are equal files."""


def export(edition: Edition, options: JsonOptions) -> Artifact:
    """The guide as canonical JSON; the edition's handout and region are choices among it and change nothing."""
    return Artifact(dump_canonical_json(edition.guide).encode("utf-8"))


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """The JSON format."""
    yield Exporter(
        name="json",
        title="JSON",
        suffix=".json",
        media_type="application/json",
        options=JsonOptions,
        export=export,
        scope="guide",
    )
