"""Problems and findings have their place in the files and on the pages."""

from __future__ import annotations

import pytest

from acucontent.desk.preview.places import Box, PagePlace, PageText, find_place, list_texts
from acucontent.desk.preview.remarks import Remark, count_remarks, describe_counts, find_page, place_remarks
from acucontent.problems import Problem
from acucontent.quality.passages import Passage, TextRun

PAGES = {"risks": 1, "risks.effects": 2, "risks.effects.bruise": 3, "risks.effects.bruise__2": 4}


def make_remark(path: str, **values: object) -> Remark:
    """Return a remark on the value at a path."""
    return Remark(
        **{"code": "S101", "severity": "error", "message": "", "file": None, "line": None, **values}, path=path
    )


def make_box(index: int) -> Box:
    """Return the box of a letter: ten letters are on a line."""
    return Box(index % 10 / 10, (index // 10 + 1) / 10, (index % 10 + 1) / 10, (index // 10 + 2) / 10)


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("risks.effects.bruise.text", 3),
        ("risks.effects.faint.text", 2),
        ("risks.introduction", None),
        ("risks", 1),
        ("costs.prices", None),
        ("", None),
    ],
)
def test_the_page_is_that_of_the_innermost_block(path: str, page: int | None) -> None:
    """A whole part of the guide stands for none of its records, which a sheet may leave out."""
    assert find_page(path, PAGES) == page


def test_remarks_are_ordered_and_placed() -> None:
    """What a text search found comes before the block; what is accepted comes last, and has no place in the counts."""
    far = make_remark("risks.effects.bruise.text", spot=PagePlace(5, Box(0.1, 0.5, 0.2, 0.51)))
    note = make_remark("risks.effects.bruise.text", severity="note")
    accepted = make_remark("risks.effects.bruise.text", accepted="It is meant.")
    error = make_remark("risks.effects.bruise.text")

    assert place_remarks([accepted, note, far, error], PAGES) == {5: [far], 3: [error, note, accepted]}
    assert place_remarks([far], {}) == {None: [far]}
    assert describe_counts(count_remarks([accepted, note, far, error])) == "2 errors, 0 warnings, 1 note"


def test_the_place_is_what_editors_open() -> None:
    """It is the file and line; a problem of a whole file has no line, and one without a file its path."""
    assert Remark.of_problem(Problem("missing", "a/guide.yaml", 3, 7, "title", "is missing")).place == "a/guide.yaml:3"
    assert (
        Remark.of_problem(Problem("missing-file", "a/guide.yaml", None, None, "", "not found")).place == "a/guide.yaml"
    )
    assert make_remark("risks.effects").place == "risks.effects"


def test_texts_are_found_on_pages() -> None:
    """Letters are compared, so that line breaks, hyphens and ligatures do not matter."""
    pages = (
        PageText("nothinghere", tuple(make_box(0) for _ in "nothinghere")),
        PageText("someoftheoffice", tuple(make_box(index) for index in range(15))),
    )

    assert find_place(["A text that is elsewhere", "of the\nof\ufb01ce"], pages) == PagePlace(
        2, Box(0.4, 0.1, 1.0, 0.2)
    )
    assert find_place(["some", "A text that is elsewhere"], pages) is None


def test_the_most_specific_text_is_looked_for_first() -> None:
    """First the words of the finding, then the value, then the short form that a sheet prints in its place."""
    passages = [
        Passage(f"risks.effects.{path}", "", (TextRun(words),))
        for path, words in (
            ("bruise.text", "A bruise is blue."),
            ("bruise.short", "Bruises"),
            ("faint.text", "Fainting"),
        )
    ]

    assert list(list_texts("risks.effects.bruise.text", "blue", passages)) == ["blue", "A bruise is blue.", "Bruises"]
    assert list(list_texts("risks.effects.bruise", None, passages)) == ["A bruise is blue.", "Bruises"]
    assert list(list_texts("risks", None, passages)) == ["A bruise is blue.", "Bruises", "Fainting"]
