"""Finding someone, what it costs, other things that may help, and questions people ask."""

from __future__ import annotations

from dataclasses import replace

import pycountry

from acucontent.document.blocks import (
    Blank,
    Block,
    Blocks,
    Form,
    Inlines,
    ListBlock,
    Paragraph,
    Section,
    Table,
    WebLink,
)
from acucontent.document.compose.writer import Writer, flat, lead, named, notes, words
from acucontent.model.alternatives import Alternative
from acucontent.model.costs import Coverage, Price
from acucontent.model.practitioners import Credential


def compose_practitioners(writer: Writer) -> Section:
    """How to choose, what to ask, when to go elsewhere, and what titles mean."""
    part = writer.guide.practitioners
    return writer.section(
        "practitioners",
        "practitioners",
        lead(part.introduction, writer),
        writer.section("practitioners.steps", "choose", writer.items(part.steps, "number")),
        writer.section("practitioners.questions", "ask", _compose_questions(writer)),
        writer.section("practitioners.warning_signs", "warning_signs", writer.items(part.warning_signs)),
        writer.section(
            "practitioners.credentials",
            "credentials",
            *(_compose_credential(writer, one) for one in writer.local(part.credentials)),
        ),
        role="practitioners",
    )


def _compose_questions(writer: Writer) -> ListBlock:
    """The questions to ask; on a sheet, each with room to write the answer."""
    asked = writer.items(writer.guide.practitioners.questions, "check")
    if writer.whole:
        return asked
    items = ((*item, _compose_answer(writer, number)) for number, item in enumerate(asked.items, start=1))
    return replace(asked, items=tuple(items))


def _compose_answer(writer: Writer, number: int) -> Form:
    label = writer.labels("blank.answer")
    return Form(f"practitioners.answer_{number}", label, (Blank(f"answer_{number}", label),))


def name_region(writer: Writer, code: str) -> str:
    """A region in words: as the guide names it, else as ISO 3166-1 does."""
    known = writer.guide.regions.get(code)
    if known:
        return known.name
    country = pycountry.countries.get(alpha_2=code)
    return str(country.name) if country else writer.labels(f"region_word.{code}")


def _compose_credential(writer: Writer, one: Credential) -> Section:
    path = f"practitioners.credentials.{one.id}"
    rows: list[tuple[str, Inlines]] = [
        ("region", words(name_region(writer, one.region))),
        ("kind", writer.label(f"credential.{one.kind}")),
    ]
    if one.former_names:
        rows.append(("former_names", words("; ".join(one.former_names))))
    if one.look_up:
        rows.append(("look_up", (WebLink(one.look_up, words(one.look_up)),)))
    if one.phone:
        rows.append(("phone", words(one.phone)))
    rows.append(("as_of", words(str(one.as_of.year))))
    facts = writer.facts(f"{path}_facts", one.body, rows)
    return Section(path, words(one.body), (*writer.blocks(one.meaning, one.citations), facts), listed=False)


def compose_costs(writer: Writer) -> Section:
    """Prices, payers, and what to ask before the bill comes."""
    part = writer.guide.costs
    content: list[Block | Blocks] = [lead(part.introduction, writer)]
    if part.prices:
        content.append(writer.section("costs.prices", "prices", _compose_prices(writer)))
    if part.coverage:
        content.append(
            writer.section(
                "costs.coverage", "coverage", *(_compose_coverage(writer, one) for one in writer.local(part.coverage))
            )
        )
    if part.advice:
        content.append(writer.section("costs.advice", "cost_advice", writer.items(part.advice)))
    return writer.section("costs", "costs", *content, role="costs")


def _compose_prices(writer: Writer) -> Table:
    columns = writer.columns("what_for", "price", "basis", "dated_figure")
    rows = tuple(_compose_price(writer, price) for price in writer.local(writer.guide.costs.prices))
    return Table("costs.prices_table", writer.label("prices_table"), columns, rows)


def _compose_price(writer: Writer, price: Price) -> tuple[Inlines, ...]:
    low, high = writer.money(price.low, price.currency), writer.money(price.high, price.currency)
    return (
        words(f"{writer.labels(f'per.{price.per}')}, {name_region(writer, price.region)}"),
        words(low if low == high else writer.labels("money_range", low=low, high=high)),
        writer.inlines(price.basis, price.citations),
        words(str(price.as_of.year)),
    )


def _compose_coverage(writer: Writer, one: Coverage) -> Section:
    path = f"costs.coverage.{one.id}"
    answers = {
        "who_qualifies": one.who_qualifies,
        "what_is_paid": one.limits,
        "who_may_bill": one.who_may_bill,
        "you_pay": one.you_pay,
    }
    text = flat(named(writer.labels(label), writer.blocks(prose)) for label, prose in answers.items())
    rows = (
        ("region", words(name_region(writer, one.region))),
        ("as_of", (*words(str(one.as_of.year)), *notes(one.citations))),
    )
    facts = writer.facts(f"{path}_facts", one.payer, rows)
    return Section(path, words(one.payer), (*text, facts), listed=False)


def compose_alternatives(writer: Writer) -> Section:
    """Other things that may help, each with how sure anyone is."""
    therapies = tuple(_compose_alternative(writer, one) for one in writer.guide.alternatives)
    opening: Blocks = (Paragraph(writer.label("alternatives_intro")),) if therapies else ()
    return writer.section("alternatives", "alternatives", opening, *therapies, role="alternatives")


def _compose_alternative(writer: Writer, one: Alternative) -> Section:
    line = writer.labels(
        "therapy_line_by" if one.certainty.graded_by else "therapy_line",
        pain=writer.labels(f"therapy_for.{one.pain}"),
        certainty=writer.labels(f"certainty.{one.certainty.level}"),
        grader=one.certainty.graded_by,
    )
    marks = notes([one.certainty.citation] if one.certainty.citation else [])
    sure = Paragraph((*words(line), *marks), "small")
    text = writer.blocks(one.text, one.citations)
    return Section(f"alternatives.{one.id}", words(one.therapy), (*text, sure), listed=False)


def compose_questions(writer: Writer) -> Section:
    """Each question with its answer."""
    sections = (
        Section(f"questions.{one.id}", words(one.question), writer.blocks(one.answer, one.citations), listed=False)
        for one in writer.guide.questions
    )
    return writer.section("questions", "questions", *sections, role="questions")
