"""Each value has one path, and the path finds the value."""

from __future__ import annotations

import pytest

from acucontent.model.base import Records
from acucontent.model.glossary import Term
from acucontent.model.guide import Guide
from acucontent.model.paths import (
    UNREAD,
    NoSuchPart,
    PartialRecords,
    find_value,
    follow_path,
    format_path,
    walk_values,
)
from tests.factories import make_guide, make_reference, make_term

FOUND = {
    "title": "Humming for hiccups",
    "risks.effects.hoarseness.severity": "mild",
    "acupoints.BL40.region": "knee and lower leg",
    "sessions.amounts.total.high": 8,
    "references.hum1999.container-title": "Journal of Invented Medicine",
}
LOST = {
    "tittle": "Unknown part 'tittle'. Did you mean 'title' or 'subtitle'?",
    "risks.effects.hoarse": "'risks.effects.hoarse' not found: unknown part 'hoarse' in 'risks.effects'.",
    "acupoints.UB40": "'acupoints.UB40' not found: unknown part 'UB40' in 'acupoints'. Did you mean 'BL40'?",
    "title.first": "'title.first' not found: unknown part 'first' in 'title'.",
    "key_points.7": "'key_points.7' not found: 'key_points' has 3 items.",
    "risks.effects.0.text": "'risks.effects.0.text' not found: unknown part '0' in 'risks.effects'.",
    "references.hum1999.container_title": "'references.hum1999.container_title' not found: "
    "unknown part 'container_title' in 'references.hum1999'. Did you mean 'container-title'?",
}


@pytest.mark.parametrize(("path", "value"), FOUND.items())
def test_a_path_finds_a_value(path: str, value: object) -> None:
    """A path of fields and ids finds its value."""
    guide = make_guide()

    assert guide.find_value(path) == value


@pytest.mark.parametrize(("path", "message"), LOST.items())
def test_the_first_unknown_step_is_named(path: str, message: str) -> None:
    """The message names the unknown step, its parent and the nearest known step."""
    with pytest.raises(NoSuchPart) as caught:
        make_guide().find_value(path)

    assert str(caught.value).startswith(message)


def test_walking_yields_every_value_with_its_path() -> None:
    """Each value comes once, containers first, with the keys that documents write."""
    met = list(walk_values(make_reference(), ("references", "hum1999")))
    paths = [path for path, _ in met]

    assert met[0] == (("references", "hum1999"), make_reference())
    assert (("references", "hum1999", "author", 0, "family"), "Hummer") in met
    assert ("references", "hum1999", "container-title") in paths
    assert len(paths) == len(set(paths))


def test_each_path_finds_its_value(back_pain: Guide) -> None:
    """Every path of a walk finds the value of the walk."""
    paths = [format_path(path) for path, _ in walk_values(back_pain)]

    assert len(paths) == len(set(paths)) > 3000
    assert all(find_value(back_pain, format_path(path)) is value for path, value in walk_values(back_pain))


def test_a_record_with_the_id_of_an_earlier_one_is_named_by_its_place() -> None:
    """An id names only the first record that has it."""
    terms = Records(make_term(id=id_) for id_ in ("hum", "hum", "drum"))

    assert [path for path, value in walk_values(terms) if isinstance(value, Term)] == [("hum",), (1,), ("drum",)]
    assert find_value(terms, "1.id") == "hum"


def test_fields_can_be_skipped() -> None:
    """A skipped field is left out with its content; a record whose id is the same word is not."""
    record = make_reference(id="author")

    met = {path for path, _ in walk_values(Records([record]), skip={"author", "title"})}

    assert ("author", "type") in met
    assert not {path for path in met if path[1:2] in [("author",), ("title",)]}


def test_a_path_is_followed_as_far_as_it_exists() -> None:
    """Each value on the way comes with its own path."""
    guide = make_guide()

    assert list(follow_path(guide, "risks.effects.none.text")) == [
        ("risks", guide.risks),
        ("risks.effects", guide.risks.effects),
    ]


def test_a_record_without_a_valid_id_may_have_any_id() -> None:
    """A record is missing from a list only if all ids of the list are known."""
    known = {"hum": "A sound."}

    assert find_value({"glossary": PartialRecords(known, complete=False)}, "glossary.drum.term") is UNREAD
    with pytest.raises(NoSuchPart, match=r"unknown part 'hun' in 'glossary'\. Did you mean 'hum'\?"):
        find_value({"glossary": PartialRecords(known)}, "glossary.hun")
