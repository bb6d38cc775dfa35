"""What pydantic writes of a record, it reads back as an equal record."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from acucontent.model.base import Record
from acucontent.model.guide import Guide
from acucontent.model.paths import walk_values
from tests.factories import make_acceptance, make_guide
from tests.strategies import Drawing

some = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a whole guide smaller takes minutes
)


def _assert_comes_back(record: Record) -> None:
    kind = type(record)
    assert kind.model_validate(record.model_dump()) == record
    assert kind.model_validate(record.model_dump(mode="json")) == record
    assert kind.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("whole", ["tiny", "shipped"])
def test_a_guide_comes_back_from_its_dump(whole: str, back_pain: Guide) -> None:
    """A program that stores guides as dicts or JSON needs no option of pydantic for it."""
    _assert_comes_back(make_guide() if whole == "tiny" else back_pain)


@some
@given(Drawing().guides())
def test_any_guide_comes_back_from_its_dump(guide: Guide) -> None:
    """This holds for every guide."""
    _assert_comes_back(guide)


@some
@given(st.data())
def test_every_record_comes_back_from_its_dump(data: st.DataObject) -> None:
    """This holds for each record alone, too."""
    guide = data.draw(Drawing().guides())
    records = {type(value): value for _, value in walk_values(guide) if isinstance(value, Record)}

    for record in (*records.values(), make_acceptance()):
        _assert_comes_back(record)
    assert len(records) > 20
