"""HAPI, the reference validator of FHIR, finds no error in any bundle, and every error in broken ones."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from acucontent import build
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from tests.exporters.fhir.documents import CLINIC, Resource, add_pdf, get_composition, make_bundle, review_guide
from tests.exporters.fhir.hapi import validate_files
from tests.shipped import load_shipped

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


def test_every_bundle_is_valid(back_pain: Guide, tmp_path: Path) -> None:
    """There are no errors for any handout of both guides, with a PDF, a clinic, a review and other regions."""
    files = {
        f"{guide.id} {handout} {region}": json.dumps(make_bundle(Edition.of(guide, handout, region))).encode()
        for guide in (back_pain, load_shipped("migraine"))
        for handout in guide.handouts.ids
        for region in {guide.regions.ids[0], guide.regions.ids[-1]}
    }
    own = add_pdf(Edition.of(review_guide(back_pain), "first-visit", overlay=CLINIC))
    (_, built) = build(back_pain, formats=["pdf", "fhir"], handouts=["aftercare"], out=tmp_path)
    files |= {"reviewed, of a clinic": json.dumps(make_bundle(own)).encode(), "with a PDF": built.path.read_bytes()}

    messages = validate_files(files, tmp_path)

    assert len(messages) == 2 * (len(back_pain.handouts) + len(load_shipped("migraine").handouts)) + 2
    assert {
        name: errors for name, found in messages.items() if (errors := [each.text for each in found if each.is_error])
    } == {}


def _edit_composition(**changes: object) -> Callable[[Resource], None]:
    return lambda bundle: get_composition(bundle).update(changes)


def _edit_narrative(old: str, new: str) -> Callable[[Resource], None]:
    def edit(bundle: Resource) -> None:
        text = get_composition(bundle)["section"][0]["text"]
        assert old in text["div"]
        text["div"] = text["div"].replace(old, new, 1)

    return edit


BROKEN: dict[str, Callable[[Resource], None]] = {
    "a status that is unknown": _edit_composition(status="draft-ish"),
    "no title": _edit_composition(title=""),
    "a date that is none": _edit_composition(date="tomorrow"),
    "a field that is unknown": _edit_composition(colour="red"),
    "a reference out of the bundle": _edit_composition(
        custodian={"reference": "urn:uuid:00000000-0000-4000-8000-000000000000"}
    ),
    "a script in a narrative": _edit_narrative("<p>", "<script>alert(1)</script><p>"),
    "a drawing in a narrative": _edit_narrative("<p>", "<svg></svg><p>"),
    "a narrative that is not well-formed": _edit_narrative("</p>", ""),
    "no composition": lambda bundle: bundle["entry"].pop(0),
    "no identifier": lambda bundle: bundle.pop("identifier"),
    "no timestamp": lambda bundle: bundle.pop("timestamp"),
}


def test_broken_bundles_are_invalid(back_pain: Guide, tmp_path: Path) -> None:
    """Each of these faults is an error, so the validator would find one of ours."""
    whole = make_bundle(Edition.of(back_pain))
    files = {}
    for name, break_bundle in BROKEN.items():
        bundle = copy.deepcopy(whole)
        break_bundle(bundle)
        files[name] = json.dumps(bundle).encode()

    messages = validate_files(files, tmp_path)

    assert [name for name, found in messages.items() if not any(each.is_error for each in found)] == []
