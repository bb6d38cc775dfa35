"""The form of an overlay has a field for each value, and each problem finds its field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from acucontent.clinic import Clinic, ClinicNote, ClinicPractitioner
from acucontent.contrast import check_contrast
from acucontent.desk.overlay_form import (
    apply_form,
    judge_overlay,
    list_color_fields,
    list_contact_fields,
    list_handout_choices,
    list_hidden_values,
    list_label_fields,
    list_note_fields,
    list_practitioner_fields,
    parse_values,
    read_values,
)
from acucontent.templates import read_overlay_template

TEMPLATE = read_overlay_template().encode("utf-8")


def test_every_field_of_an_overlay_is_in_the_form() -> None:
    """A field that is added to the model is missing here until the form has it."""
    fields = [*list_contact_fields(), *list_color_fields()]
    rows = {"practitioners": list_practitioner_fields(0), "notes": list_note_fields(0), "labels": list_label_fields()}
    shown_elsewhere = {"schema_id", "logo"}

    assert {each.path for each in fields} | {*rows} | shown_elsewhere == {*Clinic.model_fields}
    assert [each.path for each in rows["practitioners"]] == [
        f"practitioners.0.{n}" for n in ClinicPractitioner.model_fields
    ]
    assert [each.path for each in rows["notes"]] == [f"notes.0.{name}" for name in ClinicNote.model_fields]
    assert len(rows["labels"]) == 7
    assert all(each.help for each in fields)


def test_a_form_that_is_sent_unchanged_changes_nothing() -> None:
    """The values of the template go through the form as they are, and the text keeps every byte."""
    document = parse_values(TEMPLATE, "clinic.yaml")
    assert document is not None

    assert apply_form(TEMPLATE, read_values(document)).text.encode("utf-8") == TEMPLATE


def test_browsers_send_other_line_ends() -> None:
    """A browser sends carriage returns, and spaces at the ends of lines are not kept."""
    form = {"name": " Example Clinic ", "address": "1 Street \r\n\r\n Town\r\n", "notes.0.handout": "all"}
    form |= {"notes.0.text": "One.  \r\n\r\n* Two.\r\n", "notes.1.handout": "all", "notes.1.text": ""}

    document = parse_values(apply_form(b"name: A\n", form).text.encode("utf-8"), "clinic.yaml")

    assert document == {
        "name": "Example Clinic",
        "address": ["1 Street", "Town"],
        "notes": [{"handout": "all", "text": "One.\n\n* Two."}],
    }


HIDDEN = {
    "adress": "name: A\nadress: [Street]\n",
    "a.b": "name: A\na.b: C\n",
    "a\\nb": 'name: A\n"a\\nb": C\n',
    "$schema": "$schema: urn:acucontent:schema:clinic-0\nname: A\n",
    "phone": "name: A\nphone: [555 0100, 555 0101]\n",
    "email": "name: A\nemail: |\n  a@example.org\n  b@example.org\n",
    "address": "name: A\naddress:\n  street: B\n",
    "address.1": "name: A\naddress:\n  - B\n  - town: C\n  - D\n",
    "practitioners": "name: A\npractitioners: A. Lee\n",
    "practitioners.1": "name: A\npractitioners:\n  - name: A. Lee\n  - B. Kim\n  - name: C. Roy\n",
    "practitioners.0.credental": "name: A\npractitioners:\n  - name: A. Lee\n    credental: L.Ac.\n",
    "practitioners.4": "name: A\npractitioners:\n" + "".join(f"  - name: {letter}. Lee\n" for letter in "ABCDE"),
    "notes.0.txet": "name: A\nnotes:\n  - handout: all\n    txet: Ring the bell.\n",
    "notes.0.handout": "name: A\nnotes:\n  - handout: [safety]\n    text: Ring the bell.\n",
    "labels": "name: A\nlabels: Front desk\n",
    "labels.unknwon": "name: A\nlabels:\n  clinic_web: Our site\n  unknwon: B\n",
}
"""Overlays with a value that the form has no field for, by its path."""


@pytest.mark.parametrize(("path", "text"), HIDDEN.items(), ids=HIDDEN)
def test_what_the_form_cannot_show_stays_until_it_is_removed(tmp_path: Path, path: str, text: str) -> None:
    """A form that is sent unchanged loses neither the value nor its error; a checkbox removes both."""
    content = text.encode("utf-8")
    document = parse_values(content, "clinic.yaml")
    assert document is not None

    (hidden,) = list_hidden_values(document)
    form = read_values(document)
    chosen = {hidden.checkbox: "on", "notes.0.handout": "all"}  # a handout without a text is no note
    removed = apply_form(content, form | chosen).text.encode("utf-8")

    assert hidden.path == path
    assert judge_overlay(content, "clinic.yaml", tmp_path, "en").errors
    assert apply_form(content, form).text == text
    assert apply_form(content, form | {"name": "B"}).text == text.replace("name: A\n", "name: B\n")
    assert not judge_overlay(removed, "clinic.yaml", tmp_path, "en").errors


def test_what_is_typed_does_not_replace_a_hidden_value(tmp_path: Path) -> None:
    """A person decides by the checkbox, and what was typed is used then."""
    content = HIDDEN["phone"].encode("utf-8")
    form = {"name": "A", "phone": "555 0199"}

    kept = apply_form(content, form).text

    assert kept == HIDDEN["phone"]
    assert "phone" in judge_overlay(kept.encode("utf-8"), "clinic.yaml", tmp_path, "en").errors.fields
    assert apply_form(content, form | {"remove.phone": "on"}).text == "name: A\nphone: 555 0199\n"


def test_rows_without_a_field_take_the_place_of_cleared_ones() -> None:
    """The fifth of five practitioners is kept when the second is removed, and it has fields then."""
    content = HIDDEN["practitioners.4"].encode("utf-8")
    document = parse_values(content, "clinic.yaml")
    assert document is not None

    edited = apply_form(content, read_values(document) | {"practitioners.1.name": ""}).text

    found = parse_values(edited.encode("utf-8"), "clinic.yaml")
    assert found is not None
    assert edited == HIDDEN["practitioners.4"].replace("  - name: B. Lee\n", "")
    assert read_values(found)["practitioners.3.name"] == "E. Lee"


def test_a_hidden_value_is_described() -> None:
    """Its texts are on one line that is not too long, so that a person knows what the checkbox removes."""
    document = parse_values(
        b"name: A\nteam: [{name: A. Lee, title: L.Ac.}, B. Kim]\nlong: " + b"x" * 300, "clinic.yaml"
    )
    assert document is not None

    assert [each.text for each in list_hidden_values(document)] == ["A. Lee, L.Ac., B. Kim", "x" * 99 + "…"]


def test_a_problem_of_a_row_without_fields_is_shown_above_the_form(tmp_path: Path) -> None:
    """No message is at a field that the page does not have."""
    text = HIDDEN["practitioners.4"] + "  - licence: '1'\n"

    errors = judge_overlay(text.encode("utf-8"), "clinic.yaml", tmp_path, "en").errors

    assert [path for path in errors.fields if not path.startswith("practitioners.0.")] == []
    assert any("practitioners[5]" in message or "clinic.yaml:8" in message for message in errors.others)


FAULTS = {
    "name": "name: ''",
    "address": f"name: A\naddress: [{'x' * 50}]",
    "phone": "name: A\nphone: none",
    "email": "name: A\nemail: x",
    "web": "name: A\nweb: x y",
    "color": "name: A\ncolor: '#ffff00'",
    "practitioners.1.name": "name: A\npractitioners:\n  - name: B\n  - licence: '1'",
    "notes.0.text": "name: A\nnotes:\n  - handout: all\n    text: See [@a].",
    "labels.clinic_web": "name: A\nlabels:\n  clinic_web: A. B.",
    "logo": "name: A\nlogo: ../logo.png",
    "hours": f"name: A\nhours: [{'x' * 31}]",
}


@pytest.mark.parametrize(("field", "text"), FAULTS.items(), ids=FAULTS)
def test_a_problem_is_shown_at_its_field(tmp_path: Path, field: str, text: str) -> None:
    """The message is that of the command line, without its file and line."""
    judged = judge_overlay(text.encode("utf-8"), "clinic.yaml", tmp_path, "en")

    assert list(judged.errors.fields) == [field]
    assert judged.errors.others == ()
    assert judged.overlay is None
    assert "clinic.yaml:" not in judged.errors.fields[field][0]


def test_an_unsafe_sentence_is_shown_at_its_field(tmp_path: Path) -> None:
    """The sentence checks of `build` judge the form, too."""
    text = b"name: A\nnotes:\n  - handout: all\n    text: Stop your blood thinner two days before a visit.\n"

    judged = judge_overlay(text, "clinic.yaml", tmp_path, "en")

    assert judged.overlay is not None
    assert [message[:5] for message in judged.errors.fields["notes.0.text"]] == ["S110:"]


def test_a_low_contrast_gets_a_suggestion(tmp_path: Path) -> None:
    """The message names a color that is readable."""
    judged = judge_overlay(FAULTS["color"].encode("utf-8"), "clinic.yaml", tmp_path, "en")

    suggested = re.search(r"Did you mean '(#[0-9a-f]{6})'\?", judged.errors.fields["color"][0])
    assert suggested
    assert check_contrast(suggested[1]) == suggested[1]


def test_problems_of_no_field_keep_their_line(tmp_path: Path) -> None:
    """An unknown key and a syntax error are shown above the form, with their line."""
    unknown = judge_overlay(b"name: A\nxyzzy: B\n", "clinic.yaml", tmp_path, "en")
    broken = judge_overlay(b"name: [A\n", "clinic.yaml", tmp_path, "en")

    assert [each[:16] for each in unknown.errors.others] == ["clinic.yaml:2:1:"]
    assert len(broken.errors.others) == 1
    assert parse_values(b"name: [A\n", "clinic.yaml") is None


def test_a_note_for_an_unknown_handout_can_be_seen() -> None:
    """The choice of a note is never changed because no guide has its handout."""
    known = [("aftercare", "After the visit")]

    assert [each[0] for each in list_handout_choices(known, "aftercare")] == ["all", "aftercare"]
    assert list_handout_choices(known, "safety")[-1] == ("safety", "safety (in no guide)")
