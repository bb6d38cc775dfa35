"""The built-in formats follow the same contract as those of plugins."""

from __future__ import annotations

import pytest

from acucontent import discover
from acucontent.testing import check_exporter
from tests.factories import make_guide, make_handout

BUILT_IN = ("epub", "fhir", "html", "json", "pdf", "text")


def test_all_built_in_formats_are_tested() -> None:
    """The test cases cover all installed formats."""
    assert tuple(discover()) == BUILT_IN


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_formats_follow_the_contract(name: str) -> None:
    """Each format is checked with every handout of a small guide, in this process and two others."""
    sheet = make_handout(id="sheet", title="One sheet", include=["sessions.steps", "costs"])

    check_exporter(discover()[name], make_guide(handouts=[make_handout(), sheet]))
