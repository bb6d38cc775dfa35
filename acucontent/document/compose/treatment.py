"""The parts on conditions, mechanisms and sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import get_args

from acucontent.document.blocks import (
    Block,
    BlockId,
    Blocks,
    Callout,
    Figure,
    Inlines,
    ListBlock,
    Paragraph,
    Section,
    Table,
)
from acucontent.document.compose import figures
from acucontent.document.compose.findings import compose_mark_key, compose_plain_findings, has_marks
from acucontent.document.compose.safety import URGENCIES
from acucontent.document.compose.writer import (
    Writer,
    format_range,
    make_paragraph,
    make_strong,
    make_words,
    prepend_name,
    write_lead,
)
from acucontent.model.common import Item
from acucontent.model.conditions import Condition
from acucontent.model.mechanisms import Mechanism
from acucontent.model.ranges import Quantity
from acucontent.model.risks import Urgency
from acucontent.model.sessions import Amounts, Phase, Sensation, Step


def compose_conditions(writer: Writer) -> Section:
    """Compose each condition with its short answer and its findings, after the key to the marks of the findings."""
    sections = tuple(_compose_condition(writer, one) for one in writer.guide.conditions)
    key = (compose_mark_key(writer),) if has_marks(sections) else ()
    return writer.make_section("conditions", "conditions", key, *_draw_once(sections), role="conditions")


def _draw_once(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield the sections without figures that an earlier one has."""
    drawn: set[BlockId] = set()
    for section in sections:
        again = [block for block in section.blocks if isinstance(block, Figure) and block.id in drawn]
        yield replace(section, blocks=tuple(block for block in section.blocks if block not in again))
        drawn |= {block.id for block in section.blocks if isinstance(block, Figure)}


def _compose_condition(writer: Writer, condition: Condition) -> Section:
    verdict = writer.labels(f"verdict.{condition.verdict}")
    answer = make_paragraph(
        make_strong(f"{writer.labels('short_answer')}: {verdict}"),
        *make_words(" "),
        *writer.write_inlines(condition.verdict_reason),
    )
    found = compose_plain_findings(writer, (writer.guide.evidence.statements[key] for key in condition.evidence))
    name = condition.name + (f" ({condition.medical_name})" if condition.medical_name else "")
    known = writer.write_blocks(condition.known, condition.citations)
    return Section(f"conditions.{condition.id}", make_words(name), (*known, answer, *found))


def compose_mechanisms(writer: Writer) -> Section:
    """Compose the mechanisms by kind, so that beliefs, hypotheses and findings are separate."""
    kinds = [kind for kind in ("traditional", "laboratory", "context") if _select_mechanisms(writer, kind)]
    sections = [_compose_kind(writer, kind, _select_mechanisms(writer, kind)) for kind in kinds]
    return writer.make_section("mechanisms", "mechanisms", *sections, role="mechanisms")


def _select_mechanisms(writer: Writer, kind: str) -> list[Mechanism]:
    """Return the mechanisms of a kind; for the reference volume, those that the guide for patients leaves out."""
    found = [one for one in writer.guide.mechanisms if one.kind == kind]
    return [one for one in found if one.reference_only] if writer.kind == "reference" else found


def _compose_kind(writer: Writer, kind: str, mechanisms: list[Mechanism]) -> Section:
    """Compose the mechanisms of a kind; in a volume, a shared status is written only once."""
    statuses = {one.status for one in mechanisms}
    shared = writer.is_volume and len(mechanisms) > 1 and len(statuses) == 1 and None not in statuses
    lines = [_compose_status(writer, f"mechanism_statuses.{status}") for status in statuses if shared]
    sections = (_compose_mechanism(writer, one, with_status=not shared) for one in mechanisms)
    return writer.make_section(f"mechanisms.kind_{kind}", f"mechanism.{kind}", *lines, *sections)


def _compose_status(writer: Writer, label: str) -> Paragraph:
    return Paragraph((make_strong(writer.labels(label)),))


def _compose_mechanism(writer: Writer, one: Mechanism, *, with_status: bool) -> Section:
    status = (_compose_status(writer, f"mechanism_status.{one.status}"),) if with_status and one.status else ()
    text = writer.write_blocks(one.explanation, one.citations)
    return Section(f"mechanisms.{one.id}", make_words(one.name), (*status, *text), listed=False)


