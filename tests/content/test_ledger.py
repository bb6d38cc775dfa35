"""The ledger of each guide covers every fact of its sources, and each of its places exists."""

from __future__ import annotations

from collections import Counter

from acucontent.model.guide import Guide
from acucontent.model.ledger import Ledger
from acucontent.model.paths import NoSuchPart, walk_values
from acucontent.model.prose import Prose

FACTS = {"back-pain": ("F", 204), "migraine": ("M", 105)}
"""The letter and the number of the facts in the inventory of each guide."""


def test_every_fact_is_accounted_for(ledger: Ledger, guide: Guide) -> None:
    """The ledger has every fact once, in order."""
    letter, count = FACTS[guide.id]

    assert ledger.facts.ids == tuple(f"{letter}{number:03}" for number in range(1, count + 1))


def test_every_place_exists(ledger: Ledger, guide: Guide) -> None:
    """Each path is found in the guide."""
    lost = []
    for entry in ledger.facts:
        for path in entry.at:
            try:
                guide.find_value(path)
            except NoSuchPart as error:
                lost.append(f"{entry.fact}: {error}")

    assert lost == []


def test_every_place_has_text(ledger: Ledger, guide: Guide) -> None:
    """A fact is stated in text, not only in a number or date."""
    for entry in ledger.facts:
        for path in entry.at:
            found = guide.find_value(path)
            texts = [value for _, value in walk_values(found) if isinstance(value, Prose | str)]
            assert texts, f"{entry.fact}: {path}"


def test_most_facts_are_used(ledger: Ledger) -> None:
    """Most facts are stated or corrected; few are left out, each for a reason."""
    outcomes = Counter(entry.outcome for entry in ledger.facts)

    assert set(outcomes) == {"stated", "corrected", "left out"}
    assert outcomes["left out"] < 30
    assert all(len(entry.why) > 20 for entry in ledger.facts if entry.why)


def test_no_place_is_named_twice(ledger: Ledger) -> None:
    """A fact lists each of its places once."""
    for entry in ledger.facts:
        assert len(entry.at) == len(set(entry.at)), entry.fact
