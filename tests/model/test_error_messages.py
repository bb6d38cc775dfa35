"""Messages for validation errors say what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from acucontent.clinic import Clinic
from acucontent.model.base import Record
from acucontent.model.error_messages import EXPECTED_BY_PATTERN
from acucontent.model.guide import Guide
from acucontent.model.ledger import Ledger


def _find_patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if schema.get("type") == "str" and "pattern" in schema:
            yield schema["pattern"]
        schema = schema.values()
    elif not isinstance(schema, list | tuple):
        return
    for child in schema:
        yield from _find_patterns(child)


@pytest.mark.parametrize("record", [Guide, Ledger, Clinic])
def test_each_pattern_is_described_in_words(record: type[Record]) -> None:
    """A user need not read a regular expression to correct a value."""
    assert set(_find_patterns(record.__pydantic_core_schema__)) <= set(EXPECTED_BY_PATTERN)
