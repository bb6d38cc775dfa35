"""The ledger accounts for every fact of the source articles, and each place it names is there."""

from __future__ import annotations

from collections import Counter

from acucontent.model.guide import Guide
from acucontent.model.ledger import Ledger
from acucontent.model.paths import NoSuchPart, walk_values
from acucontent.model.prose import Prose


def test_every_fact_is_accounted_for(ledger: Ledger) -> None:
    """The facts are F001 to F204, each once, in order."""
    assert ledger.facts.ids == tuple(f"F{number:03}" for number in range(1, 205))


def test_every_place_is_there(ledger: Ledger, back_pain: Guide) -> None:
    """Each path leads to something in the guide."""
    lost = []
    for entry in ledger.facts:
        for path in entry.at:
            try:
                back_pain.find(path)
            except NoSuchPart as error:
                lost.append(f"{entry.fact}: {error}")

    assert lost == []


def test_every_place_says_something(ledger: Ledger, back_pain: Guide) -> None:
    """A fact stands where there is text to read, not in a bare number or a date."""
    for entry in ledger.facts:
        for path in entry.at:
            found = back_pain.find(path)
            said = [value for _, value in walk_values(found) if isinstance(value, Prose | str)]
            assert said, f"{entry.fact}: {path}"


def test_most_facts_are_used(ledger: Ledger) -> None:
    """What the articles say is told or set right; little is left out, and each time for a reason."""
    outcomes = Counter(entry.outcome for entry in ledger.facts)

    assert set(outcomes) == {"stated", "corrected", "left out"}
    assert outcomes["left out"] < 30
    assert all(len(entry.why) > 20 for entry in ledger.facts if entry.why)


def test_no_place_is_named_twice(ledger: Ledger) -> None:
    """A fact names each of its places once."""
    for entry in ledger.facts:
        assert len(entry.at) == len(set(entry.at)), entry.fact
