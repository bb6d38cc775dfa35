"""A handout names no condition, country, body or currency that neither its guide nor its region declares."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from acucontent.label_files import list_label_files, read_label_file
from acucontent.model.guide import Guide
from acucontent.quality.check import Found
from acucontent.quality.checks.contents.name_list import load_names
from acucontent.quality.checks.contents.undeclared_names import CHECKS
from acucontent.quality.rendered_text import extract_text
from acucontent.quality.subject import RenderedText, Subject
from acucontent.registry import discover
from acucontent.rendering.render import RenderJob, render_artifact
from tests.factories import (
    make_condition,
    make_costs,
    make_credential,
    make_guide,
    make_handout,
    make_practitioners,
    make_price,
    make_term,
)

TODAY = datetime.date(2030, 1, 1)
BRITAIN = {"code": "GB", "name": "United Kingdom", "emergency_number": "999"}


def make_plain_guide(**changes: Any) -> Guide:
    """Return the tiny guide without points."""
    return make_guide(**{"acupoints": [], "maps": []} | changes)


def find_names(guide: Guide, *, rendered: bool = False) -> list[Found]:
    """Return what the check finds in the documents of a guide, or in its text files."""
    subject = Subject(guide, TODAY)
    if rendered:
        exporter = discover()["text"]
        jobs = [RenderJob(exporter, edition, exporter.options()) for edition in subject.handout_editions]
        texts = [extract_text(job, render_artifact(job)) for job in jobs]
        subject = Subject(guide, TODAY, tuple(text for text in texts if isinstance(text, RenderedText)))
    return list(CHECKS[0].find(subject))


def test_the_tiny_guide_names_nothing_foreign() -> None:
    """No label and no layer of a region names a condition or another country."""
    regions = [
        *make_plain_guide().regions,
        BRITAIN,
        {"code": "AU", "name": "Australia", "emergency_number": "000"},
        {"code": "CA", "name": "Canada", "emergency_number": "911"},
    ]

    assert find_names(make_plain_guide(regions=regions), rendered=True) == []


def test_the_shipped_guide_declares_what_it_names(back_pain: Guide) -> None:
    """Its records declare every name, in every region."""
    assert find_names(back_pain) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Back Pain", "condition"),
        ("migraine", "condition"),
        ("knee pain", "condition"),
        ("Australia", "country"),
        ("NHS", "body"),
        ("Medicare Benefits Schedule", "body"),
        ("A&E", "body"),
        ("£5", "currency"),
    ],
)
def test_an_undeclared_name_is_found_where_it_is_written(words: str, kind: str) -> None:
    """The finding has the path and the words, so that its line is known."""
    (found,) = find_names(make_plain_guide(purpose="To help.", audience="All.", summary=f"Hum for {words} today."))

    assert (found.path, found.words) == ("summary", words.rstrip("5"))
    assert f"is a {kind} that the guide does not declare" in found.message


@pytest.mark.parametrize(
    "change",
    [
        {"condition": {"name": "migraine", "short_name": "migraine", "people": "people", "measured": "days"}},
        {"conditions": [make_condition(name="Migraine")]},
        {"glossary": [make_term(term="Migraine")]},
    ],
)
def test_a_declared_condition_is_no_finding(change: dict[str, Any]) -> None:
    """The condition, the conditions and the glossary declare a name for the whole guide."""
    guide = make_plain_guide(**change | {"summary": "Hum for migraine today."})

    assert [found for found in find_names(guide) if "migraine" in found.message.lower()] == []


def test_a_price_declares_its_currency() -> None:
    """A guide with prices in pounds can name pounds."""
    costs = make_costs(prices=[make_price(currency="GBP")])

    assert find_names(make_plain_guide(costs=costs, summary="It costs £5.")) == []


def test_a_fact_of_one_region_declares_nothing_for_another() -> None:
    """A body that only a British record names is foreign in the American edition."""
    credential = make_credential(body="The NHS register", region="GB")
    guide = make_plain_guide(
        regions=[*make_guide().regions, BRITAIN],
        practitioners=make_practitioners(credentials=[credential]),
        summary="Ask the NHS.",
    )

    (found,) = find_names(guide)

    assert (found.path, found.words) == ("summary", "NHS")
    assert "It is in the text of complete (US)." in found.message


def test_a_label_that_names_a_condition_is_found_in_the_finished_file() -> None:
    """The message names the handout, the format and the label."""
    sheet = make_handout(id="sheet", title="A sheet", include=["costs"])
    guide = make_plain_guide(handouts=[make_handout(), sheet], labels={"help_all": "All signs of tinnitus: {safety}."})

    (found,) = find_names(guide, rendered=True)

    assert (found.path, found.words) == ("labels", "tinnitus")
    assert "It is in the text of sheet (US, text), in the label 'help_all'." in found.message


def test_a_name_of_another_region_is_found_in_that_edition() -> None:
    """A name that is at home in Britain is foreign in the United States."""
    own = {"labels": {"term.emergency_place": "A&E"}}
    america, britain = (
        make_plain_guide(regions=[{**region, **own}])
        for region in (make_plain_guide().regions[0].model_dump(mode="json"), BRITAIN)
    )

    assert [found.words for found in find_names(america)] == ["A&E"]
    assert find_names(britain) == []


@pytest.mark.parametrize("tag", sorted(list_label_files()))
def test_no_label_of_the_package_names_a_condition(tag: str) -> None:
    """A label has no name but those that are at home where its file is used."""
    names, home = load_names(tag), {"en": "US", "en-001": "AU"}.get(tag, tag.rpartition("-")[2])
    assert names is not None

    for label, words in read_label_file(tag).items():
        foreign = {name.forms for name, _ in names.find_names(words) if home not in name.regions}
        assert not foreign or label.startswith("region_word."), label


def test_every_name_is_found_by_each_of_its_forms() -> None:
    """No form hides another, as `Medicare` could hide `Medicare Part B`."""
    names = load_names("en-GB")
    assert names is not None

    for form, name in names.names.items():
        (written,) = (own for own in name.forms if own.lower() == form)
        assert [found for found, _ in names.find_names(f"about {written} 5 today")] == [name], form
