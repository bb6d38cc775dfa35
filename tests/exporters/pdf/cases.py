"""The cases of complete matrices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product

import pytest


def list_cases(*values: Sequence[object], usual: Collection[tuple[object, ...]]) -> list[object]:
    """Return each combination of values, of which one half always runs as slow tests, and the other with --all-cases.

    In the first half the sum of the places of the values is even. With two values of each kind it has each combination
    of all kinds but one (a half fraction of a factorial design), so it has every two values together.

    Args:
        *values: The values of each kind.
        usual: The combinations that are no slow tests.
    """
    places = list(product(*(range(len(each)) for each in values)))
    marks = {
        tuple(each[at] for each, at in zip(values, place, strict=True)): (
            [pytest.mark.slow, pytest.mark.matrix] if sum(place) % 2 else [pytest.mark.slow]
        )
        for place in places
    }
    assert marks.keys() >= set(usual), set(usual) - marks.keys()
    return [pytest.param(*case, marks=[] if case in usual else found) for case, found in marks.items()]
