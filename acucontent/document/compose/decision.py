"""The decision aid: the options side by side, counts of people that can be compared, and a worksheet.

A guide has the first two; a sheet, which a person can keep and bring along, has the worksheet, too.
"""

from __future__ import annotations

from acucontent.document.blocks import (
    Blank,
    Blocks,
    Column,
    Figure,
    Grid,
    GridRow,
    Inlines,
    ListBlock,
    Paragraph,
    Section,
    Table,
)
from acucontent.document.compose.writer import (
    Writer,
    capitalize_text,
    join_inlines,
    make_boxes,
    make_notes,
    make_paragraph,
    make_strong,
    make_words,
)
from acucontent.document.drawings import IconArray, IconGroup, PairedIcons
from acucontent.model.decision import ComparatorCount, ComparisonArm, Decision, DecisionComparison
from acucontent.model.plain_text import flatten

DRAWN_OF = 100
"""The number of people in each picture. Counts out of other numbers are given in words only."""

RATINGS = ("0", "1", "2", "3", "4", "5")
"""How much a value matters, from not at all to very much."""

SURE = ("sure", "understand", "risks", "encouraged")
"""The four questions of the SURE test (Legare 2010, Can Fam Physician 56:e308-e314), as the labels name them."""


def compose_decision(writer: Writer) -> Section:
    """Compose the decision: the choice, the options side by side, and counts of people that can be compared."""
    decision = writer.guide.decision
    if decision is None:
        return writer.make_section("decision", "decision", role="decision")
    return writer.make_section(
        "decision",
        "decision",
        writer.write_blocks(decision.choice, role="lead"),
        writer.write_blocks(decision.for_whom),
        _compose_options(writer, decision),
        _compose_comparisons(writer, decision),
        _name_aid(writer) if writer.is_volume else _compose_worksheet(writer, decision),
        role="decision",
    )


def _name_aid(writer: Writer) -> Blocks:
    """Return a line with the name of the sheet that has the worksheet; no blocks if the guide has none."""
    titles = [one.title for one in writer.guide.handouts if one.kind == "decision aid"]
    return (Paragraph(writer.write_label("decision_aid", aid=titles[0])),) if titles else ()


def _compose_options(writer: Writer, decision: Decision) -> Section:
    """Compose the option grid: a row for each question and a column for each option.

    The columns have short names. A volume lists the names before; the worksheet has them, too. If the document does not
    show all options, it says so and names the others.
    """
    columns = (
        Column("decision_question", writer.write_label("decision_question")),
        *(Column(f"decision.options.{one.id}", make_words(one.short_name)) for one in decision.options),
    )
    rows = tuple(
        (
            make_words(one.question),
            *(writer.write_inlines(option.answers[one.id].text) for option in decision.options),
        )
        for one in decision.questions
    )
    table = Table("decision.options_table", writer.write_label("options_table"), columns, rows)
    names = ListBlock(tuple((Paragraph(make_words(one.name)),) for one in decision.options))
    before = names if writer.is_volume else _name_other_options(writer, decision)
    return writer.make_section("decision.options", "options", before, table)


def _name_other_options(writer: Writer, decision: Decision) -> Blocks:
    """Compose the line that names the options that are not shown; no blocks if all are."""
    others = writer.other_options
    if not others:
        return ()
    shown, total = len(decision.options), len(decision.options) + len(others)
    count = writer.labels("options_shown", shown=writer.format_number(shown), total=writer.format_number(total))
    label = "option_not_shown" if len(others) == 1 else "options_not_shown"
    names = join_inlines([make_words(one.name) for one in others], "; ")
    return (make_paragraph(make_strong(count), *make_words(" "), *writer.write_sentence(label, names=names)),)


def _compose_comparisons(writer: Writer, decision: Decision) -> Section:
    """Compose the comparisons, each with its picture, and the line about figures that are missing.

    The line of the guide is about all options. If no comparison has the options that the document shows, it has a fixed
    line instead.
    """
    compared = tuple(block for one in decision.comparisons for block in _compose_comparison(writer, one))
    missing = writer.write_blocks(decision.no_figures) if decision.no_figures else ()
    if writer.other_options and not compared:
        missing = (Paragraph(writer.write_label("no_comparison")),)
    return writer.make_section("decision.comparisons", "comparisons", compared, missing)


def _compose_comparison(writer: Writer, comparison: DecisionComparison) -> Blocks:
    certainty = writer.write_sentence(
        "comparison_certainty",
        population=make_words(comparison.population),
        certainty=writer.write_certainty(comparison.certainty.model_copy(update={"citation": None})),
    )
    keys = dict.fromkeys(filter(None, (comparison.citation, comparison.certainty.citation)))
    source = Paragraph((*certainty, *make_notes(keys)))
    if comparison.of != DRAWN_OF:
        return (
            Paragraph(make_words(f"{_write_caption(writer, comparison)}: {_describe_arms(writer, comparison)}.")),
            source,
        )
    return (_draw_comparison(writer, comparison), source)


def _write_caption(writer: Writer, comparison: DecisionComparison) -> str:
    return writer.labels(
        "arms_caption_time",
        outcome=comparison.title,
        time=comparison.time_frame,
        of=writer.format_number(comparison.of),
    )


