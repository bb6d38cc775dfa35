"""A guide and a clinic can replace some labels, with words that have the fields of the label."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from acucontent.clinic import Clinic
from acucontent.label_files import list_label_files, read_label_file
from acucontent.model.guide import Guide
from acucontent.model.label_rules import (
    TERM,
    _load_rules,
    find_guide_fault,
    get_shared_fields,
    get_templates,
    is_locked,
    list_fields,
)
from acucontent.model.label_words import LabelWords
from acucontent.problems import GuideProblems
from acucontent.reading import read_guide
from tests.factories import make_condition_words, make_guide

INVALID = {
    "optoins_table": ("Choices", "Unknown label 'optoins_table'. Did you mean 'options_table'"),
    "emergency_title": ("Call {number} soon", "a guide cannot replace it"),
    "action.avoid": ("Maybe not if:", "a guide cannot replace it"),
    "aftercare_urgent": ("Later", "a guide cannot replace it"),
    "not_advice": ("This is advice.", "a guide cannot replace it"),
    "review.not reviewed": ("Reviewed.", "a guide cannot replace it"),
    "certainty.low": ("high", "a guide cannot replace it"),
    "page_of": ("Page {page}", "lacks {pages}"),
    "therapy_line": ("For {purpse}: {certainty}", "has the unknown field {purpse}. Did you mean '{purpose}'?"),
    "how_sure": ("{sure", "has wrong braces"),
    "per.visit": ("{short!r}", "has wrong braces"),
    "term.doctor": ("a doctor if you like", "has 'if', but warnings contain this term"),
    "term.emergency_place": ("the local clinic", "has none of the words emergency, A&E, casualty"),
    "units.minutes": ("hours", "what a number means"),
    "map_left": ("right", "what a number means"),
}

NO_TERMS = {
    "a clinic or the hospital": "has the choice 'a clinic'",
    "of or in hospital at": "order without meaning",
    "hospital or": "order without meaning",
    "hospital the": "order without meaning",
}


@pytest.mark.parametrize("words", NO_TERMS)
def test_a_term_sends_people_to_one_kind_of_place(words: str) -> None:
    """The words of a term have an order that a sentence can contain, and each choice is a place for emergencies."""
    fault = find_guide_fault("term.emergency_place", words)

    assert fault
    assert NO_TERMS[words] in fault.message
    assert find_guide_fault("term.emergency_place", "the emergency room or A&E of your nearest hospital") is None


@pytest.mark.parametrize("name", INVALID)
def test_invalid_words_are_refused(name: str) -> None:
    """The error is at the label and says how to fix it."""
    words, message = INVALID[name]

    with pytest.raises(ValidationError) as caught:
        make_guide(labels={name: words})

    (error,) = caught.value.errors()
    assert error["loc"] == ("labels", name)
    assert message in error["msg"]


def test_each_problem_is_reported_at_its_line(tmp_path: Path) -> None:
    """A guide with several wrong labels reports each of them at its line, also in a region."""
    plain = make_guide().model_dump(mode="json", by_alias=True, exclude_none=True)
    plain["regions"][0]["labels"] = {"harm": "Harm"}
    file = tmp_path / "guide.yaml"
    file.write_text(yaml.safe_dump(plain | {"labels": {"form": "{x}", "urgent": "Soon"}}, sort_keys=False), "utf-8")
    lines = file.read_text("utf-8").splitlines()

    with pytest.raises(GuideProblems) as caught:
        read_guide(file)

    found = {problem.path: lines[(problem.line or 0) - 1].strip() for problem in caught.value.problems}
    assert found == {
        "regions.US.labels.harm": "harm: Harm",
        "labels.form": "form: '{x}'",
        "labels.urgent": "urgent: Soon",
    }


@pytest.mark.parametrize("labels", [{}, {"options_table": "What {people} can do", "page_of": "{page} of {pages}"}])
def test_valid_words_are_kept(labels: Mapping[str, str]) -> None:
    """They are the same in a copy, in a pickle and after JSON, whatever their order."""
    guide = make_guide(labels=labels)

    assert guide.labels.words == labels
    assert Guide.model_validate_json(guide.source) == pickle.loads(pickle.dumps(guide)) == guide
    assert make_guide(labels=dict(reversed(labels.items()))).source == guide.source
    assert hash(guide.labels) == hash(LabelWords(tuple(sorted(labels.items()))))


def test_a_clinic_replaces_only_its_own_labels() -> None:
    """Other labels are unknown to it, also those that a guide can replace."""
    for name in ("options_table", "clinic_emergency", "clinic_note", "emergency_title", "term.doctor"):
        with pytest.raises(ValidationError, match=f"Unknown label '{name}' of a clinic"):
            Clinic.model_validate({"name": "A clinic", "labels": {name: "Other words"}})


@pytest.mark.parametrize("words", ["x" * 61, "Call us. We are open", "{people}"])
def test_a_label_of_a_clinic_is_a_short_name(words: str) -> None:
    """It has no signs of a sentence and no fields."""
    with pytest.raises(ValidationError, match="a label of a clinic is a short name"):
        Clinic.model_validate({"name": "A clinic", "labels": {"clinic_phone": words}})


@pytest.mark.parametrize("tag", sorted(list_label_files()))
def test_the_terms_of_the_package_follow_the_rule(tag: str) -> None:
    """A guide could write each term that the package has."""
    terms = {name: words for name, words in read_label_file(tag).items() if name.startswith(TERM)}

    assert {name: find_guide_fault(name, words) for name, words in terms.items()} == dict.fromkeys(terms)


def test_each_term_has_its_words() -> None:
    """The rules list the words of each term of the package."""
    assert set(_load_rules()["terms"]) == {name for name in get_templates() if name.startswith(TERM)}


def test_shared_fields_are_no_fields_of_a_label() -> None:
    """A label that a guide can replace has no field of its own with the name of a shared one."""
    shared = {"condition", "short", "people", "measured", "doctor", "emergency_place"}
    own = {"options_table": {"condition"}, "conditions": {"short"}, "sure_caption": {"doctor"}}

    assert get_shared_fields() == shared
    free = {name: list_fields(words) & shared for name, words in get_templates().items() if not is_locked(name)}
    assert {name: fields for name, fields in free.items() if fields} == own


def test_words_of_a_condition_are_part_of_a_sentence() -> None:
    """A full stop at the end would be in the middle of a sentence."""
    with pytest.raises(ValidationError, match=r"ends with '\.', but other words follow it"):
        make_condition_words(people="people with hiccups.")


@pytest.mark.parametrize("words", ["*migraine*", "migraine [@one]", "people {x}"])
def test_words_for_the_condition_are_plain(words: str) -> None:
    """Markup in them would be printed as signs."""
    with pytest.raises(ValidationError, match="these words are plain text"):
        make_condition_words(name=words)
