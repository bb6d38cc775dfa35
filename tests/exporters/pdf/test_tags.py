"""The tags give a screen reader the whole text in order, and nothing else."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from acucontent.document.blocks import ListBlock, Note, Paragraph, Pictogram, Section, Words
from acucontent.document.drawings import Drawing
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.render import render
from acucontent_pdf.sheet_page import MOVABLE
from tests.exporters.pdf.tagged_pdf import Element, Pdf
from tests.factories import make_guide, make_handout
from tests.needs import require_programs


def test_document_is_marked_as_tagged(pdf: Pdf) -> None:
    """It has the entries of PDF/UA: tags, a language, a title to show, and the claim."""
    root = pdf.file.Root

    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang) == "en-US"
    assert pdf.file.open_metadata()["pdfuaid:part"] == "1"


def test_metadata_comes_from_the_guide(complete: Pdf, back_pain: Guide) -> None:
    """Title, author and dates are those of the guide."""
    info = read_information(complete)

    assert info["/Title"] == back_pain.title
    assert info["/Author"] == ", ".join(author.name for author in back_pain.authors)
    assert info["/CreationDate"] == f"D:{back_pain.published:%Y%m%d}"
    assert info["/Creator"].startswith("acucontent ")


def read_information(pdf: Pdf) -> dict[str, str]:
    """Return the document information."""
    return {name: str(value) for name, value in pdf.file.docinfo.items()}


def test_all_words_are_read_in_order(complete: Pdf, back_pain: Guide) -> None:
    """The tags have every run of words of the document in order."""
    document = Edition.of(back_pain).document
    read, at = remove_spaces(complete.tree.text), 0

    for words in list_word_runs((document.opening, document.sections)):
        found = read.find(remove_spaces(words), at)
        assert 0 <= found - at < 2500, words  # the contents are between the opening and the first section
        at = found


def list_word_runs(node: Any) -> Iterator[str]:
    """Yield the runs of words in a part of a document in order, without drawings."""
    if isinstance(node, Words):
        yield node.text
    elif isinstance(node, tuple):
        for each in node:
            yield from list_word_runs(each)
    elif is_dataclass(node) and not isinstance(node, Note | Drawing):
        for field in fields(node):
            yield from list_word_runs(getattr(node, field.name))


def remove_spaces(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s", "", text)


def test_words_are_separated_at_line_ends(first_visit: Pdf, back_pain: Guide) -> None:
    """The space at a line break is kept, so that words do not run together when read aloud."""
    paragraph = next(words for words in list_word_runs(Edition.of(back_pain, "first-visit").document.opening))

    assert paragraph in first_visit.tree.text


def test_running_footers_are_not_read(pdf: Pdf) -> None:
    """Page numbers and footers are artifacts."""
    assert not re.search(r"Page \d+ of \d+", pdf.tree.text)


def test_paragraph_over_two_pages_is_one() -> None:
    """A paragraph that a page break splits is one element."""
    long = " ".join(f"Sentence number {number} is here." for number in range(300))
    pdf = Pdf.from_guide(make_guide(summary=long, handouts=[make_handout(include=["summary"])]))

    whole = [element for element in pdf.tree.find_elements("/P") if "number 0 " in element.text]

    assert pdf.artifact.pages["safety"] > 4
    assert [element.text for element in whole] == [long]


def test_head_of_a_long_table_is_read_once(reference: Pdf) -> None:
    """A table head that is repeated on the next page is an artifact there."""
    tables = [
        table for table in reference.tree.find_elements("/Table") if table.text.startswith("The findings at a glance")
    ]

    assert [len(list(table.find_elements("/THead"))) for table in tables] == [1]
    assert len(list(tables[0].find_elements("/TR"))) > 15


def test_header_cells_have_scopes(pdf: Pdf) -> None:
    """The scope is the column in the head of a table, and the row elsewhere."""
    for head in pdf.tree.find_elements("/THead"):
        assert {str(cell.raw.A.Scope) for cell in head.find_elements("/TH")} == {"/Column"}
    for body in pdf.tree.find_elements("/TBody"):
        assert {str(cell.raw.A.Scope) for cell in body.find_elements("/TH")} <= {"/Row"}


def test_rows_have_headers_except_pairs(complete: Pdf) -> None:
    """The first cell of a row is its header, except in tables of two columns with column headers."""
    for table in complete.tree.find_elements("/Table"):
        headed = bool(list(table.find_elements("/THead")))
        for row in next(table.find_elements("/TBody")).find_elements("/TR"):
            first, *others = (kid.kind for kid in row.kids if isinstance(kid, Element))
            assert first == ("/TD" if headed and len(others) == 1 else "/TH")
            assert set(others) == {"/TD"}


def test_items_hold_a_bullet_and_a_body(pdf: Pdf) -> None:
    """Each list item has its bullet, number or box, and a body with the rest. A picture takes the place of a bullet."""
    for each in pdf.tree.find_elements("/L"):
        kinds = {tuple(kid.kind for kid in item.kids if isinstance(kid, Element)) for item in select_items(each)}
        assert kinds in ({("/Lbl", "/LBody")}, {("/LBody",)}), each.text


def select_items(one: Element) -> list[Element]:
    """Return the items of a list."""
    return [kid for kid in one.kids if isinstance(kid, Element) and kid.kind == "/LI"]


def test_steps_have_their_numbers(first_visit: Pdf) -> None:
    """The numbers on the cards of the steps are the labels of their items."""
    numbers = [label.text for label in first_visit.tree.find_elements("/Lbl") if label.text.isdecimal()]

    assert numbers == [str(number) for number in range(1, 7)]


def test_dots_of_certainty_are_not_read(complete: Pdf) -> None:
    """The word after the dots says the same."""
    drawn = "".join(text for _, _, text in complete.runs)

    assert "●●○○" in drawn
    assert not {"●", "○"} & set(complete.tree.text)


def test_nested_list_is_read_in_place() -> None:
    """Text after a nested list is read after it."""
    summary = "- Before the list:\n\n  - inner\n\n  After the list."
    pdf = Pdf.from_guide(make_guide(summary=summary, handouts=[make_handout(include=["summary"])]))

    assert re.search(r"Before the list:.*inner.*After the list\.", pdf.tree.text)


def test_pictures_next_to_words_are_not_read() -> None:
    """A pictogram before the words of an item is an artifact, one with a text is a figure, and the items stay whole."""
    edition = Edition.of(make_guide())
    items = tuple((Paragraph((Pictogram(name), Words(f" {name}"))),) for name in ("eat", "drink"))
    named = Paragraph((Words("Call "), Pictogram("phone", "by phone"), Words(" now.")))
    section = Section("pictures", (Words("Pictures"),), (ListBlock(items), named))
    vars(edition)["document"] = replace(edition.document, sections=(section,))

    pdf = Pdf(render(edition, PdfOptions()))

    assert [str(figure.raw.Alt) for figure in pdf.tree.find_elements("/Figure")][1:] == ["by phone"]
    assert [item.text.strip() for item in pdf.tree.find_elements("/LBody")][-2:] == ["eat", "drink"]


def test_contents_are_tagged_as_such(complete: Pdf) -> None:
    """The contents are entries with references; the dots are not read."""
    top = next(complete.tree.find_elements("/TOC"))

    assert {kid.kind for kid in top.kids if isinstance(kid, Element)} == {"/TOCI"}
    assert re.fullmatch(r"In short \d+", next(top.find_elements("/TOCI")).text)
    assert " ." not in top.text


def test_other_languages_are_tagged(reference: Pdf) -> None:
    """Chinese text has its language."""
    spoken = {
        str(span.raw.get("/Lang")): span.text for span in reference.tree.find_elements("/Span") if "/Lang" in span.raw
    }

    assert {"zh-Hans", "zh-Hant", "zh-Latn-pinyin"} <= set(spoken)
    assert all("\u4e00" <= character <= "\u9fff" for character in spoken["zh-Hans"])


def test_figures_have_alternative_text(complete: Pdf) -> None:
    """Each figure describes what it shows."""
    assert all(len(str(figure.raw.get("/Alt", ""))) > 20 for figure in complete.tree.find_elements("/Figure"))


def test_headings_go_down_one_level_at_a_time(pdf: Pdf) -> None:
    """The title is the only first-level heading, and no level is skipped."""
    levels = [int(element.kind[2:]) for element in pdf.tree.find_elements() if re.fullmatch(r"/H\d", element.kind)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_mark_is_in_the_tree_once(pdf: Pdf) -> None:
    """Each marked content of a page belongs to exactly one element."""
    held = [(page, mark) for element in pdf.tree.find_elements() for page, mark in list_marks(element.raw)]
    drawn = [(page.objgen, mark) for page, mark, _ in pdf.runs if mark is not None]

    assert len(held) == len(set(held))
    assert set(drawn) <= set(held)


def list_marks(raw: Any) -> Iterator[tuple[Any, int]]:
    """Yield the marked-content ids directly in an element, with their pages."""
    for kid in raw.K if isinstance(raw.K, pikepdf.Array) else [raw.K]:
        if isinstance(kid, int):
            yield raw.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg.objgen, int(kid.MCID)


def test_parents_know_their_kids(pdf: Pdf) -> None:
    """The parent of each element is the element that contains it."""
    for element in pdf.tree.find_elements():
        for kid in element.kids:
            assert isinstance(kid, str) or kid.raw.P.objgen == element.raw.objgen


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
def test_pdftotext_reads_in_order(
    back_pain: Guide, handout: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """A program without support for tags, which reads what is painted, also finds the sections in order."""
    require_programs("pdftotext")
    pdf = request.getfixturevalue(handout.replace("-", "_"))
    (tmp_path / "it.pdf").write_bytes(pdf.artifact.data)
    output = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "it.pdf", "-"], capture_output=True, text=True, check=True, timeout=240
    ).stdout
    pages = [remove_spaces(page) for page in output.split("\f")]

    sections = [one for one in Edition.of(back_pain, handout).document.sections if one.role not in MOVABLE]
    assert len(sections) > 4
    for section in sections:
        page = pdf.artifact.pages[section.id]
        rest = remove_spaces("".join(pages[page - 1 :]))
        assert remove_spaces(flatten(section.title)) in pages[page - 1]
        assert remove_spaces(next(list_word_runs(section.blocks), "")) in rest
