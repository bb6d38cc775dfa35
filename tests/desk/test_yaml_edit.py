"""A changed YAML text has the new values, and all other lines of the old text."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from acucontent.desk.yaml_edit import edit_yaml, read_plain, write_yaml
from acucontent.templates import read_overlay_template

TEMPLATE = read_overlay_template()
VALUES: dict[str, Any] = yaml.load(TEMPLATE, Loader=yaml.BaseLoader)
ORDER = (
    *("name", "address", "phone", "out_of_hours", "emergency", "web", "guide_web", "email"),
    *("practitioners", "hours"),
)
ORDER = (*ORDER, "logo", "color", "second_color", "notes", "labels")


def without(name: str) -> dict[str, Any]:
    """Return the values of the template without one."""
    return {key: value for key, value in VALUES.items() if key != name}


NOTE = VALUES["notes"][0]
PERSON = VALUES["practitioners"][0]
CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": (VALUES, []),
    "a text": (VALUES | {"name": "New: clinic"}, ["-name: Example Clinic", "+name: 'New: clinic'"]),
    "a color keeps its comment": (
        VALUES | {"color": "#123456"},
        ['-color: "#1f5a7a" # headings and rules', "+color: '#123456' # headings and rules"],
    ),
    "a removed key": (without("phone"), ["-phone: 555-0100"]),
    "a new key finds its place": (VALUES | {"emergency": "555-0102"}, ["+emergency: 555-0102"]),
    "a line in a list": (
        VALUES | {"address": ["1 New Street", VALUES["address"][1]]},
        ["-  - 100 Example Street", "+  - 1 New Street"],
    ),
    "a first line": (VALUES | {"hours": ["By appointment", *VALUES["hours"]]}, ["+  - By appointment"]),
    "a shorter list": (
        VALUES | {"hours": VALUES["hours"][1:]},
        ["-  - Monday to Friday, 9 am to 5 pm # can stay"],
    ),
    "a list that is removed": (
        without("address"),
        ["-address: # line by line", "-  - 100 Example Street", "-  - Springfield, Example State 00000"],
    ),
    "a text of several lines": (
        VALUES | {"notes": [NOTE | {"text": "Call us.\n\n* Or write."}]},
        [
            "-    text: Please call us a day before if you cannot come. # can stay",
            *("+    text: |- # can stay", "+      Call us.", "+", "+      * Or write."),
        ],
    ),
    "a second note": (
        VALUES | {"notes": [NOTE, {"handout": "aftercare", "text": "Drink."}]},
        ["+  - handout: aftercare", "+    text: Drink."],
    ),
    "a key of a row": (
        VALUES | {"practitioners": [{"name": PERSON["name"], "licence": PERSON["licence"]}]},
        ["-    credentials: L.Ac."],
    ),
    "new labels": (VALUES | {"labels": {"clinic_web": "Site"}}, ["+labels:", "+  clinic_web: Site"]),
}


@pytest.mark.parametrize(("values", "changes"), CASES.values(), ids=CASES)
def test_only_the_changed_lines_change(values: dict[str, Any], changes: list[str]) -> None:
    """The comments of the template and its order stay."""
    edited = edit_yaml(TEMPLATE, values, ORDER)

    lines = difflib.unified_diff(TEMPLATE.splitlines(), edited.text.splitlines(), lineterm="", n=0)
    assert [line for line in lines if not line.startswith(("---", "+++", "@@"))] == changes
    assert read_plain(edited.text) == values
    assert not edited.is_rewritten


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {"name": "A"}),
        ("# only a comment", {"name": "A"}),
        ("name: A", {"name": "A", "phone": "12"}),
        ("name: A\r\nweb: x\r\n", {"name": "B", "phone": "12"}),
        ("name:\n", {"name": "A"}),
        ("name: # none yet\n", {"name": "A"}),
        ("address: [a, b] # both\nname: A\n", {"address": ["c"], "name": "A"}),
        ("name: |\n  A\n  B\nweb: x\n", {"name": "C", "web": "x"}),
        ("name: >-\n  A\n  B\n\n# after\nweb: x\n", {"name": "C\nD", "web": "x"}),
        ('name: "A\n  B" # after\nweb: x\n', {"name": "C\nD", "web": "x"}),
        ("notes:\n- handout: all\n  text: A\n- handout: b\n  text: B\n", {"notes": [{"handout": "b", "text": "B"}]}),
        ("practitioners:\n  -\n    name: A\n", {"practitioners": [{"name": "B"}, {"name": "C"}]}),
        ("name: A\nhours:\n  - a\n  # last\nweb: x\n", {"name": "A", "hours": ["a", "b"], "web": "x"}),
    ],
)
def test_other_ways_of_writing_are_edited(text: str, values: dict[str, Any]) -> None:
    """Quotes, blocks, braces, empty values and other line ends: the values are the new ones, comments stay."""
    edited = edit_yaml(text, values, ORDER)

    assert read_plain(edited.text) == values
    assert not edited.is_rewritten
    assert [line for line in text.split() if line == "#"] == [line for line in edited.text.split() if line == "#"]
    assert ("\r\n" in text) == ("\r\n" in edited.text)


@pytest.mark.parametrize("text", ["{name: A, web: x}", "name: A\nname: B\n", "- a\n", "[\n"])
def test_a_text_that_cannot_be_edited_is_written_again(text: str) -> None:
    """The caller is told that the comments are lost; the values are right."""
    edited = edit_yaml(text, {"web": "z", "name": "B"}, ORDER)

    assert edited.text == "name: B\nweb: z\n"
    assert edited.is_rewritten


TEXTS = st.one_of(
    st.sampled_from(["a", "no", "12", "- x", "a: b", "# c", "a # b", "'", '"', "|", "~", "a\nb", "a\n\n b\n- c", "@x"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool),
)
DOCUMENTS = st.fixed_dictionaries(
    {"name": TEXTS},
    optional={
        "phone": TEXTS,
        "web": TEXTS,
        "hours": st.lists(TEXTS, min_size=1, max_size=4),
        "notes": st.lists(st.fixed_dictionaries({"handout": TEXTS}, optional={"text": TEXTS}), min_size=1, max_size=3),
        "labels": st.dictionaries(st.sampled_from(["clinic_web", "clinic_phone"]), TEXTS, min_size=1),
    },
)


@given(DOCUMENTS, DOCUMENTS)
def test_any_values_can_follow_any_others(before: dict[str, Any], after: dict[str, Any]) -> None:
    """The edited text is read as the new values, and the comment of each line that stays is there."""
    text = "# first\n" + write_yaml(before) + "# last\n"

    edited = edit_yaml(text, after, ORDER)

    assert read_plain(edited.text) == after
    assert not edited.is_rewritten
    assert edited.text.startswith("# first\n")
    assert "# last\n" in edited.text
