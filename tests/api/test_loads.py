"""`loads` reads a guide from text, bytes or plain data, and reports problems as for a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings

from acucontent import AcucontentError, Guide, GuideProblems, loads
from tests.factories import make_guide
from tests.strategies import Drawing

few = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a whole guide takes minutes
)

FORMS: dict[str, Callable[[Guide], Any]] = {
    "dict": Guide.model_dump,
    "dict of JSON values": lambda guide: guide.model_dump(mode="json"),
    "JSON text": Guide.model_dump_json,
    "JSON bytes": lambda guide: guide.model_dump_json(indent=2).encode(),
    "YAML text": lambda guide: yaml.safe_dump(guide.model_dump(mode="json", exclude_none=True), allow_unicode=True),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_guide_is_read_from_every_form(form: Callable[[Guide], Any], back_pain: Guide) -> None:
    """Text, bytes and a dict give equal guides."""
    assert loads(form(make_guide())) == make_guide()
    assert loads(form(back_pain)) == back_pain


@few
@given(Drawing().draw_guides())
def test_any_guide_is_read_from_its_own_dump(guide: Guide) -> None:
    """Every valid guide is equal after `model_dump` and `loads`."""
    assert loads(guide.model_dump()) == guide


PROBLEMS: dict[str, tuple[str | bytes, str]] = {
    "YAML": ("id: hiccups\ntitel: x\n", "<yaml>:2:1: unknown key 'titel'. Did you mean 'title'?"),
    "JSON": ('{"id": "hiccups",\n "titel": "x"}', "<json>:2:2: unknown key 'titel'. Did you mean 'title'?"),
    "no JSON": ('{"id": }', "<json>:1:8: is not JSON"),
    "no text": (b"id: \xff", "<yaml>:1:5: is not UTF-8"),
    "surrogate": ("id: \ud800", "<yaml>:1:5: is not UTF-8"),
    "nothing": ("", "<yaml>:1:1: is empty"),
    "too large": ("#" * 1_000_001, "<yaml>: is larger than 1 MB"),
}


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_problem_of_a_text_has_its_line(text: str | bytes, expected: str) -> None:
    """Problems of a text have a line and column, as those of a file do."""
    with pytest.raises(GuideProblems) as caught:
        loads(text)

    assert any(line.startswith(expected) for line in str(caught.value).splitlines())


def test_a_problem_of_plain_data_has_its_path() -> None:
    """Problems of plain data have a path and no line."""
    data = make_guide().model_dump()
    data["risks"]["effects"][0]["frequency"] = "quite often"

    with pytest.raises(GuideProblems, match="frequency: 'quite often' is not one of") as caught:
        loads(data)

    assert {(each.file, each.line, each.column) for each in caught.value.problems} == {("<data>", None, None)}


def _make_circular_data() -> dict[str, Any]:
    data: dict[str, Any] = {}
    data["risks"] = data
    return data


DATA = {
    "circle": _make_circular_data(),
    "object": {"title": object()},
    "tuple as key": {"risks": {(1, 2): "x"}},
    "surrogate": {"title": "\ud800"},
    "not a number": {"costs": {"prices": [{"low": float("nan")}]}},
    "bytes": {"title": b"x"},
    "deep": {"title": json.loads("[" * 900 + "]" * 900)},
}


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_other_data_is_refused(data: dict[Any, Any]) -> None:
    """Any other dict gives an error of acucontent."""
    with pytest.raises(AcucontentError):
        loads(data)


@pytest.mark.parametrize(("data", "name"), [(3, "int"), ([1], "list"), (None, "NoneType")])
def test_another_type_is_refused(data: Any, name: str) -> None:
    """The error names the expected types and the given one."""
    with pytest.raises(TypeError, match=f"^expected str, bytes or a mapping, got {name}$"):
        loads(data)
