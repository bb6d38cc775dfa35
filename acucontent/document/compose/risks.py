"""Risks in full: what each warning sign asks for, precautions, unwanted effects and needle safety."""

from __future__ import annotations

from acucontent.document.blocks import Block, CrossLink, Facts, Inlines, ListBlock, Paragraph, Section, Table
from acucontent.document.compose.figures import harm
from acucontent.document.compose.writer import Writer, lead, notes, strong, words
from acucontent.model.ranges import Rate
from acucontent.model.risks import Effect, Precaution


def risks(writer: Writer) -> Section:
    """The whole part."""
    part = writer.guide.risks
    return writer.section(
        "risks",
        "risks",
        lead(part.introduction, writer),
        _red_flags(writer),
        _precautions(writer),
        _effects(writer),
        writer.section("risks.needle_safety", "needle_safety", writer.items(part.needle_safety)),
    )


def _red_flags(writer: Writer) -> Section:
    blocks: list[Block] = []
    for urgency in ("emergency", "urgent"):
        flags = [flag for flag in writer.guide.risks.red_flags if flag.urgency == urgency]
        items = tuple(
            (
                Paragraph(
                    (strong(f"{flag.sign.rstrip('.')}."), *words(" "), *writer.inlines(flag.action, flag.citations))
                ),
            )
            for flag in flags
        )
        title = writer.label(f"{urgency}_title", number=writer.region.emergency_number)
        if items:
            blocks.append(Section(f"risks.red_flags.{urgency}", title, (ListBlock(items),), listed=False))
    return writer.section("risks.red_flags", "red_flags", *blocks)


def _precautions(writer: Writer) -> Section:
    sections = []
    # A sheet has said already, in its safety section, what is to be avoided.
    for action in ("avoid", "ask first", "tell") if writer.whole else ("ask first", "tell"):
        items = tuple(_precaution(writer, one) for one in writer.guide.risks.precautions if one.action == action)
        if items:
            path = f"risks.precautions.{action.replace(' ', '-')}"
            sections.append(Section(path, writer.label(f"action.{action}"), (ListBlock(items),), listed=False))
    return writer.section("risks.precautions", "precautions", *sections)


def _precaution(writer: Writer, one: Precaution) -> tuple[Paragraph]:
    said = (*writer.inlines(one.advice), *words(" "), *writer.inlines(one.why, one.citations))
    return (Paragraph((strong(f"{one.situation.rstrip('.')}."), *words(" "), *said)),)


def _effects(writer: Writer) -> Section:
    effects = writer.guide.risks.effects
    head = tuple(writer.label(name) for name in ("effect", "how_often", "how_bad"))
    table = Table(
        "risks.effects_table", writer.label("effects_table"), head, tuple(_row(writer, one) for one in effects)
    )
    return writer.section("risks.effects", "effects", table, *(_effect(writer, one) for one in effects))


def _row(writer: Writer, effect: Effect) -> tuple[Inlines, ...]:
    often = writer.labels(f"frequency.{effect.frequency}")
    if effect.rate:
        often = f"{often}: {_rate(writer, effect.rate)}"
    elif effect.frequency != "not known":
        often = f"{often}: {writer.labels(f'frequency_means.{effect.frequency}')}"
    return (
        (CrossLink(f"risks.effects.{effect.id}", words(effect.name)),),
        words(often),
        writer.label(f"severity.{effect.severity}"),
    )


def _rate(writer: Writer, rate: Rate) -> str:
    """The rate as people say it: 'about 9 in 100 people'; below one, with one digit."""
    count = round(rate.count) if rate.count >= 1 else float(f"{rate.count:.1g}")
    return writer.labels("rate", rate=_share(writer, rate, count))


def _share(writer: Writer, rate: Rate, count: float) -> str:
    unit = writer.labels(f"unit.{rate.unit}")
    return writer.labels("share", count=writer.number(count), of=writer.number(rate.of), unit=unit)


def _effect(writer: Writer, effect: Effect) -> Section:
    path = f"risks.effects.{effect.id}"
    name = effect.name + (f" ({effect.medical_name})" if effect.medical_name else "")
    rows: list[tuple[str, Inlines]] = []
    if effect.rate:
        rows.append((writer.labels("counted"), _counted(writer, effect.rate)))
    rows.append((writer.labels("what_to_do"), writer.inlines(effect.action)))
    text = (*writer.blocks(effect.text, effect.citations), *harm(writer, effect))
    return Section(path, words(name), (*text, Facts(f"{path}_facts", effect.name, tuple(rows))), listed=False)


def _counted(writer: Writer, rate: Rate) -> Inlines:
    said = [_share(writer, rate, rate.count)]
    if rate.low is not None and rate.high is not None:
        said.append(writer.labels("rate_interval", low=writer.number(rate.low), high=writer.number(rate.high)))
    return (*words(f"{', '.join(said)}. {rate.population.rstrip('.')}."), *notes([rate.citation]))
