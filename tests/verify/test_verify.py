"""`verify` compares a file with a guide that is known here, and reports whether that guide is current."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from acucontent import CannotBeCompared, Changed, Guide, GuideSource, Overlay, Registry, Unchanged, export, load, verify
from acucontent.clinic import Clinic
from acucontent.identity import IDENTITY, OVERLAY, SOURCE
from acucontent.model.canonical import compute_digest
from tests.verify.artifacts import Members, change_epub
from tests.verify.conftest import GUIDE, Verify

CLINIC = Overlay(Clinic(name="Example Clinic"))
EDITED = GUIDE.edit("key_points.0", "Humming cures you.")


def _codes(verdict: object) -> list[str]:
    return [result.code for result in verdict.results]  # type: ignore[attr-defined]


@pytest.fixture
def install(tmp_path: Path, installed: Registry) -> Callable[[Guide], Registry]:
    """Return a function that returns a registry with another guide."""

    def install(guide: Guide) -> Registry:
        file = tmp_path / "installed.json"
        file.write_bytes(export(guide, "json"))
        return replace(installed, guides={guide.id: GuideSource(guide.id, file)})

    return install


def test_the_shipped_ebook_is_identified(back_pain: Guide, tmp_path: Path) -> None:
    """Guide, edition, handout, language, region, clinic and format are identified."""
    file = tmp_path / "sheet.epub"
    file.write_bytes(export(back_pain, "epub", handout="first-visit", overlay=CLINIC))

    verdict = verify(file)

    assert verdict.passed
    assert verdict.title == back_pain.handouts["first-visit"].title
    assert verdict.identity.model_dump(exclude={"versions"}) == {
        "guide": "back-pain",
        "edition": back_pain.edition,
        "handout": "first-visit",
        "decision_options": (),
        "report": None,
        "language": "en-US",
        "region": "US",
        "clinic": "Example Clinic",
        "format": "epub",
        "options": {},
        "sheet": False,
        "overdue": False,
        "printed": None,
        "sha256": back_pain.digest,
    }


UNKNOWN = {
    "another-word": (EDITED, "differs"),
    "newer": (EDITED.edit("edition", "1.0.1"), "newer"),
    "older": (EDITED.edit("edition", "0.9"), "outdated"),
    "renamed": (Guide.model_validate(EDITED.model_copy(update={"id": "yawns"})), "not-installed"),
}


@pytest.mark.parametrize(("guide", "code"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_forged_guide_is_unknown(guide: Guide, code: str, verify_bytes: Verify) -> None:
    """Who makes a file from other words with acucontent does not get `unchanged`, whatever the edition or the name."""
    verdict = verify_bytes(export(guide, "epub"))

    assert isinstance(verdict.answer, CannotBeCompared)
    assert verdict.answer.reason.startswith("unknown source. It agrees with its own guide")
    assert _codes(verdict) == [code]
    assert not verdict.passed
    assert verdict.title is None


def test_a_file_of_a_given_guide_is_unchanged(verify_bytes: Verify, installed: Registry) -> None:
    """A guide that is not installed can be given."""
    data = export(EDITED, "pdf", handout="sheet")

    verdict = verify_bytes(data, registry=Registry(installed.exporters), source=EDITED)

    assert verdict.passed
    assert _codes(verdict) == ["current"]


def test_an_older_given_guide_is_outdated(verify_bytes: Verify) -> None:
    """The file is unchanged, but the installed guide is newer."""
    older = EDITED.edit("edition", "0.9")

    verdict = verify_bytes(export(older, "epub"), source=older)

    assert verdict.answer == Unchanged("byte for byte")
    assert _codes(verdict) == ["outdated"]
    assert not verdict.passed


def _embed(source: bytes) -> Callable[[Members], None]:
    """Return a change that embeds another guide with its digest."""

    def change(members: Members) -> None:
        identity = json.loads(members[f"META-INF/{IDENTITY}"]) | {"sha256": compute_digest(source.decode())}
        members[f"META-INF/{IDENTITY}"] = json.dumps(identity).encode()
        members[f"META-INF/{SOURCE}"] = source

    return change


def test_an_edited_source_with_its_digest_is_noticed(epub: bytes, verify_bytes: Verify) -> None:
    """The pages of the file are not those of its own guide."""
    verdict = verify_bytes(change_epub(epub, _embed(EDITED.source.encode())))

    assert isinstance(verdict.answer, CannotBeCompared)
    assert "It does not agree with its own guide: " in verdict.answer.reason
    assert "Humming cures you." in verdict.answer.reason
    assert _codes(verdict) == ["differs"]


@pytest.mark.parametrize("source", [b"hello", b'{"id": "hiccups"}\n', b"[" * 100_000, GUIDE.source.encode() + b"\n"])
def test_an_invalid_source_is_reported(source: bytes, epub: bytes, verify_bytes: Verify) -> None:
    """A guide that is not valid, or not in canonical form, is no source."""
    answer = verify_bytes(change_epub(epub, _embed(source))).answer

    assert isinstance(answer, CannotBeCompared)
    assert "unknown source. Its guide.json is not" in answer.reason


def test_a_missing_source_is_reported(epub: bytes, verify_bytes: Verify) -> None:
    """An identity without a source proves nothing."""
    answer = verify_bytes(change_epub(epub, lambda members: members.pop(f"META-INF/{SOURCE}"))).answer

    assert answer == CannotBeCompared("unknown source. It has no guide of its own")


CLAIMS = {
    "guide": ("yawns", CannotBeCompared),
    "edition": ("2.0.0", Changed),
    "handout": ("other", CannotBeCompared),
    "region": ("GB", CannotBeCompared),
    "language": ("fr", CannotBeCompared),
    "decision_options": (["hum", "wait"], CannotBeCompared),
    "format": ("pdf", Changed),
    "format ": ("text", Changed),
    "printed ": ({"format": "epub"}, CannotBeCompared),
    "options": ({"paper": "a4"}, CannotBeCompared),
    "overdue": (True, Changed),
    "sheet": (True, CannotBeCompared),
    "clinic": ("Example Clinic", Changed),
    "sha256": ("0" * 64, Changed),
    "printed": ({"format": "pdf"}, Changed),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_false_claim_is_noticed(name: str, epub: bytes, verify_bytes: Verify) -> None:
    """Nothing that a file says about itself is believed."""
    value, answer = CLAIMS[name]

    def change(members: Members) -> None:
        identity = json.loads(members[f"META-INF/{IDENTITY}"]) | {name.strip(): value}
        members[f"META-INF/{IDENTITY}"] = json.dumps(identity).encode()

    assert isinstance(verify_bytes(change_epub(epub, change)).answer, answer)


EDITIONS = {
    "newer": ("1.0.0", "0.9", "newer"),
    "older": ("1.0.0", "1.0.1", "outdated"),
    "tenth": ("1.9.0", "1.10.0", "outdated"),
    "released": ("1.0.0-draft", "1.0.0", "outdated"),
    "shorter": ("1.0.0", "1", "differs"),
    "same": ("1.0.0", "1.0.0", "current"),
}


@pytest.mark.parametrize(("file", "known", "code"), EDITIONS.values(), ids=EDITIONS)
def test_the_installed_edition_is_compared(
    file: str, known: str, code: str, install: Callable[[Guide], Registry], verify_bytes: Verify
) -> None:
    """Editions are compared as numbers, and a draft precedes its release."""
    registry = install(GUIDE.edit("edition", known))

    assert _codes(verify_bytes(export(GUIDE.edit("edition", file), "epub"), registry)) == [code]


@pytest.mark.parametrize(("day", "code"), [(1, "not-overdue"), (2, "overdue")])
def test_an_overdue_review_is_reported(day: int, code: str, epub: bytes, verify_bytes: Verify) -> None:
    """A review is not overdue on its due date."""
    verdict = verify_bytes(epub, today=datetime.date(2031, 1, day))

    assert _codes(verdict) == ["current", code]
    assert verdict.passed == (code == "not-overdue")


def test_a_report_cannot_be_compared(installed: Registry, epub: bytes, verify_bytes: Verify) -> None:
    """A passport depends on checks and is not made again."""

    def change(members: Members) -> None:
        identity = json.loads(members[f"META-INF/{IDENTITY}"]) | {"report": "passport"}
        members[f"META-INF/{IDENTITY}"] = json.dumps(identity).encode()

    answer = verify_bytes(change_epub(epub, change)).answer

    assert answer == CannotBeCompared("it is a report, which is not made again")


def test_the_words_of_a_clinic_are_compared_with_its_file(verify_bytes: Verify) -> None:
    """Without the clinic's own file the result says that the words are not confirmed."""
    data = export(GUIDE, "epub", overlay=CLINIC)
    other = Overlay(Clinic(name="Example Clinic", phone="+1 555 0100"))

    assert _codes(verify_bytes(data)) == ["current", "clinic-not-confirmed"]
    assert _codes(verify_bytes(data, overlay=CLINIC)) == ["current", "clinic-confirmed"]
    assert verify_bytes(data, overlay=other).answer == Changed(("clinic.json: phone differs from the clinic's file",))
    assert isinstance(verify_bytes(export(GUIDE, "epub"), overlay=CLINIC).answer, Changed)


