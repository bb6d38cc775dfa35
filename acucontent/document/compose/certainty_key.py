"""The section that explains the words for certainty and frequency, for formats that have room for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from acucontent.document.blocks import Block, CertaintyWord, Paragraph, Section, Table
from acucontent.document.compose.writer import Writer
from acucontent.document.traversal import walk_inlines
from acucontent.model.evidence import CertaintyLevel
from acucontent.model.ranges import Frequency

_ID = "key_to_words"


def compose_certainty_key(writer: Writer, blocks: Iterable[Block]) -> Section | None:
    """Compose the key, or return None if the blocks have no words for certainty."""
    if not any(isinstance(inline, CertaintyWord) for inline in walk_inlines(blocks)):
        return None
    levels = [level for level in get_args(CertaintyLevel) if level != "low or very low"]
    bands = [band for band in get_args(Frequency) if band != "not known"]
    sure = Paragraph(writer.write_label("certainty_intro")), _explain(writer, "certainty", levels)
    return writer.make_section(
        _ID,
        "key_to_words",
        writer.make_section(f"{_ID}.sure", "how_sure", sure),
        writer.make_section(f"{_ID}.often", "how_often", _explain(writer, "frequency", bands)),
        role="certainty_key",
    )


def _explain(writer: Writer, kind: str, names: list[str]) -> Table:
    """Compose a table of words and their meanings."""
    rows = tuple((writer.write_label(f"{kind}.{name}"), writer.write_label(f"{kind}_means.{name}")) for name in names)
    caption, columns = writer.write_label(f"{kind}_table"), writer.make_columns("word", "what_it_says")
    return Table(f"{_ID}.{kind}_table", caption, columns, rows)
