"""The forms, checklists and tables of the guide."""

from __future__ import annotations

from acucontent.document.blocks import (
    Blank,
    Blocks,
    Column,
    Grid,
    GridRow,
    Inlines,
    Section,
    SectionRole,
    Table,
)
from acucontent.document.compose.pictures import write_picture
from acucontent.document.compose.writer import Writer, make_notes, make_words, write_lead
from acucontent.document.traversal import has_page_form
from acucontent.model.forms import Checklist, Form, FormColumn
from acucontent.model.tables import TableRow, TextTable, measure_columns

PAGE_FORM_ROWS = 16
"""The number of rows from which a form has a page of its own, to be copied and hung up."""


def compose_forms(writer: Writer) -> Section:
    """Compose the forms."""
    forms = (_compose_form(writer, form) for form in writer.guide.forms)
    return writer.make_section("forms", "forms", *forms, role="forms")


def _compose_form(writer: Writer, form: Form) -> Section:
    path = f"forms.{form.id}"
    caption = (*make_words(form.caption), *make_notes(form.citations))
    lines = tuple(Blank(f"forms_{form.id}_{line.id}", line.label) for line in form.lines)
    grid = Grid(f"{path}_grid", caption, _make_columns(form), measure_columns(form), _make_rows(writer, form), lines)
    role: SectionRole = "page_form" if len(grid.rows) >= PAGE_FORM_ROWS else "section"
    return Section(path, make_words(form.title), (*write_lead(form.introduction, writer), grid), role=role)


def _make_columns(form: Form) -> tuple[Column, ...]:
    first = Column(f"{form.id}.row", make_words(form.row_head))
    return (first, *(Column(f"{form.id}.{one.id}", _write_head(one)) for one in form.columns))


def _write_head(column: FormColumn) -> Inlines:
    return (*write_picture(column.picture), *make_words(column.head))


def _make_rows(writer: Writer, form: Form) -> tuple[GridRow, ...]:
    """Make the rows. The label of a blank has the head of its row and of its column."""
    rows = []
    for row, name in form.row_names.items():
        spoken = writer.labels("form_row", row=form.row_head, number=name) if form.row_count else name
        blanks = tuple(
            Blank(
                f"forms_{form.id}_{row}_{one.id}", writer.labels("form_cell", row=spoken, column=one.head), 1, one.kind
            )
            for one in form.columns
        )
        rows.append(GridRow(make_words(name), blanks))
    return tuple(rows)


def compose_checklists(writer: Writer) -> Section:
    """Compose the checklists."""
    lists = (_compose_checklist(writer, one) for one in writer.guide.checklists)
    return writer.make_section("checklists", "checklists", *lists, role="checklists")


def _compose_checklist(writer: Writer, one: Checklist) -> Section:
    path = f"checklists.{one.id}"
    items = writer.make_checklist(path, one.items)
    return Section(path, make_words(one.title), (*write_lead(one.introduction, writer), items))


def compose_tables(writer: Writer) -> Section:
    """Compose the tables."""
    tables = (_compose_table(writer, table) for table in writer.guide.tables)
    return writer.make_section("tables", "tables", *tables, role="tables")


def _compose_table(writer: Writer, table: TextTable) -> Section:
    path = f"tables.{table.id}"
    columns = tuple(Column(f"{table.id}.{one.id}", make_words(one.head)) for one in table.columns)
    rows = tuple(_write_row(writer, row) for row in table.rows)
    block = Table(f"{path}_table", make_words(table.caption), columns, rows)
    return Section(path, make_words(table.title), (*write_lead(table.introduction, writer), block))


def _write_row(writer: Writer, row: TableRow) -> tuple[Inlines, ...]:
    *others, last = row.cells
    return (*map(writer.write_inlines, others), writer.write_inlines(last, row.citations))


def move_page_forms_last(sections: Blocks) -> Blocks:
    """Return sections with those that contain a form for a page of its own at the end, after the references."""
    page_forms = tuple(section for section in sections if has_page_form(section))
    return (*(section for section in sections if section not in page_forms), *page_forms)
