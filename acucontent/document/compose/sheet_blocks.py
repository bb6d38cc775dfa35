"""The headed blocks of a sheet: the records that a handout includes, each in its short form.

Records of one list that follow each other in `include` are one block, so that a sheet can list a part of them. The id
of the block is the path of the list or, if an earlier block has records of the same list, the path of its first record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from acucontent.document.blocks import (
    Block,
    BlockId,
    Blocks,
    Inlines,
    ListBlock,
    Marker,
    Paragraph,
    Section,
    SectionRole,
    Table,
)
from acucontent.document.compose.care import format_price, name_price
from acucontent.document.compose.figures import draw_point_map
from acucontent.document.compose.pictures import draw_course_strip
from acucontent.document.compose.points import write_place, write_point_title
from acucontent.document.compose.short_forms import write_pictured, write_short
from acucontent.document.compose.writer import Writer, format_range, make_boxes, make_words
from acucontent.model.base import Record
from acucontent.model.costs import Price
from acucontent.model.handouts import Handout
from acucontent.model.paths import find_value
from acucontent.model.plain_text import flatten
from acucontent.model.risks import Precaution, Urgency

URGENT_IDS: tuple[Urgency, ...] = ("emergency", "urgent", "soon")
"""The ids of items of aftercare that list warning signs. A sheet has them in its one list of signs."""


@dataclass(frozen=True)
class _Listing:
    """How a sheet shows a list of records."""

    label: str
    """The name of the label that is its heading."""
    marker: Marker = "bullet"
    role: SectionRole = "section"


LISTINGS = {
    "sessions.prepare": _Listing("prepare", "check"),
    "sessions.tell": _Listing("tell", "check"),
    "sessions.steps": _Listing("steps", "number", "steps"),
    "sessions.sensations": _Listing("sensations"),
    "sessions.aftercare": _Listing("aftercare"),
    "sessions.progress.signs": _Listing("signs_title"),
    "sessions.progress.stop": _Listing("stop_title"),
    "risks.effects": _Listing("effects"),
    "risks.needle_safety": _Listing("needle_safety"),
    "practitioners.steps": _Listing("choose", "number"),
    "practitioners.questions": _Listing("ask", "check"),
    "practitioners.warning_signs": _Listing("warning_signs"),
    "practitioners.credentials": _Listing("credentials"),
    "costs.coverage": _Listing("coverage"),
    "costs.advice": _Listing("cost_advice", "check"),
    "evidence.recommendations": _Listing("recommendations"),
    "evidence.unknowns": _Listing("unknowns"),
    "alternatives": _Listing("alternatives"),
    "questions": _Listing("questions"),
}
"""The lists of which a sheet prints the short forms, by their path."""

_ADVICE = {
    "practitioners.credentials": "ask_credentials",
    "costs.prices": "ask_prices",
    "costs.coverage": "ask_coverage",
}
"""The label that tells readers to ask locally, by the list that can have no facts for their region."""

ComposePart = Callable[[str], Section]
"""Returns the section of a path as the guide prints it, for what has no short form."""


def compose_blocks(writer: Writer, handout: Handout, compose_part: ComposePart) -> Iterator[Section]:
    """Yield the headed blocks of a sheet, in the order of its `include`."""
    composed: set[str] = set()
    for parent, group in groupby(handout.include, _find_list):
        paths = tuple(group)
        if parent is None:
            for path in paths:
                yield from _compose_single(writer, path, compose_part)
        else:
            yield from _compose_records(writer, parent, paths, paths[0] if parent in composed else parent)
            composed.add(parent)


def _compose_records(writer: Writer, parent: str, paths: Sequence[str], id_: BlockId) -> Iterator[Section]:
    """Yield the section of the records that paths name, with an id; that of precautions has a section for each action.

    Args:
        writer: The writer of the guide.
        parent: The path of their list.
        paths: The paths of the list or of some of its records.
        id_: The id of the section.
    """
    records = _select_records(writer, parent, paths)
    if parent == "risks.precautions":
        yield from _compose_precautions(writer, records, id_)
    elif parent == "costs.prices":
        yield _compose_prices(writer, records, id_)
    else:
        yield _compose_listing(writer, parent, records, id_)


def _find_list(path: str) -> str | None:
    """Return the path of the list of records that a path names or from which it names one."""
    known = (*LISTINGS, "risks.precautions", "costs.prices")
    return next((each for each in known if path == each or path.startswith(f"{each}.")), None)


def _select_records(writer: Writer, parent: str, paths: Sequence[str]) -> tuple[Any, ...]:
    """Return the records that paths name: those of the whole list or single ones, without those of other regions."""
    records = find_value(writer.guide, parent)
    ids = {path.removeprefix(f"{parent}.") for path in paths}
    return tuple(record for record in records if parent in paths or str(_get_id(record)) in ids)


def _get_id(record: Record) -> str:
    return str(getattr(record, "id"))  # noqa: B009 - records of several types, each with an id


def _compose_listing(writer: Writer, path: str, records: Sequence[Any], id_: BlockId) -> Section:
    listing = LISTINGS[path]
    shown = [record for record in records if not (path == "sessions.aftercare" and record.id in URGENT_IDS)]
    # A picture takes the place of a number, but not of a box to check.
    is_pictured = listing.marker != "check" and all(getattr(each, "picture", None) for each in shown)
    write = write_pictured if is_pictured else write_short
    marker = "bullet" if is_pictured and listing.role == "section" else listing.marker
    blocks: Blocks = (make_short_list(path, [write(each) for each in shown], shown, marker),)
    if not shown:
        blocks = (Paragraph(writer.write_label(_ADVICE[path])),) if path in _ADVICE else ()
    return Section(id_, writer.write_label(listing.label), blocks, role=listing.role)


def make_short_list(path: str, texts: Sequence[Inlines], records: Sequence[Any], marker: Marker) -> ListBlock:
    """Make a list of short forms. The boxes of a check list are fields, each named by its item."""
    items = tuple((Paragraph(text),) for text in texts)
    if marker != "check":
        return ListBlock(items, marker)
    blanks = make_boxes(path, zip(map(_get_id, records), map(flatten, texts), strict=True))
    return ListBlock(items, marker, blanks=blanks)


def _compose_precautions(writer: Writer, precautions: Sequence[Precaution], id_: BlockId) -> Iterator[Section]:
    """Yield the precautions by action. Those that rule out treatment are on the back of every sheet."""
    for action in ("ask first", "tell"):
        shown = [one for one in precautions if one.action == action]
        path = f"{id_}.{action.replace(' ', '-')}"
        texts = [write_short(one) for one in shown]
        if shown:
            content = make_short_list(path, texts, shown, "check")
            yield Section(path, writer.write_label(f"action.{action}"), (content,))


def _compose_prices(writer: Writer, prices: Sequence[Price], id_: BlockId) -> Section:
    """Compose the prices as a small table, with the state of each if it is a part of the readers' region."""
    columns = writer.make_columns("what_for", "price", "basis", "dated_figure")
    rows = tuple(
        (
            name_price(writer, one),
            format_price(writer, one),
            write_short(one),
            make_words(str(one.as_of.year)),
        )
        for one in prices
    )
    table = Table(f"{id_}_table", writer.write_label("prices_table"), columns, rows)
    advice = Paragraph(writer.write_label("ask_prices"))
    return Section(id_, writer.write_label("prices"), (table if rows else advice,))


