"""The finished files of a guide: made in memory by the exporters, and read again for their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from acucontent.edition import Edition
from acucontent.errors import describe_error
from acucontent.exporter import Exporter
from acucontent.quality.extraction import readable, words
from acucontent.quality.subject import Finished


@dataclass(frozen=True)
class Unfinished:
    """A file that could not be made, or not be read again, and why."""

    edition: Edition
    format: str
    reason: str


def finished(
    editions: Iterable[Edition],
    exporters: Iterable[Exporter[Any]],
    on_progress: Callable[[str, str], None] | None = None,
) -> Iterator[Finished | Unfinished]:
    """The words of each edition in each format that has words to read, or why there are none.

    Args:
        editions: The editions.
        exporters: The formats.
        on_progress: Called before each file is made, with its handout and format.
    """
    chosen = [each for each in exporters if each.by_default != "guide" and readable(each.media_type)]
    for edition in editions:
        for exporter in chosen:
            if on_progress:
                on_progress(edition.handout.id, exporter.name)
            yield _looked_into(edition, exporter)


def _looked_into(edition: Edition, exporter: Exporter[Any]) -> Finished | Unfinished:
    try:
        data = exporter.render(edition, exporter.options_from({})).data
        return Finished(edition, exporter.name, words(data, exporter.media_type))
    except Exception as error:  # an exporter may fail in any way, and the others are looked into all the same
        return Unfinished(edition, exporter.name, describe_error(error))
