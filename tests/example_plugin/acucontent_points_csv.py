"""The acupoints of a guide as a table for spreadsheets, in CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Literal

from acucontent import Artifact, Edition, Exporter, Options, hookimpl

COLUMNS = ("code", "pinyin", "characters", "kind", "region", "place", "used for")


class TableOptions(Options):
    """The options of the table."""

    separator: Literal["comma", "semicolon", "tab"] = "comma"
    """Separator between two cells."""


def export(edition: Edition, options: TableOptions) -> Artifact:
    """Write one line for each acupoint, in the order of the guide."""
    separator = {"comma": ",", "semicolon": ";", "tab": "\t"}[options.separator]
    text = io.StringIO()
    table = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for point in edition.guide.acupoints:
        names = (point.names.pinyin, point.names.zh_hans or "")
        table.writerow([point.code, *names, point.kind, point.region, point.place, "; ".join(point.used_for)])
    return Artifact(text.getvalue().encode("utf-8"))


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the exporter of the format points-csv."""
    yield Exporter(
        name="points-csv",
        title="Table of acupoints",
        suffix=".points.csv",
        media_type="text/csv",
        options=TableOptions,
        export=export,
        scope="guide",
    )