def _draw_comparison(writer: Writer, comparison: DecisionComparison) -> Figure:
    """Draw a picture of 100 people for each option and for the comparator."""
    arrays = tuple(
        IconArray(
            (IconGroup(arm.count, comparison.outcome),), of=comparison.of, title=_write_arm(writer, comparison, arm)
        )
        for arm in _list_arms(comparison)
    )
    alternative = writer.labels(
        "arms_alternative",
        of=writer.format_number(comparison.of),
        outcome=comparison.outcome,
        arms=_describe_arms(writer, comparison),
    )
    return Figure(
        f"decision.comparisons.{comparison.id}",
        make_words(_write_caption(writer, comparison)),
        alternative,
        PairedIcons(arrays, rest=writer.labels("arms_rest")),
        name=comparison.title,
    )


def _list_arms(comparison: DecisionComparison) -> tuple[ComparisonArm | ComparatorCount, ...]:
    return (*comparison.arms, comparison.comparator)


def _describe_arms(writer: Writer, comparison: DecisionComparison) -> str:
    return "; ".join(_write_arm(writer, comparison, arm) for arm in _list_arms(comparison))


def _write_arm(writer: Writer, comparison: DecisionComparison, arm: ComparisonArm | ComparatorCount) -> str:
    """Write the name and the count of a group; a count that is not whole is given beside the number of icons."""
    name = _name_arm(writer, arm)
    icons, shown = writer.format_number(IconGroup(arm.count, "").icons), writer.format_number(arm.count)
    label = "arm_count" if icons == shown or comparison.of != DRAWN_OF else "arm_count_about"
    count = writer.labels(label, icons=icons, count=shown, of=writer.format_number(comparison.of))
    return writer.labels("arm_title", arm=capitalize_text(name), count=count)


def _name_arm(writer: Writer, arm: ComparisonArm | ComparatorCount) -> str:
    if isinstance(arm, ComparatorCount):
        return arm.name
    assert writer.guide.decision is not None
    return writer.guide.decision.options[arm.option].name


def _compose_worksheet(writer: Writer, decision: Decision) -> Blocks:
    """Compose what a person fills in: what matters, where they lean, whether they are sure, and the next step."""
    leaning = tuple((one.id, one.name) for one in decision.options)
    steps = tuple((item.id, writer.write_inlines(item.text, item.citations)) for item in decision.next_steps)
    unsure = ("not-sure", writer.labels("lean_unsure"))
    return (
        writer.make_section("decision.values", "values", _make_ratings(writer, decision)),
        writer.make_section(
            "decision.lean",
            "lean",
            _make_boxes("lean", tuple((key, make_words(name)) for key, name in (*leaning, unsure))),
        ),
        writer.make_section(
            "decision.sure", "sure", _make_sure(writer), Paragraph(writer.write_label("sure_source"), "small")
        ),
        writer.make_section("decision.next_steps", "next_step", _make_boxes("next", steps)),
        _make_disclosure(writer),
    )


def _make_ratings(writer: Writer, decision: Decision) -> Grid:
    rows = tuple(
        _make_choice_row(f"decision_values_{one.id}", one.text, tuple((each, each) for each in RATINGS))
        for one in decision.values
    )
    heads = (writer.write_label("values_head"), *map(make_words, RATINGS))
    return _make_grid("decision.values_grid", writer.write_label("values_caption"), heads, rows)


def _make_sure(writer: Writer) -> Grid:
    answers = tuple((each, writer.labels(each)) for each in ("yes", "no"))
    rows = tuple(_make_choice_row(f"decision_sure_{each}", writer.labels(f"sure.{each}"), answers) for each in SURE)
    heads = (writer.write_label("sure_head"), *(make_words(text) for _, text in answers))
    return _make_grid("decision.sure_grid", writer.write_label("sure_caption"), heads, rows)


def _make_choice_row(name: str, text: str, values: tuple[tuple[str, str], ...]) -> GridRow:
    """Make a row with a circle for each value, of which one is marked."""
    return GridRow(make_words(text), tuple(Blank(name, text, kind="choice", value=value) for value, _ in values))


def _make_grid(path: str, caption: Inlines, heads: tuple[Inlines, ...], rows: tuple[GridRow, ...]) -> Grid:
    columns = tuple(Column(f"{path}.{number}", head) for number, head in enumerate(heads))
    return Grid(path, caption, columns, (32, *(4 for _ in heads[1:])), rows)


def _make_boxes(name: str, items: tuple[tuple[str, Inlines], ...]) -> ListBlock:
    """Make a list with a box to tick before each item."""
    blanks = make_boxes(f"decision.{name}", ((key, flatten(text)) for key, text in items))
    return ListBlock(tuple((Paragraph(text),) for _, text in items), "check", blanks=blanks)


def _make_disclosure(writer: Writer) -> Section:
    """Compose the date of the evidence, the funding and the interests, in a line each."""
    guide = writer.guide
    facts = writer.make_facts(
        "decision.disclosure_facts",
        writer.labels("disclosure"),
        [
            ("evidence_to", make_words(writer.format_month(guide.evidence_to))),
            ("funding", writer.write_inlines(guide.funding)),
            ("conflicts", writer.write_inlines(guide.conflicts)),
        ],
    )
    return writer.make_section("decision.disclosure", "disclosure", facts)
