"""Every change between two versions of a guide is described in a sentence, safety first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from acucontent import Guide
from acucontent.diff.change import PARTS, Change
from acucontent.diff.compare import compare_guides
from acucontent.diff.phrases import get_phrases
from tests.diff.examples import NOTHING, edit_guide
from tests.factories import make_estimate, make_evidence, make_guide, make_statement
from tests.model.test_every_record import KINDS

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
SIGNS = {"weaker warning": "!!", "stronger claim": "!", None: "-"}


def format_change(change: Change) -> str:
    """Return a change on one line."""
    return f"{change.part} {SIGNS[change.mark]} {change.path} {change.sentence}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_each_change_is_described_in_a_sentence(case: dict[str, Any]) -> None:
    """An edit is reported once, with its part, mark and path, and nothing else is reported."""
    guide = make_guide()
    edits = {path: NOTHING if value in (None, "delete") else value for path, value in case["edit"].items()}

    found = compare_guides(guide, edit_guide(guide, edits))

    assert "\n".join(map(format_change, found.changes)) == case["expected"].strip()


def test_a_guide_is_the_same_as_itself(back_pain: Guide) -> None:
    """A guide has no changes compared with itself."""
    assert compare_guides(back_pain, back_pain).same


def test_changes_run_from_safety_to_the_guide_itself() -> None:
    """Changes are sorted by part, and marked changes come first within a part."""
    edits = {
        "title": "Humming",
        "summary": "This is a guide about humming.",
        "costs.prices.0.low": 4,
        "risks.red_flags.1.urgency": "emergency",
        "risks.precautions.0.action": "tell",
    }

    found = compare_guides(make_guide(), edit_guide(make_guide(), edits))

    assert [change.path for change in found.changes] == [
        "risks.precautions.full-mouth.action",
        "risks.red_flags.two-days.urgency",
        "costs.prices.one-tune",
        "summary",
        "title",
    ]
    assert list(dict.fromkeys(change.part for change in found.changes)) == ["safety", "costs", "wording", "guide"]
    assert next(iter(PARTS)) == "safety"


def test_swapped_versions_give_opposite_changes(back_pain: Guide) -> None:
    """Comparing in the other direction gives the same changes, with added and removed swapped."""
    edits = {"risks.red_flags.0": NOTHING, "key_points.0": NOTHING, "acupoints.3.cautions": []}
    other = edit_guide(back_pain, edits)

    there, back = compare_guides(back_pain, other), compare_guides(other, back_pain)

    swapped = {"added": "removed", "removed": "added"}
    assert len(there.changes) > 2
    assert {(change.kind, change.before) for change in there.changes} == {
        (swapped.get(change.kind, change.kind), change.after) for change in back.changes
    }
    assert not list(back.list_marked_changes("weaker warning"))


def test_a_removed_finding_of_harm_is_a_weaker_warning() -> None:
    """A finding about a harm counts as a warning."""
    harm = make_statement(id="harm", about="harm")
    old = make_guide(evidence=make_evidence(statements=[make_statement(), harm]))

    (change,) = compare_guides(old, make_guide(evidence=make_evidence(statements=[make_statement()]))).changes

    assert (change.mark, change.kind) == ("weaker warning", "removed")


def test_a_changed_order_is_reported() -> None:
    """The same steps in another order are a change."""
    steps = [{"id": key, "phase": "during", "title": key, "text": "You hum."} for key in ("first", "second")]
    old = edit_guide(make_guide(), {"sessions.steps": steps})

    (change,) = compare_guides(old, edit_guide(old, {"sessions.steps": steps[::-1]})).changes

    assert change.sentence == "The order of the steps of a visit changed."
    assert (change.before, change.after) == ("first, second", "second, first")


def test_records_of_one_name_are_matched_by_their_order() -> None:
    """If two figures have the same name, a change in the second is reported for the second."""
    figures = [make_estimate(value=-1.5), make_estimate(value=-1.25, note="at night")]
    old = make_guide(evidence=make_evidence(statements=[make_statement(numbers=figures)]))
    changed = [figures[0], make_estimate(value=-1.125, note="at night")]
    new = make_guide(evidence=make_evidence(statements=[make_statement(numbers=changed)]))

    (change,) = compare_guides(old, new).changes

    assert change.path == "evidence.statements.hum-vs-silence.numbers.1"


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if "edger" not in kind.__name__], ids=lambda kind: kind.__name__
)
def test_every_field_has_a_phrase(kind: type[Any]) -> None:
    """Each field of a guide has a noun in acucontent/diff/phrases.yaml; add one for each new field."""
    assert set(get_phrases(kind).fields) == set(kind.model_fields)


def test_an_unrelated_record_is_not_matched() -> None:
    """Records are similar because of their values, not because they have the same fields."""
    other = {
        "id": "fainting",
        "sign": "You faint",
        "short": "You faint",
        "situations": ["after a visit"],
        "urgency": "emergency",
        "action": "Lie down.",
    }

    found = compare_guides(make_guide(), edit_guide(make_guide(), {"risks.red_flags.0": other}))

    assert [change.sentence for change in found.changes] == [
        "The red flag “Blue lips” (emergency) was removed. This is a weaker warning.",
        "The red flag “You faint” (emergency) was added.",
    ]
