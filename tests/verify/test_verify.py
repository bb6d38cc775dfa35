"""Verifying: what a file is, whether one byte of its source was changed, and whether it is current."""

from __future__ import annotations

import datetime
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from acucontent import Guide, GuideSource, Overlay, Registry, export, verify
from acucontent.clinic import Clinic
from acucontent.identity import IDENTITY, SOURCE
from acucontent.model.canonical import compute_content_hash
from tests.factories import make_guide
from tests.verify.artifacts import KINDS, carried_by, changed, epub

Install = Callable[..., Registry]
Codes = Callable[..., list[str]]
CLINIC = Overlay(Clinic(name="Example Clinic"))


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """A registry that holds a guide."""

    def install(guide: Guide) -> Registry:
        file = tmp_path / "installed.json"
        file.write_bytes(export(guide, "json"))
        return Registry(guides={guide.id: GuideSource(guide.id, file)})

    return install


@pytest.fixture
def codes(tmp_path: Path, install: Install) -> Codes:
    """The codes that are found of a file, beside the tiny guide."""

    def codes(data: bytes, registry: Registry | None = None, today: datetime.date | None = None) -> list[str]:
        file = tmp_path / "file"
        file.write_bytes(data)
        verdict = verify(file, registry=install(make_guide()) if registry is None else registry, today=today)
        return [result.code for result in verdict.results]

    return codes


def test_the_shipped_ebook_says_what_it_is(back_pain: Guide, tmp_path: Path) -> None:
    """Guide, edition, handout, language, region and clinic are told, and all is well."""
    file = tmp_path / "sheet.epub"
    file.write_bytes(export(back_pain, "epub", handout="first-visit", overlay=CLINIC))

    verdict = verify(file)

    assert verdict.sound
    assert verdict.title == back_pain.handouts["first-visit"].title
    assert verdict.identity.model_dump() == {
        "guide": "back-pain",
        "edition": back_pain.edition,
        "handout": "first-visit",
        "report": None,
        "language": "en-US",
        "region": "US",
        "clinic": "Example Clinic",
        "options": {},
        "sha256": back_pain.content_hash,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_not_touched_is_genuine(kind: str, codes: Codes) -> None:
    """A file as it was made agrees with itself and with the installed guide."""
    assert codes(KINDS[kind](carried_by(make_guide(), CLINIC))) == ["genuine", "current"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", [0, 1, 100, 5_000, -1])
def test_one_changed_byte_is_noticed(kind: str, place: int, codes: Codes) -> None:
    """Wherever it stands in the embedded guide."""

    def flip(source: bytes) -> bytes:
        broken = bytearray(source)
        broken[place] ^= 1
        return bytes(broken)

    found = codes(KINDS[kind](changed(carried_by(make_guide()), source=flip)))

    assert found == ["changed", "current"]


def test_a_byte_changed_in_the_archive_is_noticed(codes: Codes) -> None:
    """Without its checksum being mended, too."""
    data = epub(carried_by(make_guide()))

    assert codes(data.replace(b"Humming may help", b"Humming can help", 1)) == ["changed", "current"]


def _rewritten(files: dict[str, bytes], rewrite: Callable[[bytes], bytes]) -> dict[str, bytes]:
    """The files with another guide and the hash that goes with it, as a forger would make them."""
    source = rewrite(files[SOURCE])
    identity = json.loads(files[IDENTITY]) | {"sha256": compute_content_hash(source.decode("utf-8"))}
    return {IDENTITY: json.dumps(identity).encode(), SOURCE: source}


FORGED = {
    "not-canonical": (lambda source: source + b"\n", "changed"),
    "no-json": (lambda source: b"hello", "changed"),
    "no-guide": (lambda source: b'{"id": "hiccups"}\n', "changed"),
    "deep": (lambda source: b"[" * 100_000, "changed"),
    "another-guide": (lambda source: source.replace(b'"id": "hiccups"', b'"id": "yawning"'), "changed"),
    "another-edition": (lambda source: source.replace(b'"edition": "1.0.0"', b'"edition": "1.0.1"'), "changed"),
    "another-word": (lambda source: source.replace(b"Humming may help", b"Humming cures you, it may help"), "genuine"),
}


@pytest.mark.parametrize(("rewrite", "content"), FORGED.values(), ids=FORGED)
def test_a_forger_who_mends_the_hash_is_found_out(
    rewrite: Callable[[bytes], bytes], content: str, codes: Codes
) -> None:
    """What is no guide is seen at once; another text, because the installed guide of that edition differs."""
    found = codes(epub(_rewritten(carried_by(make_guide()), rewrite)))

    assert found == [content, "differs"]


@pytest.mark.parametrize("name", ["handout", "region", "language"])
def test_an_identity_that_the_guide_does_not_bear_out_is_noticed(name: str, codes: Codes) -> None:
    """It cannot claim a handout that the guide has not."""
    other = {"handout": "sheet", "region": "GB", "language": "fr"}[name]

    files = changed(
        carried_by(make_guide()), identity=lambda said: json.dumps(json.loads(said) | {name: other}).encode()
    )

    assert codes(epub(files)) == ["changed", "current"]


def test_a_source_that_is_missing_is_noticed(codes: Codes) -> None:
    """An identity alone proves nothing."""
    files = carried_by(make_guide())

    assert codes(epub({IDENTITY: files[IDENTITY]})) == ["changed", "current"]


EDITIONS = {
    "older": ("1.0.0", "0.9", "newer"),
    "newer": ("1.0.0", "1.0.1", "outdated"),
    "tenth": ("1.9.0", "1.10.0", "outdated"),
    "released": ("1.0.0-draft", "1.0.0", "outdated"),
    "shorter": ("1.0.0", "1", "differs"),
    "same": ("1.0.0", "1.0.0", "current"),
}


@pytest.mark.parametrize(("file", "installed", "code"), EDITIONS.values(), ids=EDITIONS)
def test_the_installed_edition_is_compared(
    file: str, installed: str, code: str, codes: Codes, install: Install
) -> None:
    """Editions are compared as numbers; a draft comes before its release."""
    registry = install(make_guide(edition=installed))

    assert codes(epub(carried_by(make_guide(edition=file))), registry) == ["genuine", code]


def test_a_guide_that_is_not_installed_is_no_fault(codes: Codes) -> None:
    """The file is genuine all the same; nobody can say more."""
    assert codes(epub(carried_by(make_guide(id="yawns")))) == ["genuine", "not-installed"]


@pytest.mark.parametrize(("day", "code"), [(1, "due"), (2, "overdue")])
def test_the_review_is_looked_at(day: int, code: str, codes: Codes) -> None:
    """On the day it is due it is not yet overdue."""
    found = codes(epub(carried_by(make_guide())), today=datetime.date(2031, 1, day))

    assert found == ["genuine", "current", code]


def test_a_compressed_ebook_is_read_too(codes: Codes) -> None:
    """Another program may have packed it anew."""
    assert codes(epub(carried_by(make_guide()), zipfile.ZIP_DEFLATED)) == ["genuine", "current"]
