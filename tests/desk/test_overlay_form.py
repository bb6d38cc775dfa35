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
    list_label_fields,
    list_note_fields,
    list_practitioner_fields,
    list_unknown_keys,
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


def test_unknown_keys_stay_until_they_are_removed() -> None:
    """The form does not lose what it does not show; a checkbox removes it."""
    content = b"$schema: urn:acucontent:schema:clinic-1\nname: A\nadress: [Street]\n"
    document = parse_values(content, "clinic.yaml")
    assert document is not None

    assert list_unknown_keys(document) == ("adress",)
    assert apply_form(content, {"name": "B"}).text.encode("utf-8") == content.replace(b"name: A", b"name: B")
    assert b"adress" not in apply_form(content, {"name": "A", "remove.adress": "on"}).text.encode("utf-8")


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
