"""Risks in full: what each warning sign asks for, precautions, unwanted effects and needle safety."""

from __future__ import annotations

from acucontent.document.blocks import Block, Callout, CrossLink, Inlines, ListBlock, Paragraph, Section, Table
from acucontent.document.compose.figures import draw_harm
from acucontent.document.compose.safety import URGENCIES
from acucontent.document.compose.writer import Writer, capital, lead, notes, strong, words
from acucontent.model.ranges import Rate
from acucontent.model.risks import Effect, Precaution


def compose_risks(writer: Writer) -> Section:
    """The whole part."""
    part = writer.guide.risks
    return writer.section(
        "risks",
        "risks",
        lead(part.introduction, writer),
        _compose_red_flags(writer),
        _compose_precautions(writer),
        _compose_effects(writer),
        writer.section("risks.needle_safety", "needle_safety", writer.items(part.needle_safety)),
        role="risks",
    )


def _compose_red_flags(writer: Writer) -> Section:
    """Each sign with what to do and why, in boxes as in the safety section."""
    blocks: list[Block] = []
    for urgency in URGENCIES:
        flags = [flag for flag in writer.guide.risks.red_flags if flag.urgency == urgency]
        items = tuple(
            (
                Paragraph(
                    (strong(f"{flag.sign.rstrip('.')}."), *words(" "), *writer.inlines(flag.action, flag.citations))
                ),
            )
            for flag in flags
        )
        title = writer.labels(f"{urgency}_title", number=writer.region.emergency_number)
        if items:
            blocks.append(Callout(f"risks.red_flags.{urgency}", urgency, title, (ListBlock(items),)))
    return writer.section("risks.red_flags", "red_flags", *blocks)


def _compose_precautions(writer: Writer) -> Section:
    """The precautions by what they ask for; what rules needles out is in a box, as in the safety section."""
    groups: list[Block] = []
    # The safety section of a sheet already lists what is to be avoided.
    for action in ("avoid", "ask first", "tell") if writer.whole else ("ask first", "tell"):
        items = tuple(
            _compose_precaution(writer, one) for one in writer.guide.risks.precautions if one.action == action
        )
        if items:
            path, title = f"risks.precautions.{action.replace(' ', '-')}", writer.labels(f"action.{action}")
            listed = (ListBlock(items),)
            avoid = action == "avoid"
            groups.append(
                Callout(path, "caution", title, listed) if avoid else Section(path, words(title), listed, listed=False)
            )
    return writer.section("risks.precautions", "precautions", *groups)


def _compose_precaution(writer: Writer, one: Precaution) -> tuple[Paragraph]:
    advice = (*writer.inlines(one.advice), *words(" "), *writer.inlines(one.why, one.citations))
    return (Paragraph((strong(f"{one.situation.rstrip('.')}."), *words(" "), *advice)),)


def _compose_effects(writer: Writer) -> Section:
    effects = writer.guide.risks.effects
    columns = writer.columns("effect", "how_often", "how_bad")
    rows = tuple(_compose_row(writer, one) for one in effects)
    table = Table("risks.effects_table", writer.label("effects_table"), columns, rows)
    return writer.section("risks.effects", "effects", table, *(_compose_effect(writer, one) for one in effects))


def _compose_row(writer: Writer, effect: Effect) -> tuple[Inlines, ...]:
    return (
        (CrossLink(f"risks.effects.{effect.id}", words(effect.name)),),
        words(capital(_write_often(writer, effect))),
        words(capital(writer.labels(f"severity.{effect.severity}"))),
    )


def _write_often(writer: Writer, effect: Effect) -> str:
    """The word for how often, with the rate where one was counted, else with what the word means."""
    often = writer.labels(f"frequency.{effect.frequency}")
    if effect.rate:
        return writer.labels("often_told", often=often, rate=_write_rate(writer, effect.rate))
    if effect.frequency == "not known":
        return often
    return writer.labels("often_told", often=often, rate=writer.labels(f"frequency_means.{effect.frequency}"))


def _write_rate(writer: Writer, rate: Rate) -> str:
    """The rate as people say it: 'about 9 in 100 people'; below one, with one digit."""
    count = round(rate.count) if rate.count >= 1 else float(f"{rate.count:.1g}")
    return writer.labels("rate", rate=_write_share(writer, rate, writer.number(count)))


def _write_share(writer: Writer, rate: Rate, count: str) -> str:
    unit = writer.labels(f"unit.{rate.unit}")
    return writer.labels("share", count=count, of=writer.number(rate.of), unit=unit)


def _compose_effect(writer: Writer, effect: Effect) -> Section:
    path = f"risks.effects.{effect.id}"
    name = effect.name + (f" ({effect.medical_name})" if effect.medical_name else "")
    rows: list[tuple[str, Inlines]] = []
    if effect.rate:
        rows.append(("counted", _compose_count(writer, effect.rate)))
    rows.append(("what_to_do", writer.inlines(effect.action)))
    text = (*writer.blocks(effect.text, effect.citations), *draw_harm(writer, effect))
    return Section(path, words(name), (*text, writer.facts(f"{path}_facts", effect.name, rows)), listed=False)


def _compose_count(writer: Writer, rate: Rate) -> Inlines:
    if rate.low is None or rate.high is None:
        parts = [_write_share(writer, rate, writer.number(rate.count))]
    else:
        count, low, high = writer.alike(rate.count, rate.low, rate.high)
        parts = [_write_share(writer, rate, count), writer.labels("rate_interval", low=low, high=high)]
    return (*words(f"{', '.join(parts)}. {rate.population.rstrip('.')}."), *notes([rate.citation]))
