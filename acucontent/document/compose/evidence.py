"""The part on evidence: findings, their certainty, options and recommendations.

The guide for patients has the plain lines of the findings with each condition, and here what is left; a sheet has plain
lines, and the reference volume has every finding with its figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from acucontent.document.blocks import Block, CrossLink, Inlines, ListBlock, Paragraph, Section, Table
from acucontent.document.compose.charts import draw_differences
from acucontent.document.compose.counts import draw_counts
from acucontent.document.compose.estimates import compose_figures
from acucontent.document.compose.findings import (
    FINDINGS,
    KEY,
    compose_mark_key,
    compose_plain_findings,
    compose_plain_statement,
    list_uncited,
)
from acucontent.document.compose.writer import (
    Writer,
    capitalize_inlines,
    capitalize_text,
    make_paragraph,
    make_words,
    prepend_name,
    write_lead,
)
from acucontent.model.evidence import CertaintyLevel, Recommendation, Statement
from acucontent.model.plain_text import flatten


def compose_evidence(writer: Writer) -> Section:
    """Compose the part on evidence, as the kind of handout needs it."""
    part = writer.guide.evidence
    sections = [*_compose_findings(writer)]
    if part.recommendations:
        sections.append(compose_recommendations(writer))
    if part.unknowns:
        unknowns = writer.make_list(part.unknowns)
        sections.append(writer.make_section("evidence.unknowns", "unknowns", unknowns))
    return writer.make_section(
        "evidence", "evidence", write_lead(part.introduction, writer), *sections, role="evidence"
    )


def _compose_findings(writer: Writer) -> Iterator[Section]:
    """Yield the sections on the findings."""
    if writer.kind == "guide":
        others = compose_plain_findings(writer, _list_other_statements(writer))
        yield writer.make_section("evidence.other_findings", "other_findings", *others)
        return
    yield compose_certainty(writer) if writer.kind == "reference" else compose_mark_key(writer)
    yield writer.make_section("evidence.chart", "chart", draw_differences(writer))
    if writer.kind == "reference":
        yield compose_statements(writer)
    else:
        plain = (compose_plain_statement(writer, one) for one in writer.guide.evidence.statements)
        yield writer.make_section(FINDINGS, "statements", *plain)


def _list_other_statements(writer: Writer) -> list[Statement]:
    """Return the findings that are about no condition."""
    used = {str(key) for condition in writer.guide.conditions for key in condition.evidence}
    return [one for one in writer.guide.evidence.statements if one.id not in used]


def compose_certainty(writer: Writer) -> Section:
    """Compose the explanation of the words for certainty (GRADE)."""
    levels = [level for level in get_args(CertaintyLevel) if level != "low or very low"]
    rows = tuple(
        (
            make_words(capitalize_text(writer.labels(f"certainty.{level}"))),
            writer.write_label(f"certainty_means.{level}"),
        )
        for level in levels
    )
    table = Table(
        "evidence.certainty_table",
        writer.write_label("certainty_table"),
        writer.make_columns("word", "what_it_says"),
        rows,
    )
    return writer.make_section(KEY, "certainty", Paragraph(writer.write_label("certainty_intro")), table)


def compose_statements(writer: Writer) -> Section:
    """Compose the findings in full: a table of all of them, then a section for each, by condition."""
    statements = writer.guide.evidence.statements
    columns = writer.make_columns("finding", "compared_with", "result", "how_sure")
    rows = tuple(_compose_row(writer, statement) for statement in statements)
    table = Table("evidence.statements_table", writer.write_label("statements_table"), columns, rows)
    return writer.make_section(FINDINGS, "statements", table, *_group_statements(writer))


def _group_statements(writer: Writer) -> Iterator[Section]:
    """Yield a section for each condition with its findings; one that was shown before is linked."""
    statements, shown = writer.guide.evidence.statements, set[str]()
    for condition in writer.guide.conditions:
        own = [statements[key] for key in condition.evidence if str(key) not in shown]
        again = [statements[key] for key in condition.evidence if str(key) in shown]
        shown |= {one.id for one in own}
        blocks = tuple(_compose_statement(writer, one) for one in own)
        if not again and [one.title for one in own] == [condition.name]:  # one heading is enough
            yield replace(blocks[0], listed=True)
            continue
        yield Section(
            f"{FINDINGS}.for_{condition.id}", make_words(condition.name), (*_link_findings(writer, again), *blocks)
        )
    others = [_compose_statement(writer, one) for one in _list_other_statements(writer)]
    if writer.guide.conditions:
        yield writer.make_section(f"{FINDINGS}.for_all", "other_findings", *others)
    else:
        yield from others


def _link_findings(writer: Writer, statements: list[Statement]) -> Iterator[Block]:
    """Yield a list of links to findings that are described above."""
    if statements:
        yield make_paragraph(*make_words(f"{writer.labels('found_above')}:"))
        yield ListBlock(tuple((Paragraph((_link_statement(one),)),) for one in statements))


def _link_statement(statement: Statement) -> CrossLink:
    return CrossLink(f"{FINDINGS}.{statement.id}", make_words(statement.title))


def _compose_row(writer: Writer, statement: Statement) -> tuple[Inlines, ...]:
    return (
        (_link_statement(statement),),
        make_words(statement.comparator.description),
        _compose_result(writer, statement),
        capitalize_inlines(writer.summarize_certainties(statement.certainty)),
    )


def _compose_result(writer: Writer, statement: Statement) -> Inlines:
    """Return the direction of the result or, if nothing was compared, the first paragraph on its size."""
    first = writer.write_blocks(statement.size)[0]
    if statement.direction == "does not apply" and isinstance(first, Paragraph):
        return first.inlines
    return make_words(capitalize_text(writer.labels(f"direction.{statement.direction}")))


def _compose_statement(writer: Writer, statement: Statement) -> Section:
    path = f"{FINDINGS}.{statement.id}"
    rows = [
        ("who_studied", make_words(statement.population)),
        ("measured", make_words(statement.outcome)),
        ("when", make_words(statement.time_frame)),
        ("compared_with", make_words(statement.comparator.description)),
        ("how_sure", capitalize_inlines(writer.write_certainties(statement.certainty))),
    ]
    facts = writer.make_facts(f"{path}_facts", statement.title, rows)
    size = writer.write_blocks(statement.size, list_uncited(statement, statement.size, statement.limits))
    limits = prepend_name(writer.labels("limits"), writer.write_blocks(statement.limits)) if statement.limits else ()
    blocks = (*size, *draw_counts(writer, statement), facts, *limits, *compose_figures(writer, statement))
    return Section(path, make_words(statement.title), blocks, listed=False)


def compose_recommendations(writer: Writer) -> Section:
    """Compose the recommendation of each body: for whom, and whether it is still valid."""
    sections = (_compose_recommendation(writer, one) for one in writer.guide.evidence.recommendations)
    return writer.make_section("evidence.recommendations", "recommendations", *sections)


def _compose_recommendation(writer: Writer, one: Recommendation) -> Section:
    path = f"evidence.recommendations.{one.id}"
    position = [writer.labels(f"position.{one.position}")]
    if one.strength:
        position.append(writer.labels("strength", strength=one.strength))
    if one.grade:
        position.append(writer.labels("body_grade", grade=one.grade.name, scheme=one.grade.scheme))
        position += [one.grade.meaning] if one.grade.meaning else []
    cited = {str(key) for key in one.statement.list_links()}
    citations = [key for key in one.citations if key not in cited]
    rows = (
        ("for_whom", make_words(one.scope)),
        ("still_valid", writer.write_label(f"status.{one.status}")),
    )
    title = make_words(f"{one.body}, {one.year}")
    text = prepend_name(
        ". ".join(sentence.rstrip(".") for sentence in position), writer.write_blocks(one.statement, citations)
    )
    return Section(path, title, (*text, writer.make_facts(f"{path}_facts", flatten(title), rows)), listed=False)
