"""The tags: a screen reader hears the whole text in its order, and nothing else."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from acucontent.document.blocks import Note, Words
from acucontent.document.drawings import Drawing
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from tests.exporters.pdf.tagged import Element, Pdf
from tests.factories import make_guide, make_handout
from tests.needs import needs


def test_it_says_that_it_is_tagged(pdf: Pdf) -> None:
    """The marks of PDF/UA: tags, a language, a title to show, and the claim itself."""
    root = pdf.file.Root

    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang) == "en-US"
    assert pdf.file.open_metadata()["pdfuaid:part"] == "1"


def test_metadata_is_the_editions(complete: Pdf, back_pain: Guide) -> None:
    """Title, author and dates come from the guide, never from the clock."""
    info = pdf_info(complete)

    assert info["/Title"] == back_pain.title
    assert info["/Author"] == ", ".join(author.name for author in back_pain.authors)
    assert info["/CreationDate"] == f"D:{back_pain.published:%Y%m%d}"
    assert info["/Creator"].startswith("acucontent ")


def pdf_info(pdf: Pdf) -> dict[str, str]:
    """The document information."""
    return {name: str(value) for name, value in pdf.file.docinfo.items()}


def test_all_words_are_read_in_order(complete: Pdf, back_pain: Guide) -> None:
    """Every run of words of the document stands in the tags, after the one before it."""
    document = Edition.of(back_pain).document
    read, at = squeezed(complete.tree.text), 0

    for words in runs_of_words((document.opening, document.sections)):
        found = read.find(squeezed(words), at)
        assert 0 <= found - at < 2500, words  # the contents stand between the opening and the first section
        at = found


def runs_of_words(node: Any) -> Iterator[str]:
    """The runs of words in a part of a document, in order, but those in drawings."""
    if isinstance(node, Words):
        yield node.text
    elif isinstance(node, tuple):
        for each in node:
            yield from runs_of_words(each)
    elif is_dataclass(node) and not isinstance(node, Note | Drawing):
        for field in fields(node):
            yield from runs_of_words(getattr(node, field.name))


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)


def test_words_are_parted_at_line_ends(first_visit: Pdf, back_pain: Guide) -> None:
    """Where a line is broken, the space is still there: words do not run together when read aloud."""
    paragraph = next(words for words in runs_of_words(Edition.of(back_pain, "first-visit").document.opening))

    assert paragraph in first_visit.tree.text


def test_running_feet_are_not_read(pdf: Pdf) -> None:
    """Page numbers and feet are artifacts."""
    assert not re.search(r"Page \d+ of \d+", pdf.tree.text)


def test_paragraph_over_two_pages_is_one() -> None:
    """What a page break parts is one paragraph, one list and one item; its marks tell their page."""
    long = " ".join(f"Sentence number {number} is here." for number in range(300))
    pdf = Pdf.of(make_guide(summary=long, handouts=[make_handout(include=["summary"])]))

    whole = [element for element in pdf.tree.each("/P") if "number 0 " in element.text]

    assert pdf.artifact.pages["safety"] > 4
    assert [element.text for element in whole] == [long]


def test_head_of_a_long_table_is_read_once(complete: Pdf) -> None:
    """A head that is shown again on the next page is an artifact there."""
    tables = [table for table in complete.tree.each("/Table") if table.text.startswith("The findings at a glance")]

    assert [len(list(table.each("/THead"))) for table in tables] == [1]
    assert len(list(tables[0].each("/TR"))) > 15


def test_header_cells_say_what_they_head(pdf: Pdf) -> None:
    """Each has its scope: a column in the head of a table, a row elsewhere."""
    for head in pdf.tree.each("/THead"):
        assert {str(cell.raw.A.Scope) for cell in head.each("/TH")} == {"/Column"}
    for body in pdf.tree.each("/TBody"):
        assert {str(cell.raw.A.Scope) for cell in body.each("/TH")} <= {"/Row"}


def test_each_row_has_a_head_but_pairs_under_heads(complete: Pdf) -> None:
    """The first cell of a row is its head, except in two columns that have heads themselves."""
    for table in complete.tree.each("/Table"):
        headed = bool(list(table.each("/THead")))
        for row in next(table.each("/TBody")).each("/TR"):
            first, *others = (kid.kind for kid in row.kids if isinstance(kid, Element))
            assert first == ("/TD" if headed and len(others) == 1 else "/TH")
            assert set(others) == {"/TD"}


def test_items_hold_a_bullet_and_a_body(pdf: Pdf) -> None:
    """Each item of a list has its bullet, number or box, and a body that holds all the rest."""
    for item in pdf.tree.each("/LI"):
        kinds = [kid.kind for kid in item.kids if isinstance(kid, Element)]
        assert kinds == ["/Lbl", "/LBody"], item.text


def test_list_in_an_item_is_read_where_it_stands() -> None:
    """Words after an inner list come after it."""
    summary = "- Before the list:\n\n  - inner\n\n  After the list."
    pdf = Pdf.of(make_guide(summary=summary, handouts=[make_handout(include=["summary"])]))

    assert re.search(r"Before the list:.*inner.*After the list\.", pdf.tree.text)


def test_contents_are_tagged_as_such(complete: Pdf) -> None:
    """The contents are entries that refer to places; the dots are not read."""
    top = next(complete.tree.each("/TOC"))

    assert {kid.kind for kid in top.kids if isinstance(kid, Element)} == {"/TOCI"}
    assert re.fullmatch(r"In short \d+", next(top.each("/TOCI")).text)
    assert " ." not in top.text


def test_other_languages_are_named(complete: Pdf) -> None:
    """Chinese is spoken as Chinese."""
    spoken = {str(span.raw.get("/Lang")): span.text for span in complete.tree.each("/Span") if "/Lang" in span.raw}

    assert {"zh-Hans", "zh-Hant", "zh-Latn-pinyin"} <= set(spoken)
    assert all("\u4e00" <= character <= "\u9fff" for character in spoken["zh-Hans"])


def test_pictures_have_words(complete: Pdf) -> None:
    """Each figure says what it shows."""
    assert all(len(str(figure.raw.get("/Alt", ""))) > 20 for figure in complete.tree.each("/Figure"))


def test_headings_go_down_one_level_at_a_time(pdf: Pdf) -> None:
    """The title is the only first-level heading, and no level is skipped."""
    levels = [int(element.kind[2:]) for element in pdf.tree.each() if re.fullmatch(r"/H\d", element.kind)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_mark_is_in_the_tree_once(pdf: Pdf) -> None:
    """What a page marks as content is held by one element, which the page's entry of the parent tree names."""
    held = [(page, mark) for element in pdf.tree.each() for page, mark in marks(element.raw)]
    drawn = [(page.objgen, mark) for page, mark, _ in pdf.runs if mark is not None]

    assert len(held) == len(set(held))
    assert set(drawn) <= set(held)


