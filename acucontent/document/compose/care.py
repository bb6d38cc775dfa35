"""The parts on practitioners, costs, alternatives and questions."""

from __future__ import annotations

from collections.abc import Collection

import pycountry

from acucontent.document.blocks import (
    Blocks,
    Inlines,
    Paragraph,
    Section,
    Table,
    WebLink,
)
from acucontent.document.compose.writer import Writer, flatten_blocks, make_notes, make_words, prepend_name, write_lead
from acucontent.model.alternatives import Alternative
from acucontent.model.costs import Coverage, Price
from acucontent.model.practitioners import Credential
from acucontent.model.regional import RegionalRecord


def compose_practitioners(writer: Writer) -> Section:
    """Compose how to choose a practitioner: steps, questions, warning signs and credentials."""
    part = writer.guide.practitioners
    return writer.make_section(
        "practitioners",
        "practitioners",
        write_lead(part.introduction, writer),
        writer.make_section("practitioners.steps", "choose", writer.make_list(part.steps, "number")),
        writer.make_section(
            "practitioners.questions", "ask", writer.make_checklist("practitioners.questions", part.questions)
        ),
        writer.make_section("practitioners.warning_signs", "warning_signs", writer.make_list(part.warning_signs)),
        writer.make_section(
            "practitioners.credentials",
            "credentials",
            *(_compose_credential(writer, one) for one in part.credentials),
            _compose_advice(writer, "ask_credentials", part.credentials),
        ),
        role="practitioners",
    )


def get_region_name(writer: Writer, code: str) -> str:
    """Return the name of a region from the guide, from ISO 3166-1 or from the labels."""
    known = writer.guide.regions.get(code)
    if known:
        return known.name
    country = pycountry.countries.get(alpha_2=code)
    return str(country.name) if country else writer.labels(f"region_word.{code}")


def _compose_credential(writer: Writer, one: Credential) -> Section:
    path = f"practitioners.credentials.{one.id}"
    rows: list[tuple[str, Inlines]] = [
        ("region", make_words(get_region_name(writer, one.region))),
        ("kind", writer.write_label(f"credential.{one.kind}")),
    ]
    if one.former_names:
        rows.append(("former_names", make_words("; ".join(one.former_names))))
    if one.look_up:
        rows.append(("look_up", (WebLink(one.look_up, make_words(one.look_up)),)))
    if one.phone:
        rows.append(("phone", make_words(one.phone)))
    rows.append(("as_of", make_words(str(one.as_of.year))))
    facts = writer.make_facts(f"{path}_facts", one.body, rows)
    return Section(path, make_words(one.body), (*writer.write_blocks(one.meaning, one.citations), facts), listed=False)


def _compose_advice(writer: Writer, label: str, facts: Collection[RegionalRecord]) -> Blocks:
    """Compose the sentence that tells readers to ask locally, if the guide has no facts for their region."""
    return () if facts else (Paragraph(writer.write_label(label)),)


def compose_costs(writer: Writer) -> Section:
    """Compose prices, coverage and advice on costs."""
    part = writer.guide.costs
    return writer.make_section(
        "costs",
        "costs",
        write_lead(part.introduction, writer),
        writer.make_section(
            "costs.prices", "prices", _compose_prices(writer), _compose_advice(writer, "ask_prices", part.prices)
        ),
        writer.make_section(
            "costs.coverage",
            "coverage",
            *(_compose_coverage(writer, one) for one in part.coverage),
            _compose_advice(writer, "ask_coverage", part.coverage),
        ),
        writer.make_section("costs.advice", "cost_advice", writer.make_list(part.advice)),
        role="costs",
    )


def _compose_prices(writer: Writer) -> Table:
    columns = writer.make_columns("what_for", "price", "basis", "dated_figure")
    rows = tuple(_compose_price(writer, price) for price in writer.guide.costs.prices)
    return Table("costs.prices_table", writer.write_label("prices_table"), columns, rows)


def _compose_price(writer: Writer, price: Price) -> tuple[Inlines, ...]:
    return (
        name_price(writer, price),
        format_price(writer, price),
        writer.write_inlines(price.basis, price.citations),
        make_words(str(price.as_of.year)),
    )


def name_price(writer: Writer, price: Price) -> Inlines:
    """Write what a price covers, and where if that is a part of the readers' region."""
    covered = writer.labels(f"per.{price.per}")
    if price.region == writer.region.code:
        return make_words(covered)
    return make_words(f"{covered}, {get_region_name(writer, price.region)}")


def format_price(writer: Writer, price: Price) -> Inlines:
    """Format a price from its lower to its upper end."""
    low, high = writer.format_money(price.low, price.currency), writer.format_money(price.high, price.currency)
    return make_words(low if low == high else writer.labels("money_range", low=low, high=high))


def _compose_coverage(writer: Writer, one: Coverage) -> Section:
    path = f"costs.coverage.{one.id}"
    answers = {
        "who_qualifies": one.who_qualifies,
        "what_is_paid": one.limits,
        "who_may_bill": one.who_may_bill,
        "you_pay": one.you_pay,
    }
    text = flatten_blocks(
        prepend_name(writer.labels(label), writer.write_blocks(prose)) for label, prose in answers.items()
    )
    rows = (
        ("region", make_words(get_region_name(writer, one.region))),
        ("as_of", (*make_words(str(one.as_of.year)), *make_notes(one.citations))),
    )
    facts = writer.make_facts(f"{path}_facts", one.payer, rows)
    return Section(path, make_words(one.payer), (*text, facts), listed=False)


def compose_alternatives(writer: Writer) -> Section:
    """Compose the alternatives, each with its certainty."""
    therapies = tuple(_compose_alternative(writer, one) for one in writer.guide.alternatives)
    opening: Blocks = (Paragraph(writer.write_label("alternatives_intro")),) if therapies else ()
    return writer.make_section("alternatives", "alternatives", opening, *therapies, role="alternatives")


def _compose_alternative(writer: Writer, one: Alternative) -> Section:
    line = writer.labels(
        "therapy_line_by" if one.certainty.graded_by else "therapy_line",
        purpose=one.purpose,
        certainty=writer.labels(f"certainty.{one.certainty.level}"),
        grader=one.certainty.graded_by,
    )
    marks = make_notes([one.certainty.citation] if one.certainty.citation else [])
    sure = Paragraph((*make_words(line), *marks), "small")
    text = writer.write_blocks(one.text, one.citations)
    return Section(f"alternatives.{one.id}", make_words(one.therapy), (*text, sure), listed=False)


def compose_questions(writer: Writer) -> Section:
    """Compose each question with its answer."""
    sections = (
        Section(
            f"questions.{one.id}",
            make_words(one.question),
            writer.write_blocks(one.answer, one.citations),
            listed=False,
        )
        for one in writer.guide.questions
    )
    return writer.make_section("questions", "questions", *sections, role="questions")
