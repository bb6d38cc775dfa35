"""The text exporter writes lines that work for readers and screen readers."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from acucontent.document.blocks import (
    Block,
    Callout,
    Column,
    Fact,
    Facts,
    ListBlock,
    Section,
    Table,
)
from acucontent.edition import Edition
from acucontent.model.base import normalize_text
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import ExportFailed
from acucontent_text import TextOptions, acucontent_exporters, export
from acucontent_text.lines import count_columns, is_address
from acucontent_text.render import render_text
from tests.exporters.text.documents import CASES, LONG, make_document, paragraph, words

GOLDEN = Path(__file__).parent / "golden"


def is_valid(text: str) -> bool:
    """Return whether a text is valid in a guide."""
    try:
        return normalize_text(text) == text
    except PydanticCustomError:
        return False


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=60).filter(is_valid)
wordy = st.lists(texts | st.sampled_from([LONG, "委中", "https://example.org/" + "a" * 60, "w" * 90])).map(" ".join)


def make_every_block(text: str) -> list[Block]:
    """Return blocks with a text in every possible place."""
    nested = ListBlock(((paragraph(text), ListBlock(((paragraph(text),),), "number")),), "check")
    return [
        paragraph(text),
        nested,
        Callout("callout", "note", text, (nested,)),
        Facts("facts", text, (Fact("text", text, words(text)),)),
        Table(
            "table",
            words(text),
            (Column("text", words(text)), Column("head", words("Head"))),
            ((words("Row"), words(text)),),
        ),
        Section("section", words(text), (paragraph(text),)),
    ]


def test_exporter_has_its_name() -> None:
    """The exporter has its name, suffix and media type."""
    (exporter,) = acucontent_exporters()

    assert (exporter.name, exporter.suffix, exporter.media_type) == ("text", ".txt", "text/plain")


@pytest.mark.parametrize("name", CASES)
def test_golden(name: str, golden: Callable[[Path, str], None]) -> None:
    """Each kind of block has its expected layout."""
    document, width, ascii_only = CASES[name]

    golden(GOLDEN / name / "expected.txt", render_text(document, width, ascii=ascii_only))


@given(wordy, st.integers(40, 200))
def test_no_text_breaks_it(text: str, width: int) -> None:
    """Any valid text is wrapped to the width, except addresses, and no line ends in a space."""
    made = render_text(make_document(*make_every_block(text)), width, ascii=False)

    lines = made.split("\n")
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    assert [line for line in lines if line != line.rstrip()] == []
    assert [line for line in lines if count_columns(line) > width and not is_address(line.split()[-1])] == []


@given(wordy)
def test_ascii_is_ascii(text: str) -> None:
    """With the option `ascii` a document is ASCII or an error, and question marks replace only question marks."""
    try:
        made = render_text(make_document(paragraph(text)), 72, ascii=True)
    except ExportFailed:
        return

    asking = [character for character in text if re.search("QUESTION|INTERROBANG", unicodedata.name(character, ""))]
    assert made.isascii()
    assert made.count("?") <= 2 * len(asking)


@given(st.lists(st.text(string.ascii_letters, min_size=1, max_size=30), min_size=1))
def test_no_word_is_lost(sample: list[str]) -> None:
    """The output has all words, in order."""
    made = render_text(make_document(paragraph(" ".join(sample))), 40, ascii=False)

    assert made.split()[-len(sample) :] == sample


def test_headings_have_two_blank_lines_before_and_one_after() -> None:
    """The blank lines around a heading identify it for screen readers (W3C technique T3)."""
    made = render_text(CASES["headings"][0], 72, ascii=False)

    assert "\n\n\n1. What to expect\n\nBack pain" in made
    assert "\n\n\n1.1. Before your visit\n\nEat" in made
    assert "\n\n\n\n" not in made


def test_there_are_no_rows_of_signs() -> None:
    """Nothing is underlined, because screen readers read rows of signs aloud."""
    assert [
        name for name, case in CASES.items() if re.search(r"([^\w\s])\1{3}", render_text(*case[:2], ascii=case[2]))
    ] == []


def test_the_shipped_guide_keeps_to_its_width(back_pain: Guide) -> None:
    """Every handout of the shipped guide fits the minimum and maximum width."""
    for handout in back_pain.handouts.ids:
        for width in (40, 200):
            made = export(Edition.of(back_pain, handout), TextOptions(width=width)).data.decode("utf-8")
            lines = made.split("\n")
            assert [line for line in lines if count_columns(line) > width and not is_address(line.split()[-1])] == []


def test_the_shipped_guide_can_be_written_in_ascii(back_pain: Guide) -> None:
    """The shipped guide can be written in ASCII, with the usual names of points."""
    made = export(Edition.of(back_pain, "reference"), TextOptions(ascii=True)).data

    assert made.isascii()
    assert b"BL23 Shenshu" in made


@pytest.mark.parametrize("width", [39, 201])
def test_a_width_out_of_bounds_is_refused(width: int) -> None:
    """The width must be from 40 to 200 columns."""
    with pytest.raises(ValidationError):
        TextOptions(width=width)
