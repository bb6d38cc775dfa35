"""What studies found, how sure anyone is, and what expert groups say."""

from __future__ import annotations

from typing import get_args

from acucontent.document.blocks import Blocks, CrossLink, Inlines, ListBlock, Paragraph, Section, Table
from acucontent.document.compose.figures import draw_differences
from acucontent.document.compose.writer import Writer, capital, capitalized, lead, named, notes, words
from acucontent.model.base import ReferenceKey
from acucontent.model.evidence import CertaintyLevel, Recommendation, Statement
from acucontent.model.plain_text import flatten
from acucontent.model.ranges import Estimate


def compose_evidence(writer: Writer) -> Section:
    """The whole part."""
    part = writer.guide.evidence
    chart = writer.section("evidence.chart", "chart", draw_differences(writer))
    sections = [compose_certainty(writer), chart, compose_statements(writer)]
    if part.options:
        sections.append(compose_options(writer))
    if part.recommendations:
        sections.append(compose_recommendations(writer))
    if part.unknowns:
        unknowns = writer.items(part.unknowns)
        sections.append(writer.section("evidence.unknowns", "unknowns", unknowns))
    return writer.section("evidence", "evidence", lead(part.introduction, writer), *sections, role="evidence")


def compose_certainty(writer: Writer) -> Section:
    """What the words for certainty mean (GRADE)."""
    levels = [level for level in get_args(CertaintyLevel) if level != "low or very low"]
    rows = tuple(
        (words(capital(writer.labels(f"certainty.{level}"))), writer.label(f"certainty_means.{level}"))
        for level in levels
    )
    table = Table(
        "evidence.certainty_table", writer.label("certainty_table"), writer.columns("word", "what_it_says"), rows
    )
    return writer.section("evidence.certainty", "certainty", Paragraph(writer.label("certainty_intro")), table)


def compose_statements(writer: Writer) -> Section:
    """The findings: a table of all, then each."""
    found = writer.guide.evidence.statements
    columns = writer.columns("finding", "compared_with", "result", "how_sure")
    rows = tuple(_compose_row(writer, statement) for statement in found)
    table = Table("evidence.statements_table", writer.label("statements_table"), columns, rows)
    return writer.section(
        "evidence.statements", "statements", table, *(_compose_statement(writer, one) for one in found)
    )


def _compose_row(writer: Writer, statement: Statement) -> tuple[Inlines, ...]:
    return (
        (CrossLink(f"evidence.statements.{statement.id}", words(statement.title)),),
        words(statement.comparator.description),
        _compose_result(writer, statement),
        capitalized(writer.how_sure(statement.certainty)),
    )


def _compose_result(writer: Writer, statement: Statement) -> Inlines:
    """Which way the result points; where nothing was compared, the first paragraph on how large it is."""
    first = writer.blocks(statement.size)[0]
    if statement.direction == "does not apply" and isinstance(first, Paragraph):
        return first.inlines
    return words(capital(writer.labels(f"direction.{statement.direction}")))


def _compose_statement(writer: Writer, statement: Statement) -> Section:
    path = f"evidence.statements.{statement.id}"
    rows = [
        ("who_studied", words(statement.population)),
        ("measured", words(statement.outcome)),
        ("when", words(statement.time_frame)),
        ("compared_with", words(statement.comparator.description)),
        ("how_sure", capitalized(writer.certainties(statement.certainty))),
    ]
    facts = writer.facts(f"{path}_facts", statement.title, rows)
    size = writer.blocks(statement.size, _not_in_text(statement))
    limits = named(writer.labels("limits"), writer.blocks(statement.limits)) if statement.limits else ()
    return Section(
        path, words(statement.title), (*size, facts, *limits, *_compose_figures(writer, statement)), listed=False
    )


def _compose_figures(writer: Writer, statement: Statement) -> Blocks:
    """The measured differences, for those who want them."""
    if not statement.numbers:
        return ()
    figures = ListBlock(tuple((Paragraph(_compose_estimate(writer, one), "small"),) for one in statement.numbers))
    return (Paragraph(writer.label("in_figures"), "small"), figures)


def _not_in_text(statement: Statement) -> list[ReferenceKey]:
    """The citations that the text does not carry already."""
    cited = {str(key) for prose in (statement.size, statement.limits) if prose for key in prose.list_links()}
    return [key for key in statement.citations if key not in cited]


def _compose_estimate(writer: Writer, estimate: Estimate) -> Inlines:
    ends = [end for end in (estimate.low, estimate.high) if end is not None]
    shown, *interval = writer.alike(estimate.value, *ends)
    value = writer.labels(f"estimate_kind.{estimate.kind}", value=shown)
    parts = [writer.labels("estimate", measure=estimate.measure, value=value)]
    if interval:
        low, high = interval
        percent = writer.number(estimate.interval_percent)
        parts.append(writer.labels("estimate_interval", percent=percent, low=low, high=high))
    for name in ("people", "studies", "important"):
        count = getattr(estimate, name)
        if count is not None:
            one = "_one" if count == 1 and name != "important" else ""
            parts.append(writer.labels(f"estimate_{name}{one}", **{name: writer.number(count)}))
    if estimate.checked == "unchecked":
        parts.append(writer.labels("estimate_unchecked"))
    return (*words(", ".join(parts)), *notes([estimate.citation]))


def compose_options(writer: Writer) -> Section:
    """What a person can choose between, side by side."""
    columns = writer.columns("option", "benefits", "harms", "asks")
    rows = tuple(
        (
            words(one.name),
            writer.inlines(one.benefits),
            writer.inlines(one.harms),
            writer.inlines(one.asks, one.citations),
        )
        for one in writer.guide.evidence.options
    )
    table = Table("evidence.options_table", writer.label("options_table"), columns, rows)
    return writer.section("evidence.options", "options", Paragraph(writer.label("options_intro")), table)


def compose_recommendations(writer: Writer) -> Section:
    """Compose what each body recommends, for whom, and whether it is still valid."""
    sections = (_compose_recommendation(writer, one) for one in writer.guide.evidence.recommendations)
    return writer.section("evidence.recommendations", "recommendations", *sections)


def _compose_recommendation(writer: Writer, one: Recommendation) -> Section:
    path = f"evidence.recommendations.{one.id}"
    position = [writer.labels(f"position.{one.position}")]
    if one.strength:
        position.append(writer.labels("strength", strength=one.strength))
    cited = {str(key) for key in one.statement.list_links()}
    citations = [key for key in one.citations if key not in cited]
    rows = (
        ("for_whom", words(one.scope)),
        ("still_valid", writer.label(f"status.{one.status}")),
    )
    title = words(f"{one.body}, {one.year}")
    text = named(". ".join(sentence.rstrip(".") for sentence in position), writer.blocks(one.statement, citations))
    return Section(path, title, (*text, writer.facts(f"{path}_facts", flatten(title), rows)), listed=False)
