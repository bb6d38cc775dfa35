"""The FHIR exporter writes a document that is complete, says how far to trust it, and is about no patient."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from acucontent import build
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.checks.safety.text_layer import describe_difference
from acucontent.quality.document_words import list_document_words
from acucontent.quality.subject import RenderedText, normalize_letters
from acucontent.registry import discover
from acucontent.rendering.exporter import UnreadableText
from acucontent.rendering.read_back import list_added_texts, read_back
from acucontent_fhir import FhirOptions, acucontent_exporters, export
from tests.exporters.fhir.documents import (
    CLINIC,
    Resource,
    add_pdf,
    get_composition,
    get_resources,
    list_divs,
    make_bundle,
    review_guide,
)
from tests.factories import make_form, make_guide, make_handout

FHIR = discover()["fhir"]
GOLDEN = Path(__file__).parent / "golden"

ELEMENTS = frozenset(
    [
        "a",
        "b",
        "caption",
        "div",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "i",
        "li",
        "ol",
        "p",
        "span",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = frozenset(("href", "id", "lang", "dir", "scope", "{http://www.w3.org/XML/1998/namespace}lang"))
"""The elements and attributes of a narrative, a part of those that FHIR R4 allows (Narrative, constraint txt-1)."""


def find_difference(edition: Edition, data: bytes) -> str:
    """Return the first difference between the narratives of a bundle and the document of an edition."""
    added = list_added_texts(FHIR, edition, FhirOptions())
    text = RenderedText(edition, "fhir", read_back(FHIR, data), added)
    return describe_difference(text, list_document_words(edition.document))


def test_exporter_has_its_name() -> None:
    """The exporter has its name, suffix and media type."""
    (exporter,) = acucontent_exporters()

    assert (exporter.name, exporter.suffix, exporter.media_type) == ("fhir", ".fhir.json", "application/fhir+json")


def test_golden(golden: Callable[[Path, str], None]) -> None:
    """A small sheet with a form, a clinic and a PDF is written as expected."""
    handouts = [make_handout(), make_handout(id="sheet", include=["sessions.steps", "forms"])]
    edition = Edition.of(make_guide(forms=[make_form(row_count=2)], handouts=handouts), "sheet", overlay=CLINIC)

    golden(GOLDEN / "sheet" / "expected.json", export(add_pdf(edition), FhirOptions()).data.decode("utf-8"))


@pytest.mark.parametrize("handout", ["complete", "reference", "first-visit", "evidence", "points"])
def test_a_bundle_has_the_words_of_its_document(handout: str, back_pain: Guide) -> None:
    """The narratives have every word of the document in order, and nothing else."""
    edition = Edition.of(back_pain, handout)

    assert find_difference(edition, export(edition, FhirOptions()).data) == ""


@pytest.mark.parametrize(
    ("old", "new"), [("urine", "wine"), ("You hear the plan.", ""), ("Keep still.", "Keep still. Keep still.")]
)
def test_a_changed_bundle_differs(old: str, new: str, back_pain: Guide) -> None:
    """The comparison finds a word that is replaced, and a sentence that is lost or repeated."""
    edition = Edition.of(back_pain, "first-visit")
    text = export(edition, FhirOptions()).data.decode("utf-8")
    assert old in text

    assert "differs from its document" in find_difference(edition, text.replace(old, new, 1).encode())


def test_every_warning_is_in_the_narrative_of_the_safety_section(back_pain: Guide) -> None:
    """The section with the id `safety` has each red flag, each situation to avoid and the emergency number."""
    for handout in back_pain.handouts.ids:
        edition = Edition.of(back_pain, handout)
        sections = get_composition(make_bundle(edition))["section"]
        letters = normalize_letters(next(one["text"]["div"] for one in sections if one["id"] == "safety"))

        warnings = [(one.sign, one.short) for one in back_pain.risks.red_flags]
        warnings += [(one.situation, one.short) for one in back_pain.risks.to_avoid]
        missing = [forms for forms in warnings if not any(normalize_letters(form) in letters for form in forms if form)]
        assert missing == []
        assert edition.region.emergency_number in letters


def test_the_composition_comes_first_and_every_reference_is_in_the_bundle(back_pain: Guide) -> None:
    """A document begins with its composition, and its references lead to its own resources."""
    bundle = make_bundle(add_pdf(Edition.of(back_pain, "first-visit", overlay=CLINIC)))
    addresses = [entry["fullUrl"] for entry in bundle["entry"]]
    found = json.dumps(bundle).split('"reference": "')[1:]

    assert [entry["resource"]["resourceType"] for entry in bundle["entry"]] == [
        "Composition",
        "Organization",
        "Organization",
        "DocumentReference",
    ]
    assert addresses == [f"urn:uuid:{entry['resource']['id']}" for entry in bundle["entry"]]
    assert len(found) == 5
    assert {each.partition('"')[0] for each in found} == set(addresses[1:])


def test_a_narrative_has_only_what_every_system_can_show(back_pain: Guide) -> None:
    """A narrative has no section, figure, drawing, script, style or role, and each link in it is valid."""
    for handout in ("complete", "evidence", "first-visit"):
        bundle = make_bundle(Edition.of(back_pain, handout, overlay=CLINIC))
        elements = [each for div in list_divs(bundle) for each in ElementTree.fromstring(div).iter()]
        ids = [each.get("id") for each in elements if each.get("id")]
        sections = [section["id"] for section in get_composition(bundle)["section"]]
        links = [each.get("href", "") for each in elements if each.tag.endswith("}a")]

        assert {each.tag.partition("}")[2] for each in elements} <= ELEMENTS
        assert {name for each in elements for name in each.attrib} <= ATTRIBUTES
        assert len(set(ids + sections)) == len(ids + sections)
        assert {link[1:] for link in links if link.startswith("#")} <= {*ids, *sections}


def test_a_guide_that_nobody_reviewed_is_preliminary(back_pain: Guide) -> None:
    """The status is preliminary, and final after a review, which is then attested."""
    before, after = (
        make_bundle(add_pdf(Edition.of(guide, "first-visit"))) for guide in (back_pain, review_guide(back_pain))
    )

    assert get_composition(before)["status"] == "preliminary"
    assert "attester" not in get_composition(before)
    assert get_composition(after)["status"] == "final"
    assert get_composition(after)["attester"] == [
        {"mode": "professional", "time": "2026-01-02", "party": {"display": "A reviewer, doctor"}}
    ]
    assert [get_resources(each, "DocumentReference")[0]["docStatus"] for each in (before, after)] == [
        "preliminary",
        "final",
    ]


def test_it_is_about_no_patient(back_pain: Guide) -> None:
    """There is no patient and no subject: the system that files the document adds them."""
    text = json.dumps(make_bundle(add_pdf(Edition.of(back_pain, "first-visit", overlay=CLINIC))))

    assert [word for word in ("Patient/", '"Patient"', '"subject"', '"encounter"') if word in text] == []


def test_the_clinic_is_the_custodian(back_pain: Guide) -> None:
    """The clinic keeps the document; the publisher does without a clinic. Its text is text, not markup."""
    own, plain = (make_bundle(Edition.of(back_pain, overlay=each)) for each in (CLINIC, None))

    clinic = get_resources(own, "Organization")[-1]
    assert clinic["name"] == "Smith & Sons <Clinic>"
    assert [each["value"] for each in clinic["telecom"]] == [
        "+1 201-555-0123",
        "desk@example.org",
        "https://example.org",
    ]
    assert clinic["address"][0]["line"] == ["1 Example Street", "Springfield"]
    assert "<p>Smith &amp; Sons &lt;Clinic&gt;</p>" in clinic["text"]["div"]
    assert get_composition(own)["custodian"]["reference"].endswith(clinic["id"])
    assert get_composition(plain)["custodian"]["display"] == back_pain.publisher


def test_identifiers_and_times_come_from_the_content(back_pain: Guide) -> None:
    """Equal editions have equal bundles. Every other content has another identifier; the document keeps its own."""
    edition = Edition.of(back_pain, "first-visit")
    changed = Edition.of(back_pain.edit({"key_points.0": "Another word."}), "first-visit")
    same, other, enclosing = (make_bundle(each) for each in (edition, changed, add_pdf(edition)))

    assert same == make_bundle(Edition.of(back_pain, "first-visit"))
    assert len({each["identifier"]["value"] for each in (same, other, enclosing)}) == 3
    assert len({get_composition(each)["identifier"]["value"] for each in (same, other, enclosing)}) == 1
    assert same["timestamp"].startswith(back_pain.published.isoformat())
    assert make_bundle(Edition.of(back_pain, "safety"))["identifier"] != same["identifier"]


def test_a_build_encloses_the_pdf(back_pain: Guide, tmp_path: Path) -> None:
    """The PDF of the same build is in the bundle, byte for byte, with its size and its SHA-1."""
    pdf, bundle = build(back_pain, formats=["pdf", "fhir"], handouts=["first-visit"], out=tmp_path)

    (document,) = get_resources(json.loads(bundle.path.read_bytes()), "DocumentReference")
    attachment: Resource = document["content"][0]["attachment"]
    data = pdf.path.read_bytes()
    assert base64.b64decode(attachment["data"]) == data
    assert attachment["contentType"] == "application/pdf"
    assert attachment["size"] == len(data)
    assert base64.b64decode(attachment["hash"]) == hashlib.sha1(data, usedforsecurity=False).digest()
    assert bundle.notes == ()


def test_a_build_without_a_pdf_says_so(back_pain: Guide, tmp_path: Path) -> None:
    """Without a paged format there is no PDF in the bundle, and a note tells how to add it."""
    (bundle,) = build(back_pain, formats=["fhir"], handouts=["first-visit"], out=tmp_path)

    assert get_resources(json.loads(bundle.path.read_bytes()), "DocumentReference") == []
    assert ["--format pdf --format fhir" in note for note in bundle.notes] == [True]


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b'{"entry": []}', b'{"entry": [{"resource": {"title": "A", "section": [{"title": 1}]}}]}'],
)
def test_damaged_bundles_are_unreadable(data: bytes) -> None:
    """The error is one of ours, whatever is wrong."""
    with pytest.raises(UnreadableText, match="The bundle is damaged"):
        read_back(FHIR, data)


def test_only_a_pdf_is_enclosed(back_pain: Guide) -> None:
    """A paged file of another format, such as that of a plugin, is not enclosed as a PDF."""
    edition = add_pdf(Edition.of(back_pain, "first-visit"))
    assert edition.printed is not None
    other = replace(edition, printed=replace(edition.printed, media_type="image/tiff"))

    assert get_resources(make_bundle(other), "DocumentReference") == []
    assert len(export(other, FhirOptions()).notes) == 1
