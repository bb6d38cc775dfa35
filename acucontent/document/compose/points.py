"""The maps, the acupoints by region of the body, and the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.blocks import Blocks, CrossLink, Foreign, Inlines, Paragraph, Section, Table, Term, Words
from acucontent.document.compose.figures import draw_point_map
from acucontent.document.compose.writer import Writer, capitalize_text, join_inlines, make_notes, make_words
from acucontent.model import glossary as entries
from acucontent.model.acupoints import Acupoint, PointMap

_LANGUAGES = {"pinyin": "zh-Latn-pinyin", "zh_hans": "zh-Hans", "zh_hant": "zh-Hant", "ko": "ko", "ja": "ja"}


def compose_acupoints(writer: Writer) -> Section:
    """Compose every point, by region of the body."""
    regions = dict.fromkeys(point.region for point in writer.guide.acupoints)
    opening: Blocks = (Paragraph(writer.write_label("acupoints_intro")),) if regions else ()
    sections = (_compose_region(writer, region) for region in regions)
    return writer.make_section("acupoints", "acupoints", opening, *sections, role="acupoints")


def compose_maps(writer: Writer) -> Section:
    """Compose each map, with a table of its points as text."""
    sections = (_compose_map(writer, point_map) for point_map in writer.guide.maps)
    return writer.make_section("maps", "maps", *sections, role="maps")


def _compose_map(writer: Writer, point_map: PointMap) -> Section:
    path = f"maps.{point_map.id}"
    points = [writer.guide.acupoints[code] for code in point_map.points]
    rows = tuple((_link_point(point), write_place(writer, point)) for point in points)
    table = Table(f"{path}_table", writer.write_label("map_table"), writer.make_columns("point", "where"), rows)
    first, *others = writer.write_blocks(point_map.introduction)
    # The figure comes after the first paragraph: after the whole introduction it would not fit on the printed page and
    # leave half of it empty.
    blocks = (first, *draw_point_map(writer, point_map), *others, table)
    return Section(path, make_words(point_map.title), blocks)


def write_place(writer: Writer, point: Acupoint) -> Inlines:
    """Write where a point is: in its short form, if it has one, except in the reference volume."""
    if point.short and writer.kind != "reference":
        return make_words(point.short)
    return writer.write_inlines(point.place)


def _link_point(point: Acupoint) -> Inlines:
    return (CrossLink(f"acupoints.{point.code}", write_point_title(point)),)


def write_point_title(point: Acupoint) -> Inlines:
    """Return the code with the name in pinyin, or with the English name of a point that has no other."""
    if point.names.pinyin:
        return (Words(f"{point.code} "), Foreign(_LANGUAGES["pinyin"], make_words(point.names.pinyin)))
    return make_words(f"{point.code} {point.name}")


def _compose_region(writer: Writer, region: str) -> Section:
    points = [point for point in writer.guide.acupoints if point.region == region]
    path = f"acupoints.{region.replace(' ', '-')}"
    return writer.make_section(path, f"region_name.{region}", *(_compose_point(writer, point) for point in points))


def _compose_point(writer: Writer, point: Acupoint) -> Section:
    path = f"acupoints.{point.code}"
    rows = [
        ("names", join_inlines(list(_compose_names(writer, point)), ", ")),
        ("where", writer.write_inlines(point.place)),
        ("location", (*make_words(point.location), *make_notes(point.citations)) if point.location else ()),
        ("used_for", make_words(capitalize_text(", ".join(_list_conditions(writer, point)))) if point.used_for else ()),
        ("tradition", writer.write_inlines(point.traditional_use)),
    ]
    if point.cautions:
        rows.append(
            ("take_care", join_inlines([writer.write_inlines(caution.text) for caution in point.cautions], " "))
        )
    if point.pregnancy != "none found":
        rows.append(("in_pregnancy", writer.write_label(f"pregnancy.{point.pregnancy}")))
    facts = writer.make_facts(f"{path}_facts", str(point.code), [(label, value) for label, value in rows if value])
    return Section(path, write_point_title(point), (facts,), listed=False)


def _list_conditions(writer: Writer, point: Acupoint) -> Iterator[str]:
    """Yield the name within a list of each condition for which a point is chosen."""
    for condition in (writer.guide.conditions[each] for each in point.used_for):
        yield condition.short_name or condition.name


def _compose_names(writer: Writer, point: Acupoint) -> Iterator[Inlines]:
    """Yield the names in Chinese characters, each marked with its language, then the English name."""
    names = point.names
    scripts = (("zh_hans", names.zh_hans, "simplified"), ("zh_hant", names.zh_hant, "traditional"))
    written = [(Foreign(_LANGUAGES[language], make_words(name)), script) for language, name, script in scripts if name]
    if names.zh_hans != names.zh_hant:
        yield from ((name, *make_words(f" {writer.labels(script)}")) for name, script in written)
    else:
        yield from ((name,) for name, _ in written[:1])
    if names.english:
        yield make_words(f"“{names.english}”")


def compose_glossary(writer: Writer) -> Section:
    """Compose the glossary, with a heading for each term."""
    sections = (_compose_term(writer, term) for term in writer.guide.glossary)
    return writer.make_section("glossary", "glossary", *sections, role="glossary")


def _compose_term(writer: Writer, term: entries.Term) -> Section:
    word: Inlines = make_words(term.term)
    title: Inlines = (Term((Foreign(term.language, word),) if term.language else word),)
    if term.say:
        title = (*title, *make_words(f" ({writer.labels('say', words=term.say)})"))
    return Section(f"glossary.{term.id}", title, writer.write_blocks(term.definition), listed=False)
