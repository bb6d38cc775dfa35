"""What a reader sees of a guide, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import AfterValidator

from acucontent.model.base import Record, _require_one_line
from acucontent.model.guide import Guide, Region
from acucontent.quality.passages import LINES, NOT_LINES, NOT_READ, Passage, Run, english, passages
from tests.factories import make_guide, make_mechanism


def records(of: Any, seen: set[type[Record]]) -> Iterator[type[Record]]:
    """Every class of record below an annotation."""
    if isinstance(of, type) and issubclass(of, Record) and of not in seen:
        seen.add(of)
        yield of
        for name, field in of.model_fields.items():
            if name not in NOT_READ:
                yield from records(field.annotation, seen)
    for inner in get_args(of):
        yield from records(inner, seen)


def is_line(field: Any) -> bool:
    """Whether a field of the model is plain text of one line."""
    marks = [*field.metadata]
    stack = [field.annotation]
    while stack:
        one = stack.pop()
        marks += getattr(one, "__metadata__", ())
        stack += get_args(one)
    return any(isinstance(mark, AfterValidator) and mark.func is _require_one_line for mark in marks)


def test_no_line_of_the_model_is_forgotten() -> None:
    """Each field of one line is either read as plain writing or named among those that are not."""
    seen: set[type[Record]] = set()
    lines = {name for record in records(Guide, seen) for name, field in record.model_fields.items() if is_line(field)}

    assert Region in seen
    assert lines == LINES | NOT_LINES
    assert not LINES & NOT_LINES


def test_a_passage_knows_its_place() -> None:
    """The path of a passage is that of fields, ids and places in lists."""
    found = {passage.path: passage for passage in passages(make_guide())}

    assert found["risks.red_flags.blue-lips.sign"].words == "Blue lips"
    assert found["key_points.0"].part == "key_points"
    assert found["acupoints.BL40.place"].prose
    assert not [path for path in found if path.startswith(("references", "authors", "acupoints.BL40.names"))]


PROSE = "One **two** [three](term:hiccup). [@hum1999]\n\n- Four\n- Five [six](https://example.org)"


def passage(text: str) -> Passage:
    """The passage of a piece of prose."""
    guide = make_guide(mechanisms=[make_mechanism(explanation=text)])
    return next(one for one in passages(guide) if one.path == "mechanisms.slow-breath.explanation")


def test_runs_have_the_words_without_marks() -> None:
    """Paragraphs and items are runs of plain words; citations leave no trace."""
    found = passage(PROSE)

    assert found.runs == (Run("One two three."), Run("Four", item=True), Run("Five six", item=True))
    assert list(found.sentences) == ["One two three.", "Four", "Five six"]
    assert [(str(term), words) for term, words in found.terms] == [("hiccup", "three")]


def test_only_english_is_known() -> None:
    """British and American English are English; nothing else is."""
    assert english(make_guide(language="en-GB"))
    assert not english(make_guide(language="de"))
