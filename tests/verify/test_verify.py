"""`verify` identifies a file and reports whether its source was changed and is current."""

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
from tests.verify.artifacts import KINDS, change_file, export_embedded_files, make_epub

Install = Callable[..., Registry]
Codes = Callable[..., list[str]]
CLINIC = Overlay(Clinic(name="Example Clinic"))


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Return a function that returns a registry with a guide."""

    def install(guide: Guide) -> Registry:
        file = tmp_path / "installed.json"
        file.write_bytes(export(guide, "json"))
        return Registry(guides={guide.id: GuideSource(guide.id, file)})

    return install


@pytest.fixture
def codes(tmp_path: Path, install: Install) -> Codes:
    """Return a function that returns the codes of the findings for a file."""

    def codes(data: bytes, registry: Registry | None = None, today: datetime.date | None = None) -> list[str]:
        file = tmp_path / "file"
        file.write_bytes(data)
        verdict = verify(file, registry=install(make_guide()) if registry is None else registry, today=today)
        return [result.code for result in verdict.results]

    return codes


def test_the_shipped_ebook_is_identified(back_pain: Guide, tmp_path: Path) -> None:
    """Guide, edition, handout, language, region and clinic are identified, and there is no error."""
    file = tmp_path / "sheet.epub"
    file.write_bytes(export(back_pain, "epub", handout="first-visit", overlay=CLINIC))

    verdict = verify(file)

    assert verdict.passed
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
def test_an_unchanged_file_is_genuine(kind: str, codes: Codes) -> None:
    """An unchanged file is consistent and equal to the installed guide."""
    assert codes(KINDS[kind](export_embedded_files(make_guide(), CLINIC))) == ["genuine", "current"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", [0, 1, 100, 5_000, -1])
def test_one_changed_byte_is_reported(kind: str, place: int, codes: Codes) -> None:
    """A changed byte is found at every place of the embedded guide."""

    def flip(source: bytes) -> bytes:
        broken = bytearray(source)
        broken[place] ^= 1
        return bytes(broken)

    found = codes(KINDS[kind](change_file(export_embedded_files(make_guide()), source=flip)))

    assert found == ["changed", "current"]


def test_a_changed_byte_in_the_archive_is_reported(codes: Codes) -> None:
    """This is also found if the checksum of the archive is not updated."""
    data = make_epub(export_embedded_files(make_guide()))

    assert codes(data.replace(b"Humming may help", b"Humming can help", 1)) == ["changed", "current"]


def _replace_guide(files: dict[str, bytes], rewrite: Callable[[bytes], bytes]) -> dict[str, bytes]:
    """Return the files with another guide and its correct hash, as a forger would make them."""
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
def test_a_forged_hash_is_reported(rewrite: Callable[[bytes], bytes], content: str, codes: Codes) -> None:
    """An invalid guide is found at once, and other text by comparison with the installed guide."""
    found = codes(make_epub(_replace_guide(export_embedded_files(make_guide()), rewrite)))

    assert found == [content, "differs"]


@pytest.mark.parametrize("name", ["handout", "region", "language"])
def test_an_identity_that_contradicts_the_guide_is_reported(name: str, codes: Codes) -> None:
    """A file cannot claim a handout that its guide does not have."""
    other = {"handout": "sheet", "region": "GB", "language": "fr"}[name]

    files = change_file(
        export_embedded_files(make_guide()),
        identity=lambda identity: json.dumps(json.loads(identity) | {name: other}).encode(),
    )

    assert codes(make_epub(files)) == ["changed", "current"]


def test_a_missing_source_is_reported(codes: Codes) -> None:
    """An identity without a source proves nothing."""
    files = export_embedded_files(make_guide())

    assert codes(make_epub({IDENTITY: files[IDENTITY]})) == ["changed", "current"]


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
    """Editions are compared as numbers, and a draft precedes its release."""
    registry = install(make_guide(edition=installed))

    assert codes(make_epub(export_embedded_files(make_guide(edition=file))), registry) == ["genuine", code]


def test_a_guide_that_is_not_installed_is_no_error(codes: Codes) -> None:
    """The file is genuine, but cannot be compared."""
    assert codes(make_epub(export_embedded_files(make_guide(id="yawns")))) == ["genuine", "not-installed"]


@pytest.mark.parametrize(("day", "code"), [(1, "not-overdue"), (2, "overdue")])
def test_an_overdue_review_is_reported(day: int, code: str, codes: Codes) -> None:
    """A review is not overdue on its due date."""
    found = codes(make_epub(export_embedded_files(make_guide())), today=datetime.date(2031, 1, day))

    assert found == ["genuine", "current", code]


def test_a_compressed_ebook_is_read(codes: Codes) -> None:
    """Another program may have compressed the ebook again."""
    assert codes(make_epub(export_embedded_files(make_guide()), zipfile.ZIP_DEFLATED)) == ["genuine", "current"]
