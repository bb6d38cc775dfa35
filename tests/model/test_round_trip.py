"""Every record is equal after pydantic writes and reads it."""

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
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a whole guide takes minutes
)


def _assert_round_trips(record: Record) -> None:
    kind = type(record)
    assert kind.model_validate(record.model_dump()) == record
    assert kind.model_validate(record.model_dump(mode="json")) == record
    assert kind.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("whole", ["tiny", "shipped"])
def test_a_guide_round_trips(whole: str, back_pain: Guide) -> None:
    """Guides can be stored as dicts or JSON without options of pydantic."""
    _assert_round_trips(make_guide() if whole == "tiny" else back_pain)


@some
@given(Drawing().draw_guides())
def test_any_guide_round_trips(guide: Guide) -> None:
    """Every valid guide is equal after the round trip."""
    _assert_round_trips(guide)


@some
@given(st.data())
def test_every_record_round_trips(data: st.DataObject) -> None:
    """Each record of a guide is equal after the round trip, too."""
    guide = data.draw(Drawing().draw_guides())
    records = {type(value): value for _, value in walk_values(guide) if isinstance(value, Record)}

    for record in (*records.values(), make_acceptance()):
        _assert_round_trips(record)
    assert len(records) > 20