def _compose_single(writer: Writer, path: str, compose_part: ComposePart) -> Iterator[Section]:
    """Yield the section of a path that leads to no list of short forms."""
    part, _, name = path.partition(".")
    if part == "maps" and name:
        yield _compose_map(writer, name)
    elif path == "sessions.amounts" and (strip := draw_course_strip(writer)):
        yield Section(path, writer.write_label("amounts"), strip)
    elif path == "sessions.progress.review":
        yield _compose_review(writer)
    elif path == "sessions.progress":
        for each in ("signs", "review", "stop"):
            yield from _compose_progress(writer, f"{path}.{each}")
    else:
        yield compose_part(path)


def _compose_progress(writer: Writer, path: str) -> Iterator[Section]:
    if path.endswith("review"):
        yield _compose_review(writer)
    else:
        yield _compose_listing(writer, path, find_value(writer.guide, path), path)


def _compose_review(writer: Writer) -> Section:
    progress = writer.guide.sessions.progress
    title = writer.labels("review_after", range=format_range(writer, progress.review_after))
    return Section("sessions.progress.review", make_words(title), writer.write_blocks(progress.review))


def _compose_map(writer: Writer, name: str) -> Section:
    """Compose a map: the picture, and a line for each of its points."""
    point_map = writer.guide.maps[name]
    points = [writer.guide.acupoints[code] for code in point_map.points]
    lines = tuple(
        (Paragraph((*write_point_title(point), *make_words(": "), *write_place(writer, point))),) for point in points
    )
    blocks: list[Block] = [*draw_point_map(writer, point_map), ListBlock(lines)]
    return Section(f"maps.{name}", make_words(point_map.title), tuple(blocks), role="maps")
