"""`guide.edit` returns a validated guide with other values."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent import AcucontentError, Guide, GuideProblems, NoSuchPart, export
from tests.factories import make_effect, make_guide


def test_an_edit_returns_a_changed_guide() -> None:
    """The new guide has the new words and can be exported; the old guide is unchanged."""
    guide = make_guide()

    edited = guide.edit("risks.effects.hoarseness.text", "New words.")

    assert str(edited.risks.effects["hoarseness"].text) == "New words."
    assert guide == make_guide()
    assert b"New words." in export(edited, "text")


def test_several_changes_are_validated_together() -> None:
    """Changes that are valid only together are accepted."""
    review = {"review.status": "reviewed", "review.on": "2030-01-01", "review.by": "A choir lead"}

    assert make_guide().edit(review).review.status == "reviewed"
    with pytest.raises(GuideProblems, match="needs both on and by"):
        make_guide().edit("review.status", "reviewed")


def test_a_value_may_be_a_record_a_list_or_none() -> None:
    """Values of a guide are accepted as new values, and None removes an optional value."""
    guide = make_guide()
    more = [*guide.risks.effects, make_effect(id="dry-mouth")]

    edited = guide.edit({"risks.effects": more, "key_points.1": guide.summary, "subtitle": None})

    assert edited.risks.effects.ids == (*guide.risks.effects.ids, "dry-mouth")
    assert edited.key_points[1] == guide.summary
    assert edited.subtitle is None


def test_a_field_is_named_as_in_a_document() -> None:
    """A field is named by the key that documents write, as in every path."""
    assert make_guide().edit("references.hum1999.container-title", "Journal").references[0].container_title == "Journal"


REFUSED: dict[str, tuple[Any, str]] = {
    "value": ({"risks.effects.hoarseness.frequency": "quite often"}, "frequency: 'quite often' is not one of"),
    "link": ({"summary": "See [it](term:nothing)."}, "summary: Unknown record 'nothing' in 'glossary'."),
    "citation": ({"summary": "So it is [@nobody]."}, "summary: Unknown record 'nobody' in 'references'."),
    "twice": ({"questions": [*make_guide().questions] * 2}, "'loud' is the id of an earlier item"),
    "no data": ({"title": object()}, "hiccups: title: is not plain data"),
    "no such field": (
        {"risks.effects.hoarseness.txt": "x"},
        "unknown part 'txt' in 'risks.effects.hoarseness'. Did you mean 'text'?",
    ),
    "empty path": ({"": "x"}, "The path is empty"),
    "overlap": ({"risks": {}, "risks.effects": []}, "'risks.effects' and 'risks' overlap"),
}


@pytest.mark.parametrize(("changes", "expected"), REFUSED.values(), ids=REFUSED)
def test_an_invalid_edit_is_refused_with_its_path(changes: dict[str, Any], expected: str) -> None:
    """The error has the path and the reason, also for rules across the parts of a guide."""
    with pytest.raises(AcucontentError) as caught:
        make_guide().edit(changes)

    assert expected in str(caught.value)
    assert isinstance(caught.value, GuideProblems | NoSuchPart)


def test_every_problem_of_an_edit_is_reported() -> None:
    """Each problem has the path of its value, with records named by their ids, and no line."""
    guide = make_guide()
    changes = {"risks.effects.hoarseness.text": "", "acupoints": [{"code": "UB-40"}], "key_points": ["One.", "Two."]}

    with pytest.raises(GuideProblems) as caught:
        guide.edit(changes)

    found = {(problem.code, problem.path, problem.line) for problem in caught.value.problems}
    assert found >= {
        ("prose-empty", "risks.effects.hoarseness.text", None),
        ("missing", "acupoints.BL40.pregnancy", None),
        ("too-few", "key_points", None),
    }


def test_an_empty_edit_gives_an_equal_guide(back_pain: Guide) -> None:
    """Validating a guide again changes nothing."""
    assert back_pain.edit({}) == back_pain
