"""Our own formats keep the contract that is offered to strangers."""

from __future__ import annotations

import pytest

from acucontent import discover
from acucontent.testing import check_exporter
from tests.factories import make_guide, make_handout

OURS = ("epub", "json", "pdf", "text")


def test_our_formats_are_all_tried() -> None:
    """The cases below are all that is installed."""
    assert tuple(discover()) == OURS


@pytest.mark.parametrize("name", OURS)
def test_our_formats_keep_the_contract(name: str) -> None:
    """Each format, with every handout of a small guide, here and in two other processes."""
    sheet = make_handout(id="sheet", title="One sheet", include=["sessions", "costs"])

    check_exporter(discover()[name], make_guide(handouts=[make_handout(), sheet]))
