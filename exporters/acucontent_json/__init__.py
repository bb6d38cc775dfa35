"""The JSON exporter: the complete guide as data, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from acucontent.edition import Edition
from acucontent.hooks import hookimpl
from acucontent.model.canonical import dump_canonical_json
from acucontent.rendering.exporter import Artifact, Exporter, Options, UnreadableText


class JsonOptions(Options):
    """The options of the JSON format. There are none, so that equal guides give equal files."""


def export(edition: Edition, options: JsonOptions) -> Artifact:
    """Return the guide of an edition as canonical JSON. The handout and region of the edition have no effect."""
    return Artifact(dump_canonical_json(edition.guide).encode("utf-8"))


def read_back(data: bytes) -> tuple[str, ...]:
    """Return the texts of each part of a guide, each on a line, in the order of the file.

    Raises:
        UnreadableText: The data are not JSON, or not a guide.
    """
    try:
        parts = json.loads(data)
        return tuple("\n".join(_walk_texts(part)) for part in parts.values())
    except (ValueError, AttributeError, RecursionError) as error:
        raise UnreadableText(f"The JSON is damaged: {error}") from error


def _walk_texts(value: object) -> Iterator[str]:
    """Yield every text of a value of JSON, without the names of fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _walk_texts(each)


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
        read_back=read_back,
        scope="guide",
    )
