"""The points, by region of the body, and the words to know."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.blocks import Blocks, CrossLink, Foreign, Inlines, Paragraph, Section, Table, Term, Words
from acucontent.document.compose.figures import draw_point_map
from acucontent.document.compose.writer import Writer, capital, joined, notes, words
from acucontent.model import glossary as entries
from acucontent.model.acupoints import Acupoint, PointMap

_LANGUAGES = {"pinyin": "zh-Latn-pinyin", "zh_hans": "zh-Hans", "zh_hant": "zh-Hant", "ko": "ko", "ja": "ja"}


def compose_acupoints(writer: Writer) -> Section:
    """Every point, under its region of the body."""
    regions = dict.fromkeys(point.region for point in writer.guide.acupoints)
    opening: Blocks = (Paragraph(writer.label("acupoints_intro")),) if regions else ()
    sections = (_compose_region(writer, region) for region in regions)
    return writer.section("acupoints", "acupoints", opening, *sections, role="acupoints")


def compose_maps(writer: Writer) -> Section:
    """Compose each map, with a table of the same in words."""
    sections = (_compose_map(writer, shown) for shown in writer.guide.maps)
    return writer.section("maps", "maps", *sections, role="maps")


def _compose_map(writer: Writer, shown: PointMap) -> Section:
    path = f"maps.{shown.id}"
    points = [writer.guide.acupoints[code] for code in shown.points]
    rows = tuple((_linked(point), writer.inlines(point.place)) for point in points)
    table = Table(f"{path}_table", writer.label("map_table"), writer.columns("point", "where"), rows)
    first, *others = writer.blocks(shown.introduction)
    # The picture comes before most words: on paper it would else begin a page that they leave half empty.
    blocks = (first, draw_point_map(writer, shown), *others, table)
    return Section(path, words(shown.title), blocks)


def _linked(point: Acupoint) -> Inlines:
    name = (Words(f"{point.code} "), Foreign(_LANGUAGES["pinyin"], words(point.names.pinyin)))
    return (CrossLink(f"acupoints.{point.code}", name),)


def _compose_region(writer: Writer, region: str) -> Section:
    points = [point for point in writer.guide.acupoints if point.region == region]
    path = f"acupoints.{region.replace(' ', '-')}"
    return writer.section(path, f"region_name.{region}", *(_compose_point(writer, point) for point in points))


def _compose_point(writer: Writer, point: Acupoint) -> Section:
    path = f"acupoints.{point.code}"
    title = (Words(f"{point.code} "), Foreign(_LANGUAGES["pinyin"], words(point.names.pinyin)))
    rows = [
        ("names", joined(list(_compose_names(writer, point)), ", ")),
        ("where", writer.inlines(point.place)),
        ("location", (*words(point.location), *notes(point.citations))),
        ("used_for", words(capital(", ".join(writer.labels(f"pain.{pain}") for pain in point.used_for)))),
        ("tradition", writer.inlines(point.traditional_use)),
    ]
    if point.cautions:
        rows.append(("take_care", joined([writer.inlines(caution.text) for caution in point.cautions], " ")))
    rows.append(("in_pregnancy", writer.label(f"pregnancy.{point.pregnancy}")))
    facts = writer.facts(f"{path}_facts", str(point.code), [(label, value) for label, value in rows if value])
    return Section(path, title, (facts,), listed=False)


def _compose_names(writer: Writer, point: Acupoint) -> Iterator[Inlines]:
    """The names in Chinese characters, Korean and Japanese, each marked with its language; then in English."""
    names = point.names
    scripts = (("zh_hans", names.zh_hans, "simplified"), ("zh_hant", names.zh_hant, "traditional"))
    written = [(Foreign(_LANGUAGES[language], words(name)), script) for language, name, script in scripts if name]
    if names.zh_hans != names.zh_hant:
        yield from ((name, *words(f" {writer.labels(script)}")) for name, script in written)
    else:
        yield from ((name,) for name, _ in written[:1])
    if names.english:
        yield words(f"“{names.english}”")


def compose_glossary(writer: Writer) -> Section:
    """Words to know, each under its own small heading."""
    sections = (_compose_term(writer, term) for term in writer.guide.glossary)
    return writer.section("glossary", "glossary", *sections, role="glossary")


def _compose_term(writer: Writer, term: entries.Term) -> Section:
    word: Inlines = words(term.term)
    title: Inlines = (Term((Foreign(term.language, word),) if term.language else word),)
    if term.say:
        title = (*title, *words(f" ({writer.labels('say', words=term.say)})"))
    return Section(f"glossary.{term.id}", title, writer.blocks(term.definition), listed=False)
