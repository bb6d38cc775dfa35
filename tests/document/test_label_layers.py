"""Labels come in layers: language, region, guide, region of the guide, and clinic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from acucontent.clinic import Clinic, Overlay
from acucontent.document.blocks import Block, Callout
from acucontent.document.labels import layer_labels, load_labels
from acucontent.document.traversal import walk_blocks
from acucontent.edition import Edition
from acucontent.label_files import find_label_files
from acucontent.model.guide import Guide
from acucontent.model.label_rules import TERM, get_templates, is_locked, list_fields
from acucontent.quality.readability import find_units
from tests.factories import make_condition_words, make_guide

NEW_ZEALAND = {
    "code": "NZ",
    "name": "New Zealand",
    "emergency_number": "111",
    "labels": {"term.emergency_place": "a hospital", "how_sure": "How sure we are"},
}


@pytest.mark.parametrize(
    ("language", "region", "tags"),
    [
        ("en-US", "US", ("en",)),
        ("en-US", "GB", ("en", "en-001", "en-GB")),
        ("en-GB", None, ("en", "en-001", "en-GB")),
        ("en", "AU", ("en", "en-001")),
        ("en", "EU", ("en", "en-001")),
        ("en-GB", "international", ("en", "en-001")),
        ("en-simple", "GB", ("en", "en-001", "en-GB")),
        ("en-US", "CA", ("en", "en-CA")),
        ("tlh", "US", ()),
    ],
)
def test_the_files_follow_the_language_and_the_region(language: str, region: str | None, tags: tuple[str, ...]) -> None:
    """A region without a file uses the words of its parent in CLDR."""
    assert find_label_files(language, region) == tags


def test_british_readers_get_british_words() -> None:
    """The emergency title names A&E, and the urgent title names a GP and 111."""
    labels = load_labels("en-US", "GB")

    assert labels("emergency_title", number=999) == "Emergency: call 999 or go to A&E now"
    assert labels("urgent_title") == "Urgent: see a GP or call 111 today"
    assert labels("licence") == "Licence"


def test_labels_speak_of_the_condition_of_the_guide() -> None:
    """Its words replace the fields of the condition."""
    guide = make_guide(condition=make_condition_words(name="frequent migraine", people="people with migraine"))
    labels = layer_labels(guide, guide.regions[0], guide.language)

    assert labels("options_table") == "Choices for frequent migraine"
    assert labels("mechanism_status.hypothesis") == "This is an idea that is not yet shown in people with migraine."


def test_each_layer_replaces_those_before_it() -> None:
    """The words of a region of the guide win over those of the guide, and these over the files."""
    guide = make_guide(
        regions=[*make_guide().regions, NEW_ZEALAND], labels={"how_sure": "Certainty", "what_for": "For {people}"}
    )
    here, there = (layer_labels(guide, region, guide.language) for region in (guide.regions[0], guide.regions["NZ"]))

    assert (here("how_sure"), there("how_sure")) == ("Certainty", "How sure we are")
    assert here("what_for") == there("what_for") == "For people with hiccups"
    assert there("emergency_title", number="111") == "Emergency: call 111 or go to a hospital now"
    assert there("licence") == "Licence"


def test_a_clinic_replaces_labels_of_its_own_section() -> None:
    """They change no other section, and not the content hash."""
    guide = make_guide()
    clinic = Clinic.model_validate({"name": "A clinic", "phone": "12345", "labels": {"clinic_phone": "Front desk"}})

    plain, own = (Edition.of(guide, overlay=overlay).document for overlay in (None, Overlay(clinic)))

    assert "Front desk" in _read_text(own.sections)
    assert [one for one in own.sections if one.role != "clinic"] == list(plain.sections)
    assert own.about.content_hash == plain.about.content_hash


TERMS = {"term.doctor": "your family physician", "term.emergency_place": "the casualty ward"}


@cache
def make_reworded_guide() -> Guide:
    """Return a guide that replaces every label that a guide can replace, and each term by a name."""
    free = {name: words for name, words in get_templates().items() if not is_locked(name)}
    fields = {name: " ".join(f"{{{field}}}" for field in sorted(list_fields(words))) for name, words in free.items()}
    return make_guide(
        labels={name: TERMS[name] if name.startswith(TERM) else f"Zzz {fields[name]}".strip() for name in free}
    )


def test_a_guide_cannot_remove_the_urgency() -> None:
    """If a guide replaces all labels that it can, each warning keeps its kind, its number and what to do."""
    plain, own = (list(_find_callouts(guide)) for guide in (make_guide(), make_reworded_guide()))

    assert len(plain) == len(own) > 2
    assert own[0].title == "Emergency: call 911 or go to the casualty ward now"
    for before, after in zip(plain, own, strict=True):
        expected = re.sub("an emergency room", "the casualty ward", _read_text([before]))
        assert re.sub("a doctor", "your family physician", expected) == _read_text([after])


def test_a_guide_cannot_hide_that_it_was_not_reviewed() -> None:
    """The line on the review and the words that it is no advice are the same with all other labels replaced."""
    plain, own = (Edition.of(guide).document for guide in (make_guide(), make_reworded_guide()))

    assert plain.about.review_note == own.about.review_note
    assert _read_text([plain.opening[-2]]) == _read_text([own.opening[-2]])


def _find_callouts(guide: Guide) -> Iterator[Callout]:
    blocks = walk_blocks(Edition.of(guide).document.sections)
    return (block for block in blocks if isinstance(block, Callout) and block.kind != "note")


def _read_text(blocks: Iterable[Block]) -> str:
    return " ".join(unit for block in blocks for unit in find_units(block))
