"""Conditions, mechanisms, and a course of treatment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from acucontent.document.blocks import Block, Blocks, Callout, CrossLink, Inlines, ListBlock, Paragraph, Section, Table
from acucontent.document.compose import figures
from acucontent.document.compose.safety import URGENCIES, Urgency
from acucontent.document.compose.writer import Writer, lead, named, paragraph, span, strong, words
from acucontent.model.base import StatementId
from acucontent.model.common import Item
from acucontent.model.conditions import Condition
from acucontent.model.mechanisms import Mechanism
from acucontent.model.ranges import Quantity
from acucontent.model.sessions import Amounts, Phase, Sensation, Step


def compose_conditions(writer: Writer) -> Section:
    """Each condition with its short answer."""
    sections = (_compose_condition(writer, one) for one in writer.guide.conditions)
    return writer.section("conditions", "conditions", *sections, role="conditions")


def _compose_condition(writer: Writer, condition: Condition) -> Section:
    verdict = writer.labels(f"verdict.{condition.verdict}")
    answer = paragraph(
        strong(f"{writer.labels('short_answer')}: {verdict}"), *words(" "), *writer.inlines(condition.verdict_reason)
    )
    found = [paragraph(*_to_statement(writer, key)) for key in condition.evidence]
    more: Blocks = (paragraph(*words(f"{writer.labels('read_more')}:")), ListBlock(tuple((link,) for link in found)))
    name = condition.name + (f" ({condition.medical_name})" if condition.medical_name else "")
    known = writer.blocks(condition.known, condition.citations)
    return Section(f"conditions.{condition.id}", words(name), (answer, *known, *(more if found else ())))


def _to_statement(writer: Writer, key: StatementId) -> Inlines:
    statement = writer.guide.evidence.statements[key]
    return (CrossLink(f"{key.target}.{key}", words(statement.title)),)


def compose_mechanisms(writer: Writer) -> Section:
    """Beliefs, hypotheses and what was shown, apart from each other."""
    kinds = [kind for kind in ("traditional", "laboratory", "context") if _list_of_kind(writer, kind)]
    sections = [_compose_kind(writer, kind, _list_of_kind(writer, kind)) for kind in kinds]
    return writer.section("mechanisms", "mechanisms", *sections, role="mechanisms")


def _list_of_kind(writer: Writer, kind: str) -> list[Mechanism]:
    return [one for one in writer.guide.mechanisms if one.kind == kind]


def _compose_kind(writer: Writer, kind: str, accounts: list[Mechanism]) -> Section:
    """The accounts of a kind. In the whole guide, a standing that they share is written once; on a sheet, with each."""
    standings = {one.status for one in accounts}
    shared = writer.whole and len(accounts) > 1 and len(standings) == 1 and None not in standings
    status = [_compose_standing(writer, f"mechanism_statuses.{standing}") for standing in standings if shared]
    sections = (_compose_mechanism(writer, one, standing=not shared) for one in accounts)
    return writer.section(f"mechanisms.kind_{kind}", f"mechanism.{kind}", *status, *sections)


def _compose_standing(writer: Writer, label: str) -> Paragraph:
    return Paragraph((strong(writer.labels(label)),))


def _compose_mechanism(writer: Writer, one: Mechanism, *, standing: bool) -> Section:
    status = (_compose_standing(writer, f"mechanism_status.{one.status}"),) if standing and one.status else ()
    text = writer.blocks(one.explanation, one.citations)
    return Section(f"mechanisms.{one.id}", words(one.name), (*status, *text), listed=False)


def compose_sessions(writer: Writer) -> Section:
    """A course of treatment, in the order in which a patient meets it."""
    part = writer.guide.sessions
    return writer.section(
        "sessions",
        "sessions",
        lead(part.introduction, writer),
        writer.section(
            "sessions.amounts", "amounts", _compose_amounts(writer, part.amounts), figures.draw_course(writer)
        ),
        writer.section("sessions.prepare", "prepare", writer.items(part.prepare, "check")),
        writer.section("sessions.tell", "tell", writer.items(part.tell, "check")),
        writer.section("sessions.steps", "steps", _compose_visit(writer), *_compose_steps(writer)),
        writer.section("sessions.sensations", "sensations", _compose_sensations(writer)),
        writer.section("sessions.aftercare", "aftercare", *_compose_aftercare(writer)),
        _compose_progress(writer),
        role="sessions",
    )


def _compose_aftercare(writer: Writer) -> Iterator[Block]:
    """What to do, then in boxes when to get help: the items that are called as an urgency is."""
    aftercare = writer.guide.sessions.aftercare
    yield writer.items(item for item in aftercare if item.id not in URGENCIES)
    for urgency in URGENCIES:
        item = aftercare.get(urgency)
        if item is not None:
            yield _compose_help(writer, urgency, item)


def _compose_help(writer: Writer, urgency: Urgency, item: Item) -> Callout:
    title = writer.labels(f"aftercare_{urgency}", number=writer.region.emergency_number)
    return Callout(f"sessions.aftercare.{urgency}", urgency, title, writer.blocks(item.text, item.citations))


def _compose_visit(writer: Writer) -> Blocks:
    """The picture of a visit; a sheet has no room to say the same twice."""
    return (figures.draw_visit(writer),) if writer.whole else ()


def _compose_amounts(writer: Writer, amounts: Amounts) -> Table:
    columns = writer.columns("amount", "usual", "good_to_know")
    names = type(amounts).model_fields
    rows = tuple(_compose_amount(writer, name, getattr(amounts, name)) for name in names)
    return Table("sessions.amounts_table", writer.label("amounts_table"), columns, rows)


def _compose_amount(writer: Writer, name: str, quantity: Quantity) -> tuple[Inlines, ...]:
    note = writer.inlines(quantity.note, quantity.citations) if quantity.note else ()
    return (writer.label(f"amount.{name}"), words(span(writer, quantity)), note)


def _compose_steps(writer: Writer) -> Iterator[Section]:
    """The steps by phase, numbered on from phase to phase as in the figure."""
    first = 1
    for phase in get_args(Phase):
        steps = [step for step in writer.guide.sessions.steps if step.phase == phase]
        if steps:
            written = ListBlock(tuple(_compose_step(writer, step) for step in steps), "number", first)
            first += len(steps)
            yield Section(f"sessions.steps.{phase}", writer.label(f"phase_{phase}"), (written,), listed=False)


def _compose_step(writer: Writer, step: Step | Sensation) -> Blocks:
    name = step.title if isinstance(step, Step) else step.name
    return named(name, writer.blocks(step.text, step.citations))


def _compose_sensations(writer: Writer) -> ListBlock:
    return ListBlock(tuple(_compose_step(writer, one) for one in writer.guide.sessions.sensations))


def _compose_progress(writer: Writer) -> Section:
    progress = writer.guide.sessions.progress
    review = writer.labels("review_after", range=span(writer, progress.review_after))
    content: list[Block | Blocks] = [
        Section("sessions.progress.signs", writer.label("signs_title"), (writer.items(progress.signs),), listed=False),
        Section("sessions.progress.review", words(review), writer.blocks(progress.review), listed=False),
        Section("sessions.progress.stop", writer.label("stop_title"), (writer.items(progress.stop),), listed=False),
    ]
    return writer.section("sessions.progress", "progress", *content)
