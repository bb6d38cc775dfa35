"""The writer formats numbers, money and dates for a language, and writes prose as blocks or as inlines."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from acucontent.document.blocks import CrossLink, Foreign, ListBlock, Note, Paragraph, Words
from acucontent.document.compose.writer import Writer, format_range
from acucontent.document.labels import layer_labels
from acucontent.model.base import ReferenceKey
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Prose
from tests.factories import make_guide, make_quantity, make_term

NUMBERS = [
    (1, "1"),
    (8.0, "8"),
    (1.5, "1.5"),
    (-20, "\N{MINUS SIGN}20"),
    (0.025, "0.025"),
    (229230, "229,230"),
    (1.01, "1.01"),
]
INTERVALS = [
    ((-1.21, -1.5, -0.92), ("1.21", "1.50", "0.92")),
    ((-1.0, -1.9, -0.1), ("1.0", "1.9", "0.1")),
    ((8.0, 2.8, 13.2), ("8.0", "2.8", "13.2")),
    ((-1.3, -2.6, -0.03), ("1.3", "2.6", "0.03")),
    ((1, 2, 3.5), ("1", "2", "3.5")),
    ((1200.5, 1100, 1300.25), ("1,200.5", "1,100.0", "1,300.25")),
    ((4,), ("4",)),
    ((4.5,), ("4.5",)),
]
MONEY = [(50, "USD", "$50"), (7.5, "USD", "$7.50"), (1021.57, "USD", "$1,021.57"), (40, "GBP", "£40"), (5, "EUR", "€5")]
RANGES = [
    ({"low": 8, "high": 15, "unit": "visits"}, "8 to 15 visits"),
    ({"low": 20, "high": 20, "unit": "minutes"}, "20 minutes"),
    ({"low": 1, "high": 2, "unit": "visits a week"}, "1 to 2 a week"),
    ({"low": 1, "high": 1, "unit": "visits"}, "1 visit"),
    ({"low": 1, "high": 1, "unit": "visits a week"}, "1 a week"),
    ({"low": 0, "high": 0, "unit": "needles"}, "0 needles"),
    ({"low": 1, "high": 1.5, "unit": "weeks"}, "1 to 1.5 weeks"),
]
RUNS = [
    ("One.\n\nTwo.", "One. Two."),
    ("Do this:\n\n- eat.\n- sleep.", "Do this: eat; sleep."),
    ("1. One.\n2. Two", "One. Two."),
    ("Two things:\n\n- one, or more\n- two.", "Two things: one, or more; two."),
]


@pytest.fixture
def writer() -> Writer:
    """Return a writer of American English."""
    guide = make_guide(glossary=[make_term(), make_term(id="qi", term="qi", language="zh-Latn")])
    return Writer(guide, guide.regions[0], layer_labels(guide, guide.regions[0], "en-US"), "en-US")


@pytest.mark.parametrize(("number", "written"), NUMBERS)
def test_a_number_keeps_its_digits(writer: Writer, number: float, written: str) -> None:
    """Thousands are grouped, and no digit is added or lost."""
    assert writer.format_number(number) == written


@pytest.mark.parametrize(("numbers", "written"), INTERVALS)
def test_an_interval_has_equal_decimals(writer: Writer, numbers: tuple[float, ...], written: tuple[str, ...]) -> None:
    """A trailing zero is added if both other numbers have the decimal, and otherwise not."""
    assert tuple(text.lstrip("\N{MINUS SIGN}") for text in writer.format_interval(*numbers)) == written


@pytest.mark.parametrize(("amount", "currency", "written"), MONEY)
def test_money_shows_cents_when_there_are_any(writer: Writer, amount: float, currency: str, written: str) -> None:
    """An amount has the sign of its currency."""
    assert writer.format_money(amount, currency) == written


@pytest.mark.parametrize(("range_of", "written"), RANGES)
def test_a_range_has_its_unit(writer: Writer, range_of: dict[str, object], written: str) -> None:
    """A range is written as people say it, and a single unit is singular."""
    assert format_range(writer, make_quantity(**range_of)) == written


def test_months_are_names(writer: Writer) -> None:
    """Dates have the name of the month, so that readers cannot confuse it with the day."""
    date = datetime.date(2030, 2, 3)

    assert writer.format_date(date) == "February 3, 2030"
    assert writer.format_month(date) == "February 2030"


def test_dates_follow_the_language(writer: Writer) -> None:
    """British dates have the day first."""
    british = replace(writer, language="en-GB")

    assert british.format_date(datetime.date(2030, 2, 3)) == "3 February 2030"


@pytest.mark.parametrize(("source", "run"), RUNS)
def test_prose_fits_a_cell(writer: Writer, source: str, run: str) -> None:
    """In a table cell, paragraphs and lists follow each other in one line, with correct punctuation."""
    assert flatten(writer.write_inlines(Prose.parse(source))) == run


def test_citation_marks_are_after_the_last_words(writer: Writer) -> None:
    """The citations of a record come after its text, in its last paragraph or list item."""
    keys = [ReferenceKey("hum1999")]

    *_, last = writer.write_blocks(Prose.parse("One.\n\n- two\n- three"), keys)

    assert isinstance(last, ListBlock)
    assert last.items[-1] == (Paragraph((Words("three"), Note("hum1999"))),)
    assert last.items[0] == (Paragraph((Words("two"),)),)


def test_links_to_foreign_terms_are_marked(writer: Writer) -> None:
    """A link whose text is a term in another language is marked with that language; other links are not."""
    (paragraph,) = writer.write_blocks(Prose.parse("[Qi](term:qi) and [the force](term:qi) and [hiccup](term:hiccup)"))
    links = [inline for inline in paragraph.inlines if isinstance(inline, CrossLink)]  # type: ignore[union-attr]

    assert [link.children for link in links] == [
        (Foreign("zh-Latn", (Words("Qi"),)),),
        (Words("the force"),),
        (Words("hiccup"),),
    ]
    assert [link.to for link in links] == ["glossary.qi", "glossary.qi", "glossary.hiccup"]


def test_leads_have_their_role(writer: Writer) -> None:
    """The paragraphs of an introduction are leads, so that each format can style them."""
    assert [
        getattr(block, "role", None) for block in writer.write_blocks(Prose.parse("One.\n\n- two"), role="lead")
    ] == [
        "lead",
        None,
    ]