UNSAFE = {
    "words": (
        {"notes": [{"handout": "all", "text": "Stop taking your blood thinner. Needles are totally safe."}]},
        "made again",
    ),
    "no-clinic": ({"name": 1}, "clinic.json is invalid"),
    "color": ({"color": "#ffffff"}, "clinic.json is invalid"),
}


@pytest.mark.parametrize(("values", "reason"), UNSAFE.values(), ids=UNSAFE)
def test_unsafe_words_of_a_clinic_cannot_be_compared(
    values: dict[str, object], reason: str, verify_bytes: Verify
) -> None:
    """An embedded overlay passes the same checks as any other; it was not made by acucontent otherwise."""

    def change(members: Members) -> None:
        name = f"META-INF/{OVERLAY}"
        document = json.loads(members[name])
        members[name] = json.dumps(document | {"clinic": document["clinic"] | values}).encode()

    answer = verify_bytes(change_epub(export(GUIDE, "epub", overlay=CLINIC), change)).answer

    assert isinstance(answer, CannotBeCompared)
    assert reason in answer.reason


def test_short_hashes_decide_nothing(verify_bytes: Verify) -> None:
    """Two guides with the same printed code are different guides."""
    assert len(load("back-pain").digest) == 64
    assert load("back-pain").digest.startswith(load("back-pain").content_hash)
