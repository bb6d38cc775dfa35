"""A value that no format can print or measure is refused when it is read."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from acucontent.model.base import MAX_NUMBER, Number, PositiveNumber
from acucontent.model.costs import Price
from acucontent.model.outcomes import Scale
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate, Rate
from tests.factories import make_scale


@pytest.mark.parametrize("value", [1e300, -1e300, MAX_NUMBER + 1, float("inf"), float("nan")])
def test_numbers_are_bounded(value: float) -> None:
    """A number with hundreds of digits cannot be printed."""
    for kind in (Number, PositiveNumber):
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (Price, ("low", "high")),
        (Rate, ("low", "high", "count")),
        (Estimate, ("value", "low", "high")),
        (Scale, ("least", "most", "important")),
    ],
)
def test_each_figure_is_bounded(record: type, fields: tuple[str, ...]) -> None:
    """Prices, rates and estimates have the limit in their schema."""
    properties = str(record.model_json_schema()["properties"])

    assert all(f"'{field}'" in properties for field in fields)
    assert properties.count(str(MAX_NUMBER)) >= len(fields)


@pytest.mark.parametrize("important", [0, -15])
def test_the_smallest_difference_that_matters_is_above_zero(important: float) -> None:
    """Its direction is that of the outcome; with a sign of its own it would be marked at the wrong end of the chart."""
    with pytest.raises(ValidationError, match="important"):
        make_scale(important=important)


@pytest.mark.parametrize("text", ["…", "- —\n- –", "**!**", "?!", "→ →"])
def test_prose_without_a_word_is_refused(text: str) -> None:
    """Signs alone have no sentence: a reading grade cannot be measured."""
    with pytest.raises(PydanticCustomError, match="has no word"):
        Prose.parse(text)


def test_a_number_is_printed_as_it_is_written() -> None:
    """A number with more decimals than formats print is refused; the inexactness of a computed one is removed."""
    adapter = TypeAdapter(Number)

    assert adapter.validate_python(0.1 + 0.2) == 0.3
    assert adapter.validate_python(0.000798) == 0.000798
    for number in (1e-7, -1.23456789):
        with pytest.raises(ValidationError, match="more than 6 decimals"):
            adapter.validate_python(number)