def compose_sessions(writer: Writer) -> Section:
    """Compose a course of treatment, in the order of events."""
    part = writer.guide.sessions
    return writer.make_section(
        "sessions",
        "sessions",
        write_lead(part.introduction, writer),
        writer.make_section(
            "sessions.amounts", "amounts", _compose_amounts(writer, part.amounts), figures.draw_course(writer)
        ),
        writer.make_section("sessions.prepare", "prepare", writer.make_checklist("sessions.prepare", part.prepare)),
        writer.make_section("sessions.tell", "tell", writer.make_checklist("sessions.tell", part.tell)),
        writer.make_section("sessions.steps", "steps", _compose_visit(writer), *_compose_steps(writer)),
        writer.make_section("sessions.sensations", "sensations", _compose_sensations(writer)),
        writer.make_section("sessions.aftercare", "aftercare", *_compose_aftercare(writer)),
        _compose_progress(writer),
        role="sessions",
    )


def _compose_aftercare(writer: Writer) -> Iterator[Block]:
    """Yield the aftercare, then boxes with signs that need help: the items whose id is an urgency."""
    aftercare = writer.guide.sessions.aftercare
    yield writer.make_list(item for item in aftercare if item.id not in URGENCIES)
    for urgency in URGENCIES:
        item = aftercare.get(urgency)
        if item is not None:
            yield _compose_help(writer, urgency, item)


def _compose_help(writer: Writer, urgency: Urgency, item: Item) -> Callout:
    title = writer.labels(f"aftercare_{urgency}", number=writer.region.emergency_number)
    return Callout(f"sessions.aftercare.{urgency}", urgency, title, writer.write_blocks(item.text, item.citations))


def _compose_visit(writer: Writer) -> Blocks:
    """Draw a visit; on a sheet, which has no room for it, return no blocks."""
    return (figures.draw_visit(writer),) if writer.is_volume else ()


def _compose_amounts(writer: Writer, amounts: Amounts) -> Table:
    columns = writer.make_columns("amount", "usual", "good_to_know")
    names = type(amounts).model_fields
    rows = tuple(_compose_amount(writer, name, getattr(amounts, name)) for name in names)
    return Table("sessions.amounts_table", writer.write_label("amounts_table"), columns, rows)


def _compose_amount(writer: Writer, name: str, quantity: Quantity) -> tuple[Inlines, ...]:
    note = writer.write_inlines(quantity.note, quantity.citations) if quantity.note else ()
    return (writer.write_label(f"amount.{name}"), make_words(format_range(writer, quantity)), note)


def _compose_steps(writer: Writer) -> Iterator[Section]:
    """Yield the steps by phase, with continuous numbers as in the figure."""
    first = 1
    for phase in get_args(Phase):
        steps = [step for step in writer.guide.sessions.steps if step.phase == phase]
        if steps:
            written = ListBlock(tuple(_compose_step(writer, step) for step in steps), "number", first)
            first += len(steps)
            yield Section(f"sessions.steps.{phase}", writer.write_label(f"phase_{phase}"), (written,), listed=False)


def _compose_step(writer: Writer, step: Step | Sensation) -> Blocks:
    name = step.title if isinstance(step, Step) else step.name
    return prepend_name(name, writer.write_blocks(step.text, step.citations))


def _compose_sensations(writer: Writer) -> ListBlock:
    return ListBlock(tuple(_compose_step(writer, one) for one in writer.guide.sessions.sensations))


def _compose_progress(writer: Writer) -> Section:
    progress = writer.guide.sessions.progress
    after = progress.review_after
    review = writer.labels("review_after", range=format_range(writer, after))
    note = writer.write_blocks(after.note, after.citations) if after.note and writer.is_volume else ()
    content: list[Block | Blocks] = [
        Section(
            "sessions.progress.signs",
            writer.write_label("signs_title"),
            (writer.make_list(progress.signs),),
            listed=False,
        ),
        Section(
            "sessions.progress.review",
            make_words(review),
            (*note, *writer.write_blocks(progress.review)),
            listed=False,
        ),
        Section(
            "sessions.progress.stop", writer.write_label("stop_title"), (writer.make_list(progress.stop),), listed=False
        ),
    ]
    return writer.make_section("sessions.progress", "progress", *content)
