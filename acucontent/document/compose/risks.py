"""The part on risks: warning signs and what to do, precautions, unwanted effects and needle safety."""

from __future__ import annotations

from acucontent.document.blocks import Block, Callout, CrossLink, Inlines, ListBlock, Paragraph, Section, Table
from acucontent.document.compose.figures import draw_harm
from acucontent.document.compose.safety import URGENCIES
from acucontent.document.compose.writer import Writer, capitalize_text, make_notes, make_strong, make_words, write_lead
from acucontent.document.drawings import round_half_up
from acucontent.model.ranges import Rate
from acucontent.model.risks import Effect, Precaution


def compose_risks(writer: Writer) -> Section:
    """Compose the part on risks."""
    part = writer.guide.risks
    return writer.make_section(
        "risks",
        "risks",
        write_lead(part.introduction, writer),
        _link_safety(writer) if writer.is_volume else _compose_red_flags(writer),
        _compose_precautions(writer),
        _compose_effects(writer),
        writer.make_section("risks.needle_safety", "needle_safety", writer.make_list(part.needle_safety)),
        role="risks",
    )


def _link_safety(writer: Writer) -> Paragraph:
    """Link to the safety section, which has each sign in full in a volume."""
    link = (CrossLink("safety", writer.write_label("safety")),)
    return Paragraph(writer.write_sentence("signs_in", part=link))


def _compose_red_flags(writer: Writer) -> Section:
    """Compose each sign with what to do and why, in boxes as in the safety section."""
    blocks: list[Block] = []
    for urgency in URGENCIES:
        flags = [flag for flag in writer.guide.risks.red_flags if flag.urgency == urgency]
        items = tuple(
            (
                Paragraph(
                    (
                        make_strong(f"{flag.sign.rstrip('.')}."),
                        *make_words(" "),
                        *writer.write_inlines(flag.action, flag.citations),
                    )
                ),
            )
            for flag in flags
        )
        title = writer.labels(f"{urgency}_title", number=writer.region.emergency_number)
        if items:
            blocks.append(Callout(f"risks.red_flags.{urgency}", urgency, title, (ListBlock(items),)))
    return writer.make_section("risks.red_flags", "red_flags", *blocks)


def _compose_precautions(writer: Writer) -> Section:
    """Compose the precautions by action; the safety section of every document has those that rule out treatment."""
    groups: list[Block] = []
    for action in ("ask first", "tell"):
        items = tuple(
            _compose_precaution(writer, one) for one in writer.guide.risks.precautions if one.action == action
        )
        if items:
            path, title = f"risks.precautions.{action.replace(' ', '-')}", writer.labels(f"action.{action}")
            groups.append(Section(path, make_words(title), (ListBlock(items),), listed=False))
    return writer.make_section("risks.precautions", "precautions", *groups)


def _compose_precaution(writer: Writer, one: Precaution) -> tuple[Paragraph]:
    advice = (*writer.write_inlines(one.advice), *make_words(" "), *writer.write_inlines(one.why, one.citations))
    return (Paragraph((make_strong(f"{one.situation.rstrip('.')}."), *make_words(" "), *advice)),)


def _compose_effects(writer: Writer) -> Section:
    """Compose the effects: for patients with what to do, in the reference volume also with a table and the counts."""
    effects = writer.guide.risks.effects
    sections = [_compose_effect(writer, one) for one in effects]
    if writer.kind == "guide":
        return writer.make_section("risks.effects", "effects", *sections)
    columns = writer.make_columns("effect", "how_often", "how_bad")
    rows = tuple(_compose_row(writer, one) for one in effects)
    table = Table("risks.effects_table", writer.write_label("effects_table"), columns, rows)
    return writer.make_section("risks.effects", "effects", table, *sections)


def _compose_row(writer: Writer, effect: Effect) -> tuple[Inlines, ...]:
    return (
        (CrossLink(f"risks.effects.{effect.id}", make_words(effect.name)),),
        make_words(capitalize_text(_write_frequency(writer, effect))),
        make_words(capitalize_text(writer.labels(f"severity.{effect.severity}"))),
    )


def _write_frequency(writer: Writer, effect: Effect) -> str:
    """Write the word for the frequency, with the measured rate or else with the meaning of the word."""
    word = writer.labels(f"frequency.{effect.frequency}")
    if effect.rate:
        return writer.labels("frequency_with_rate", often=word, rate=_write_rate(writer, effect.rate))
    if effect.frequency == "not known":
        return word
    return writer.labels("frequency_with_rate", often=word, rate=writer.labels(f"frequency_means.{effect.frequency}"))


def _write_rate(writer: Writer, rate: Rate) -> str:
    """Write the rate as people say it, such as 'about 9 in 100 people'; a count below one has one digit."""
    count = round_half_up(rate.count) if rate.count >= 1 else float(f"{rate.count:.1g}")
    return writer.labels("rate", rate=_write_share(writer, rate, writer.format_number(count)))


def _write_share(writer: Writer, rate: Rate, count: str) -> str:
    unit = writer.labels(f"unit.{rate.unit}")
    return writer.labels("share", count=count, of=writer.format_number(rate.of), unit=unit)


def _compose_effect(writer: Writer, effect: Effect) -> Section:
    path = f"risks.effects.{effect.id}"
    name = effect.name + (f" ({effect.medical_name})" if effect.medical_name else "")
    rows: list[tuple[str, Inlines]] = []
    if writer.kind == "guide" and effect.frequency != "not known":
        rows.append(("how_often", make_words(capitalize_text(_write_frequency(writer, effect)))))
    if effect.rate and (not rows or writer.has_all_details):
        rows.append(("counted", _compose_count(writer, effect.rate)))
    rows.append(("what_to_do", writer.write_inlines(effect.action)))
    pictures = draw_harm(writer, effect) if _is_pictured(writer, effect) else ()
    text = (*writer.write_blocks(effect.text, effect.citations), *pictures)
    return Section(path, make_words(name), (*text, writer.make_facts(f"{path}_facts", effect.name, rows)), listed=False)


def _is_pictured(writer: Writer, effect: Effect) -> bool:
    """Return whether an effect has a picture: for patients, only the most frequent one of each severity has."""
    if writer.kind != "guide":
        return True
    rates = [one for one in writer.guide.risks.effects if one.rate and one.severity == effect.severity]
    return bool(rates) and effect is max(rates, key=_get_share)


def _get_share(effect: Effect) -> float:
    return effect.rate.count / effect.rate.of if effect.rate else 0


def _compose_count(writer: Writer, rate: Rate) -> Inlines:
    if rate.low is None or rate.high is None:
        parts = [_write_share(writer, rate, writer.format_number(rate.count))]
    else:
        count, low, high = writer.format_interval(rate.count, rate.low, rate.high)
        parts = [_write_share(writer, rate, count), writer.labels("rate_interval", low=low, high=high)]
    return (*make_words(f"{', '.join(parts)}. {rate.population.rstrip('.')}."), *make_notes([rate.citation]))
