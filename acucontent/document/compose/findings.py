"""The findings for patients: the plain line of each, with a mark for its certainty, and the key to the marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from acucontent.document.blocks import (
    Block,
    Blocks,
    CertaintyWord,
    CrossLink,
    Inlines,
    ListBlock,
    Paragraph,
    Section,
    Strong,
    Table,
)
from acucontent.document.compose.counts import draw_counts
from acucontent.document.compose.writer import (
    Writer,
    append_inlines,
    capitalize_inlines,
    make_notes,
    make_words,
    prepend_inlines,
)
from acucontent.document.traversal import walk_blocks, walk_inlines
from acucontent.model.base import ReferenceKey
from acucontent.model.evidence import CertaintyLevel, Statement

KEY = "evidence.certainty"
"""The id of the section that explains the words for certainty."""

FINDINGS = "evidence.statements"
"""The id of the section with the findings."""


def list_uncited(statement: Statement, *shown: object) -> list[ReferenceKey]:
    """Return the citations of a finding that the shown texts do not contain."""
    cited = {str(key) for prose in shown if prose is not None for key in getattr(prose, "list_links")()}  # noqa: B009
    return [key for key in statement.citations if key not in cited]


def compose_plain_findings(writer: Writer, statements: Iterable[Statement]) -> Blocks:
    """Compose the plain lines of findings as a list, then their pictures of people.

    A finding without a plain line is in the reference volume only.
    """
    shown = [one for one in statements if one.plain is not None]
    pictures = [figure for one in shown for figure in draw_counts(writer, one)]
    return (ListBlock(tuple(_compose_item(writer, one) for one in shown)), *pictures) if shown else ()


def _compose_item(writer: Writer, statement: Statement) -> Blocks:
    """Compose a finding as an item of a list. Its title links to the finding in full."""
    link = CrossLink(f"{FINDINGS}.{statement.id}", make_words(f"{statement.title.rstrip('.')}."))
    title = Strong((link,)) if statement.title[-1:] != "?" else Strong((_link_question(statement),))
    return prepend_inlines((title, *make_words(" ")), _write_plain(writer, statement))


def _link_question(statement: Statement) -> CrossLink:
    return CrossLink(f"{FINDINGS}.{statement.id}", make_words(statement.title))


def _write_plain(writer: Writer, statement: Statement) -> Blocks:
    """Write the plain line of a finding with its mark, then its citations."""
    assert statement.plain is not None
    *first, last = writer.write_blocks(statement.plain)
    mark = write_mark(writer, statement)
    notes = make_notes(list_uncited(statement, statement.plain))
    return (*first, append_inlines(append_inlines(last, mark), notes))


def write_mark(writer: Writer, statement: Statement) -> Inlines:
    """Write how sure its graders are of a finding: dots and a word; nothing if nobody graded it."""
    if all(certainty.level == "not graded" for certainty in statement.certainty):
        return ()
    word = capitalize_inlines(writer.summarize_certainties(statement.certainty, marked=True))
    return (*make_words(" "), *writer.write_sentence("certainty_mark", level=word))


def compose_plain_statement(writer: Writer, statement: Statement) -> Section:
    """Compose a finding for a sheet: its plain line and its pictures of people."""
    text = _write_plain(writer, statement) if statement.plain is not None else ()
    return Section(
        f"{FINDINGS}.{statement.id}",
        make_words(statement.title),
        (*text, *draw_counts(writer, statement)) if text else (),
        listed=False,
    )


def compose_mark_key(writer: Writer) -> Section:
    """Compose the key to the marks, with the name of the volume that has the figures."""
    levels = [level for level in get_args(CertaintyLevel) if level not in ("low or very low", "not graded")]
    rows = tuple(
        (writer.write_certainty_word(level, marked=True), writer.write_label(f"certainty_means.{level}"))
        for level in levels
    )
    columns = writer.make_columns("word", "what_it_says")
    table = Table("evidence.certainty_table", writer.write_label("mark_table"), columns, rows)
    intro = Paragraph(writer.write_label("mark_intro"))
    return Section(KEY, writer.write_label("certainty"), (intro, table, *_name_reference_volume(writer)), listed=False)


def _name_reference_volume(writer: Writer) -> Blocks:
    """Return a line with the name of the reference volume; no blocks if the guide has none."""
    titles = [one.title for one in writer.guide.handouts if one.kind == "reference"]
    if not titles:
        return ()
    link = (CrossLink(FINDINGS, make_words(titles[0])),)
    return (Paragraph(writer.write_sentence("figures_in", volume=link)),)


def has_marks(blocks: Iterable[Block]) -> bool:
    """Return whether blocks have marks for certainty."""
    return any(isinstance(inline, CertaintyWord) and inline.marked for inline in walk_inlines(blocks))


def place_mark_key(writer: Writer, sections: Blocks) -> Blocks:
    """Return sections with the key once, before the first marks.

    Several parts have marks, and so the key, of their own. A handout can have all of them, or a section of one without
    its key.
    """
    marked = next((number for number, section in enumerate(sections) if has_marks((section,))), len(sections))
    first = sections[: marked + 1]
    shown = any(isinstance(block, Section) and block.id == KEY for block in walk_blocks(first))
    key = () if shown or marked == len(sections) else (compose_mark_key(writer),)
    return _drop_later_keys((*sections[:marked], *key, *sections[marked:]), set())


def _drop_later_keys(blocks: Blocks, seen: set[str]) -> Blocks:
    """Return blocks with the first key only. An id is added to `seen` when its section is met."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            if block.id == KEY and KEY in seen:
                continue
            seen.add(block.id)
            kept.append(replace(block, blocks=_drop_later_keys(block.blocks, seen)))
        else:
            kept.append(block)
    return tuple(kept)
