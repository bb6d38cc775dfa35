"""Every kind of outcome reaches the readers of every format."""

from __future__ import annotations

import html
import io
import re
import zipfile
from functools import cache

import pytest

from acucontent import export
from tests.exporters.outcomes import make_outcome_guide
from tests.exporters.pdf.tagged_pdf import Pdf

WORDS = (
    # charts, made of the outcome, its scale and the time
    "Hiccup days: how many fewer with acupuncture, after three months",
    "Fewer days a month. Compared with: A sugar lump (placebo).",
    "Result: 1.5 fewer days a month, likely between 0.5 and 2.5.",
    "Comfort: how much higher with acupuncture, after a week",
    "Result: about 1.25 points higher. The source that we read gives no range.",
    "2 points: the smallest gain that matters",
    # counts as icons and as text
    "Hiccups at least halved, after three months: how many of 100 people in each group",
    "humming added to silence, 41 of 100 people; silence alone, 17 of 100 people",
    "41 of 100 people, 95% interval 38 to 44, 1,200 in the group",
    "2,519 people, 4 studies",
    # figures
    "difference of the medians \N{MINUS SIGN}1 day a month",
    "difference \N{MINUS SIGN}0.56 standard deviations, a medium difference",
    "above 1 favors acupuncture: risk ratio 2.40",
    "odds ratio 1.88",
    "below 1 favors acupuncture: hazard ratio 0.26",
    # words of findings and bodies
    "Does not help",
    "Takes no position for or against it. Its own grade: level A (Choir Academy). It should be sung",
    "Finds too little evidence to advise for or against it",
    # units and the third urgency
    "3 to 6 months",
    "2 to 4 a month",
    "9 minutes a visit",
    "Soon: make an appointment with a doctor",
    "Hiccups most days",
)


@cache
def read_words(format_: str) -> str:
    """Return the text and the text alternatives of both volumes of the guide in a format, with single spaces."""
    text = " ".join(_read_volume(format_, handout) for handout in ("complete", "reference"))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def _read_volume(format_: str, handout: str) -> str:
    if format_ == "pdf":
        pdf = Pdf.from_guide(make_outcome_guide(), handout)
        alternatives = (str(figure.raw.get("/Alt", "")) for figure in pdf.tree.find_elements("/Figure"))
        return " ".join([pdf.tree.text, *alternatives])
    data = export(make_outcome_guide(), format_, handout=handout)
    return data.decode() if format_ == "text" else _read_book(data)


def _read_book(data: bytes) -> str:
    """Return the text of the pages of a book, without tags."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        pages = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    return html.unescape(re.sub(r"<[^>]+>", "", " ".join(pages)))


@pytest.mark.parametrize("format_", ["pdf", "epub", "text"])
def test_each_kind_of_outcome_is_in_every_format(format_: str) -> None:
    """A chart, a count, a ratio, a grade, a position, a unit and an urgency are the same words in each format."""
    text = read_words(format_)

    assert [words for words in WORDS if words not in text] == []
