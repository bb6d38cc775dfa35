"""The positions of the shipped points are consistent with each other and with the body."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tests.markup.drawings.examples import HAND, SPINE, points

INVARIANTS = yaml.safe_load((Path(__file__).parent / "invariants.yaml").read_text(encoding="utf-8"))
BODY = [code for code in points() if code not in HAND]


def value(expression: str) -> float:
    """Return the value of an expression of an invariant."""
    names = {code.replace("-", "_"): SimpleNamespace(x=p.diagram.x, y=p.diagram.y) for code, p in points().items()}
    return float(eval(expression, {}, names))


@pytest.mark.parametrize("invariant", INVARIANTS, ids=[each["id"] for each in INVARIANTS])
def test_points_are_consistent_with_each_other(invariant: dict[str, Any]) -> None:
    """Points with the same level, a known distance or a known order have them in the figures too."""
    found = [value(expression) for expression in invariant.get("holds") or invariant["rises"]]

    if "rises" in invariant:
        assert all(one < two for one, two in pairwise(found))
    else:
        assert found == pytest.approx([found[0]] * len(found), abs=invariant.get("within", 1e-5))


@pytest.mark.parametrize("code", BODY)
def test_points_are_on_the_body(code: str) -> None:
    """No point is outside the figure, and points of the midline have x = 0."""
    place = points()[code].diagram

    assert 0 <= place.y <= 1
    assert 0 <= place.x <= 0.2
    assert points()[code].kind != "midline" or place.x == 0


def test_the_row_along_the_spine_has_17_levels() -> None:
    """The set from T1 to L5 ends at the levels of the points below the same vertebrae."""
    named = [points()[code].diagram.y for code in ("GV4", "BL24", "GV3", "EX-B8")]

    assert len(SPINE) == 17
    assert list(SPINE[-4:]) == pytest.approx(named)
