"""The fields of a guide that readers see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import AfterValidator

from acucontent.model.base import Record, require_one_line
from acucontent.model.guide import Guide, Region
from acucontent.model.paths import format_path, walk_values
from acucontent.model.prose import Prose
from acucontent.quality import passages
from acucontent.quality.checks.safety import CHECKS as SAFETY
from acucontent.quality.passages import (
    NAME_LINES,
    OTHER_LINES,
    READER_LINES,
    UNREAD_FIELDS,
    Passage,
    TextRun,
    find_passages,
    is_english,
)
from tests.factories import make_guide, make_mechanism
from tests.quality.single_check import find_problems


def walk_records(of: Any, seen: set[type[Record]], skip: frozenset[str] = UNREAD_FIELDS) -> Iterator[type[Record]]:
    """Yield every record class in an annotation, without those of some fields."""
    if isinstance(of, type) and issubclass(of, Record) and of not in seen:
        seen.add(of)
        yield of
        for name, field in of.model_fields.items():
            if name not in skip:
                yield from walk_records(field.annotation, seen, skip)
    for inner in get_args(of):
        yield from walk_records(inner, seen, skip)


def is_line(field: Any) -> bool:
    """Return whether a field of the model is plain text of one line."""
    marks = [*field.metadata]
    stack = [field.annotation]
    while stack:
        one = stack.pop()
        marks += getattr(one, "__metadata__", ())
        stack += get_args(one)
    return any(isinstance(mark, AfterValidator) and mark.func is require_one_line for mark in marks)


def test_each_line_of_the_model_is_classified() -> None:
    """Each one-line field is either in `READER_LINES` or in `OTHER_LINES`."""
    seen: set[type[Record]] = set()
    lines = {
        name for record in walk_records(Guide, seen) for name, field in record.model_fields.items() if is_line(field)
    }

    assert Region in seen
    assert lines == READER_LINES | OTHER_LINES
    assert not READER_LINES & OTHER_LINES


OTHER_SCRIPTS = {"zh_hans", "zh_hant", "ko", "ja"}
"""Names of points in other languages, which no word list judges."""


def test_each_printed_line_is_judged_or_a_quotation() -> None:
    """Only citations, acceptances and names in other scripts have lines that no safety check judges."""
    seen: set[type[Record]] = set()
    lines = {
        name
        for record in walk_records(Guide, seen, frozenset({"references", "accepted"}))
        for name, field in record.model_fields.items()
        if is_line(field)
    }

    assert lines == (READER_LINES | OTHER_LINES | NAME_LINES - {"note"} | OTHER_SCRIPTS)


def fit_sentence(sentence: str, path: str) -> str:
    """Return a sentence as the text at a path can have it."""
    if path.startswith("forms.") or (path.startswith("decision.") and path.endswith(".short_name")):
        return "It cures back pain"  # the lines of a form and the heads of options have room for 24 letters
    # The lines of these become parts of sentences, so they end without a stop.
    return sentence.rstrip(".") if path.startswith(("condition.", "alternatives.")) else sentence


def test_an_unsafe_sentence_is_found_in_every_text() -> None:
    """No text of a guide escapes the safety checks, whatever its field; titles of sources are quotations."""
    guide, unsafe = make_guide(), "A few sessions will cure your back pain for good."
    texts = [
        format_path(path)
        for path, value in walk_values(guide, skip=("references", *OTHER_SCRIPTS))
        if isinstance(value, Prose) or passages.is_line(path, value, READER_LINES | OTHER_LINES | NAME_LINES)
    ]
    fixed = (".code", ".pinyin", "handouts.complete.situation")  # by the nomenclature of the WHO and the model
    changed = {path: guide.edit(path, fit_sentence(unsafe, path)) for path in texts if not path.endswith(fixed)}

    found = {path: {each.path for each in find_problems(SAFETY, "S113", one)} for path, one in changed.items()}

    assert len(changed) > 70
    assert [path for path in changed if path not in found[path]] == []


def test_a_passage_has_its_path() -> None:
    """The path of a passage consists of fields, ids and positions in lists."""
    found = {passage.path: passage for passage in find_passages(make_guide())}

    assert found["risks.red_flags.blue-lips.sign"].words == "Blue lips"
    assert found["key_points.0"].part == "key_points"
    assert found["acupoints.BL40.place"].prose
    assert not [path for path in found if path.startswith(("references", "authors", "acupoints.BL40.names"))]


PROSE = "One **two** [three](term:hiccup). [@hum1999]\n\n- Four\n- Five [six](https://example.org)"


def make_passage(text: str) -> Passage:
    """Return the passage of some prose."""
    guide = make_guide(mechanisms=[make_mechanism(explanation=text)])
    return next(one for one in find_passages(guide) if one.path == "mechanisms.slow-breath.explanation")


def test_runs_have_no_markup() -> None:
    """Paragraphs and items are runs of plain text without citations."""
    found = make_passage(PROSE)

    assert found.runs == (TextRun("One two three."), TextRun("Four", item=True), TextRun("Five six", item=True))
    assert list(found.sentences) == ["One two three.", "Four", "Five six"]
    assert [(str(term), words) for term, words in found.terms] == [("hiccup", "three")]


def test_only_english_is_supported() -> None:
    """British English is English; German is not."""
    assert is_english(make_guide(language="en-GB"))
    assert not is_english(make_guide(language="de"))