def marks(raw: Any) -> Iterator[tuple[Any, int]]:
    """The marks that an element holds itself, with their pages."""
    for kid in raw.K if isinstance(raw.K, pikepdf.Array) else [raw.K]:
        if isinstance(kid, int):
            yield raw.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg.objgen, int(kid.MCID)


def test_parents_know_their_kids(pdf: Pdf) -> None:
    """Each element names as its parent the element that holds it."""
    for element in pdf.tree.each():
        for kid in element.kids:
            assert isinstance(kid, str) or kid.raw.P.objgen == element.raw.objgen


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
def test_pdftotext_reads_in_order(
    back_pain: Guide, handout: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """A reader that knows no tags finds the sections in order, too."""
    needs("pdftotext")
    pdf = request.getfixturevalue(handout.replace("-", "_"))
    (tmp_path / "it.pdf").write_bytes(pdf.artifact.data)
    told = subprocess.run(
        ["pdftotext", tmp_path / "it.pdf", "-"], capture_output=True, text=True, check=True, timeout=240
    ).stdout
    pages = [squeezed(page) for page in told.split("\f")]

    for section in Edition.of(back_pain, handout).document.sections:
        page = pdf.artifact.pages[section.id]
        rest = squeezed("".join(pages[page - 1 :]))
        assert squeezed(flatten(section.title)) in pages[page - 1]
        assert squeezed(next(runs_of_words(section.blocks), "")) in rest
