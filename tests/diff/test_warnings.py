"""Every change that touches a warning is reported as one, and warnings.yaml covers all that readers get as warnings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from acucontent import Guide
from acucontent.diff.compare import compare_guides
from acucontent.diff.warnings import is_warning_path
from acucontent.document.blocks import Callout, Section
from acucontent.document.compose import compose_document
from acucontent.document.traversal import walk_blocks
from acucontent.model.canonical import dump_canonical_json
from tests.diff.examples import NOTHING, edit_guide
from tests.factories import make_guide

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "warnings.yaml").read_text(encoding="utf-8"))


def find_raw_value(guide: Guide, path: str) -> Any:
    """Return the plain data at a path with list indexes."""
    value = json.loads(dump_canonical_json(guide))
    for step in path.split("."):
        value = value[int(step) if step.isdecimal() else step]
    return value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['path']}: {case.get('new', 'deleted')}"[:60])
def test_a_changed_warning_is_reported_as_one(case: dict[str, Any], back_pain: Guide) -> None:
    """Whatever the new words are, a changed text of a warning comes first, with both texts."""
    value = find_raw_value(back_pain, case["path"])
    if "new" in case:
        assert case["old"] in value
    rewritten = value.replace(case["old"], case["new"], 1) if "new" in case else NOTHING

    changes = compare_guides(
        back_pain, edit_guide(back_pain, {case["path"]: rewritten, "costs.prices.0.low": 49})
    ).changes

    assert all(change.changed_warning for change in changes[:-1])
    assert [changes[-1].path, changes[-1].changed_warning] == ["costs.prices.us-visit", False]
    if "new" in case:
        assert case["old"] in str(changes[0].before)
        assert case["new"].strip() in str(changes[0].after)


SHOWN = (
    "risks",
    "sessions.prepare",
    "sessions.tell",
    "sessions.sensations",
    "sessions.aftercare",
    "practitioners.warning",
)
"""The sections that hold warnings, besides the safety section and every box."""

ALTERNATIVES = (
    *("emergency", "urgent", "avoid", "ask first", "tell", "mild", "moderate", "serious", "patients", "treatments"),
    *("none found", "with caution", "traditionally avoided"),
)
"""Values that can take the place of one another."""


def make_tiny_guide() -> Guide:
    """Return the tiny guide with both boxes of aftercare."""
    aftercare = [{"id": key, "text": f"Get help, {key}."} for key in ("rest", "emergency", "urgent")]
    return edit_guide(make_guide(), {"sessions.aftercare": aftercare})


def list_leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every text and number of plain data, with its path of list indexes."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in inner:
        yield from list_leaves(child, f"{path}.{step}" if path else str(step))
    if not isinstance(value, dict | list):
        yield path, value


def list_variants(guide: Guide) -> Iterator[tuple[str, Guide]]:
    """Yield the guide with one value changed, for each value that can be changed; a choice takes all its values."""
    for path, value in list_leaves(json.loads(dump_canonical_json(guide))):
        others: tuple[Any, ...] = (f"{value} Qq", f"{value}9") if isinstance(value, str) else (2,)
        if value in ALTERNATIVES:
            others = ALTERNATIVES
        for other in others:
            try:
                variant = edit_guide(guide, {path: other})
            except ValidationError:
                continue
            yield path, variant
            if value not in ALTERNATIVES:
                break


def list_shown_warnings(guide: Guide) -> list[str]:
    """Return what readers get as warnings: the safety section, every box, and the sections that list warnings."""
    blocks = list(walk_blocks(compose_document(guide, guide.handouts[0], guide.regions[0]).sections))
    shown = [
        block
        for block in blocks
        if (isinstance(block, Callout) and block.kind in ("emergency", "urgent", "caution"))
        or (isinstance(block, Section) and (block.role == "safety" or block.id.startswith(SHOWN)))
    ]
    return list(map(repr, shown))


def test_every_value_of_a_printed_warning_counts_as_one() -> None:
    """If a changed value changes the safety section, a box or a list of warnings, it is a changed warning.

    This covers each path whose text these places show, without naming any: a new field is covered, too.
    """
    guide = make_tiny_guide()
    shown = list_shown_warnings(guide)

    printed = {path: variant for path, variant in list_variants(guide) if list_shown_warnings(variant) != shown}

    missed = [
        path
        for path, variant in printed.items()
        if not all(change.changed_warning for change in compare_guides(guide, variant).changes)
    ]
    assert {"risks.red_flags.0.sign", "risks.effects.0.action", "sessions.aftercare.1.text"} <= set(printed)
    assert "regions.0.emergency_number" in printed
    assert missed == []


@pytest.mark.parametrize("path", ["title", "costs.prices.0", "evidence.introduction", "sessions.amounts.total"])
def test_other_paths_are_not_warnings(path: str) -> None:
    """The list of warnings does not cover everything."""
    assert not is_warning_path(tuple(path.split(".")))


def test_every_text_is_a_warning_in_a_language_without_words() -> None:
    """Where no words are listed, any changed advice is a changed warning, because nobody can tell it from others."""
    old = edit_guide(make_guide(), {"language": "ja"})

    (change,) = compare_guides(old, edit_guide(old, {"questions.0.answer": "Not very noisy."})).changes

    assert change.changed_warning


@pytest.mark.parametrize(("term", "is_warning"), [("blood-thinner", True), ("pneumothorax", True), ("qi", False)])
def test_a_term_that_a_warning_links_to_is_part_of_it(term: str, is_warning: bool, back_pain: Guide) -> None:
    """Who changes the meaning of a word in a warning changes the warning."""
    place = back_pain.glossary.ids.index(term)
    meaning = find_raw_value(back_pain, f"glossary.{place}.definition")

    (change,) = compare_guides(
        back_pain, edit_guide(back_pain, {f"glossary.{place}.definition": f"{meaning} It is common."})
    ).changes

    assert change.changed_warning == is_warning


def test_acceptances_are_not_compared() -> None:
    """Files do not contain the findings that were accepted, so the guide that a file was made from is equal to it."""
    accepted = {"code": "R110", "at": "summary", "reason": "Made up.", "role": "editor", "on": "2030-01-01"}

    assert compare_guides(edit_guide(make_guide(), {"accepted": [accepted]}), make_guide()).same


def test_a_removed_precaution_is_shown_in_full() -> None:
    """The old text of a removed warning has every field of it, not its name alone."""
    guide = make_guide()
    (change,) = compare_guides(guide, edit_guide(guide, {"risks.precautions.0": NOTHING})).changes

    precaution = guide.risks.precautions[0]
    assert (change.warning, change.after) == ("removed", None)
    assert all(text in str(change.before) for text in (precaution.situation, precaution.action, "what to do: "))


@pytest.mark.parametrize("path", ["regions.0.labels", "labels"])
def test_a_term_of_a_warning_is_part_of_it(path: str) -> None:
    """Who changes where to go in an emergency changes each warning that names it."""
    guide = make_guide()

    (change,) = compare_guides(guide, edit_guide(guide, {path: {"term.emergency_place": "a hospital"}})).changes

    assert change.changed_warning
    assert (change.before, change.after) == ("nothing", "term.emergency_place: a hospital")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("questions.keep-medicines.regions", ["US"]),
        ("questions.keep-medicines.answer", "{US} Never stop a medicine on your own.\n\nAsk your doctor."),
    ],
)
def test_a_warning_that_fewer_regions_print_is_a_changed_one(path: str, value: Any, back_pain: Guide) -> None:
    """A warning that is limited to some regions is reported as changed, although its words are the same."""
    before = back_pain.edit("questions.keep-medicines.answer", "Never stop a medicine on your own.\n\nAsk your doctor.")

    (change,) = compare_guides(before, before.edit(path, value)).changes

    assert change.changed_warning
    assert "US" in f"{change.sentence} {change.after}"
