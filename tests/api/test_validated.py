"""A guide that was changed without validation is refused everywhere."""

from __future__ import annotations

import copy
import datetime
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from acucontent import Edition, Guide, UnvalidatedGuide, build, check_guide, discover, export
from acucontent.batch.clinics import ClinicSet
from acucontent.batch.target import Folder
from acucontent.clinic import Clinic, Overlay
from acucontent.model.risks import RedFlag, Risks
from tests.factories import make_guide, make_red_flag


def _get_parts(guide: Guide) -> dict[str, Any]:
    return {name: getattr(guide, name) for name in Guide.model_fields if name != "schema_id"}


def _remove_red_flags() -> Risks:
    return make_guide().risks.model_copy(update={"red_flags": type(make_guide().risks.red_flags)()})


def _replace_risks(risks: Risks) -> Guide:
    return make_guide().model_copy(update={"risks": risks})


def _hide_change() -> Guide:
    guide = make_guide()
    vars(guide)["risks"] = _remove_red_flags()
    return guide


UNSAFE: dict[str, Callable[[], Guide]] = {
    "model_copy": lambda: make_guide().model_copy(update={"title": "Another"}),
    "risks without red flags": lambda: _replace_risks(_remove_red_flags()),
    "risks by model_construct": lambda: _replace_risks(Risks.model_construct(**dict(_remove_red_flags()))),
    "guide by model_construct": lambda: Guide.model_construct(**dict(make_guide())),
    "guide of nothing": Guide.model_construct,
    "instance changed": _hide_change,
    "pickled": lambda: pickle.loads(pickle.dumps(_replace_risks(_remove_red_flags()))),
    "copied again": lambda: copy.deepcopy(_replace_risks(_remove_red_flags())).model_copy(),
}


@pytest.mark.parametrize("make", UNSAFE.values(), ids=UNSAFE)
def test_an_unvalidated_guide_is_refused_everywhere(make: Callable[[], Guide], tmp_path: Path) -> None:
    """No function makes a file from it, and the message shows how to fix it."""
    guide, edition = make(), Edition.of(make_guide())
    sets = ClinicSet(guide, Folder(tmp_path), ("text",), (), None, {}, None)
    clinic = ("one", Overlay(Clinic.model_validate({"name": "Example Clinic"})))
    ways: tuple[Callable[[], object], ...] = (
        lambda: export(guide, "text"),
        lambda: build(guide, discover(), out=tmp_path),
        lambda: sets(clinic),
        lambda: check_guide(guide, today=datetime.date(2030, 1, 1), quick=True),
        lambda: Edition.of(guide),
        lambda: Edition(guide, edition.handout, edition.region, edition.language),
        lambda: replace(edition, guide=guide),
    )

    for way in ways:
        with pytest.raises(UnvalidatedGuide, match=r"changed without validation.*guide\.edit"):
            way()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("again", [Guide.model_validate, lambda guide: Guide.model_validate(guide.model_dump())])
def test_validation_makes_a_changed_guide_exportable(again: Callable[[Guide], Guide]) -> None:
    """The fix in the message works, and reports a broken rule."""
    changed = make_guide().model_copy(update={"title": "Another title"})
    risks = make_guide().risks.model_copy(update={"red_flags": ()})

    assert b"Another title" in export(again(changed), "json")
    with pytest.raises(ValidationError):
        again(_replace_risks(risks))


def test_a_constructed_record_is_validated_as_a_part() -> None:
    """A record that was made without validation is validated when a guide is made from it."""
    unsafe = RedFlag.model_construct(**{**dict(make_red_flag()), "urgency": "whenever"})
    deep = make_guide().risks.model_copy(update={"red_flags": type(make_guide().risks.red_flags)([unsafe])})
    parts = _get_parts(make_guide())

    with pytest.raises(ValidationError, match="urgency"):
        Guide(**{**parts, "risks": deep})
    with pytest.raises(ValidationError, match="urgency"):
        Guide.model_validate({**parts, "risks": {**dict(make_guide().risks), "red_flags": [unsafe]}})
    assert Guide.model_validate({**parts, "risks": dict(make_guide().risks)}) == make_guide()


SAME: dict[str, Callable[[Guide], Guide]] = {
    "copy": copy.copy,
    "deep copy": copy.deepcopy,
    "model_copy": lambda guide: guide.model_copy(),
    "pickle": lambda guide: pickle.loads(pickle.dumps(guide)),
    "content": lambda guide: guide.content,
    "made of its parts": lambda guide: Guide.model_validate(_get_parts(guide)),
}


@pytest.mark.parametrize("make", SAME.values(), ids=SAME)
def test_a_copy_of_a_validated_guide_is_validated(make: Callable[[Guide], Guide], back_pain: Guide) -> None:
    """A copy can be exported like the guide, also in another process."""
    copied = make(back_pain)

    assert copied.is_validated
    assert copied.content_hash == back_pain.content_hash
    assert Edition.of(copied).document == Edition.of(back_pain).document


def test_validated_values_are_not_part_of_a_record() -> None:
    """Records are compared, shown and written by their fields alone."""
    constructed = RedFlag.model_construct(**dict(make_red_flag()))

    assert constructed == make_red_flag()
    assert repr(constructed) == repr(make_red_flag())
    assert constructed.model_dump() == make_red_flag().model_dump()
