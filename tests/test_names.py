"""How functions are named."""

from __future__ import annotations

import pytest

from tests.tools.names.count import HERE, NamedFunction, find_functions, measure_share


def test_most_functions_begin_with_a_verb() -> None:
    """At least half begin with a verb or a predicate prefix, and at most 40 % have one-word names."""
    verbs, one_word = measure_share(list(find_functions()))

    assert verbs >= 0.5
    assert one_word <= 0.4


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("render_edition", True),
        ("is_valid", True),
        ("_find", True),
        ("name_point", True),
        ("name", False),
        ("words", False),
    ],
)
def test_a_verb_is_recognized(name: str, verb: bool) -> None:
    """A word that is also a noun counts as a verb only before another word."""
    assert NamedFunction(name, HERE, 1).begins_with_verb == verb
