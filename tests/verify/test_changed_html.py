"""Every change of a web page is noticed, and only equal bytes are unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from acucontent import CannotBeCompared, Changed, Clinic, Guide, Overlay, Unchanged, UnrecognizedFile, export, verify
from acucontent.data_blocks import read_data_block
from acucontent.identity import IDENTITY, SOURCE
from acucontent.untrusted.html_comparison import MAX_ELEMENTS
from acucontent.verify import read_embedded_guide
from tests.verify.artifacts import edit_versions
from tests.verify.conftest import GUIDE, Verify

Change = Callable[[bytes], bytes]


def _replace(old: bytes, new: bytes) -> Change:
    """Return a change of the first occurrence of some bytes."""

    def change(page: bytes) -> bytes:
        assert old in page
        return page.replace(old, new, 1)

    return change


def _edit_versions(page: bytes) -> bytes:
    identity = read_data_block(page, IDENTITY)
    assert b"<" not in identity
    return page.replace(identity, edit_versions(identity))


def _drop_section(page: bytes) -> bytes:
    return re.sub(rb'<section id="safety.urgent".*?</section>', b"", page, count=1, flags=re.DOTALL)


WORDS: dict[str, tuple[Change, str]] = {
    "words": (
        _replace(b"call 911", b"stay at home"),
        "safety.emergency_title: “.*call 911 .*” expected, “.*stay at home .*” found",
    ),
    "dropped": (_drop_section, " expected, "),
    "added": (_replace(b"</main>", b"<p>Take two.</p></main>"), "“.*Take two"),
    "alternative": (_replace(b' aria-label="', b' aria-label="No '), " found"),
    "title": (_replace(b"<title>", b"<title>Not "), "“.*Not "),
    "data": (_replace(b'"FAQPage"', b'"Recipe"'), r"application/ld\+json: differs"),
    "source-block": (_replace(b'id="guide.json"', b'id="other.json"'), ""),
}
"""Changes of what a reader or a search engine reads."""

ACTIVE: dict[str, tuple[Change, str]] = {
    "script": (_replace(b"</main>", b"<script>hide()</script></main>"), "a script was added"),
    "script-of-data": (_replace(b'type="application/ld+json"', b"type=module"), "a script was added"),
    "handler": (_replace(b"<main", b"<main onclick=hide()"), "the attribute 'onclick' was added"),
    "address": (_replace(b'href="#', b'href="JavaScript:x#'), "a script was added as 'href'"),
    "frame": (_replace(b"</main>", b"<iframe></iframe></main>"), "the element <iframe> was added"),
    "style-sheet": (_replace(b"</head>", b"<link rel=stylesheet href=//x></head>"), "the element <link> was added"),
    "refresh": (_replace(b"</head>", b"<meta http-equiv=refresh content='0;//x'></head>"), "'http-equiv' was added"),
}
"""Changes that run or load something."""

LOOKS: dict[str, tuple[Change, str]] = {
    "hidden-by-style": (_replace(b"</style>", b"#safety { display: none }</style>"), "styles: differ"),
    "hidden-by-attribute": (_replace(b'<section id="safety"', b'<section hidden id="safety"'), "elements: differ"),
    "second-attribute": (_replace(b'<section id="safety"', b'<section id="x" id="safety"'), "elements: differ"),
    "link": (_replace(b"example.org/hummers", b"example.org/else"), ""),
    "comment": (_replace(b"<main", b"<!--[if IE]><p><![endif]--><main"), "elements: differ"),
}
"""Changes that leave the words as they are."""


@pytest.mark.parametrize(("change", "place"), {**WORDS, **ACTIVE, **LOOKS}.values(), ids={**WORDS, **ACTIVE, **LOOKS})
def test_a_change_is_noticed(change: Change, place: str, html: bytes, verify_bytes: Verify) -> None:
    """A changed page is changed, with the difference, or has no known source."""
    answer = verify_bytes(change(html)).answer

    assert isinstance(answer, Changed if place else Changed | CannotBeCompared)
    assert re.search(place, str(answer))


@pytest.mark.parametrize("change", [change for change, _ in LOOKS.values()], ids=LOOKS)
def test_edited_versions_hide_no_style(change: Change, html: bytes, verify_bytes: Verify) -> None:
    """With other versions, changed styles cannot be judged, so the page is not unchanged."""
    assert isinstance(verify_bytes(_edit_versions(change(html))).answer, Changed | CannotBeCompared)


@pytest.mark.parametrize(
    "change", [change for change, place in {**WORDS, **ACTIVE}.values() if place], ids=lambda each: ""
)
def test_edited_versions_hide_no_words_and_no_script(change: Change, html: bytes, verify_bytes: Verify) -> None:
    """With other versions, changed words and added scripts are changes."""
    assert isinstance(verify_bytes(_edit_versions(change(html))).answer, Changed)


def test_a_page_is_unchanged(back_pain: Guide, tmp_path: Path) -> None:
    """A page with a clinic is made again from the installed guide, byte for byte."""
    overlay = Overlay(Clinic(name="Example Clinic", color="#1f5a7a"))
    (tmp_path / "page.html").write_bytes(export(back_pain, "html", handout="first-visit", region="GB", overlay=overlay))

    verdict = verify(tmp_path / "page.html", overlay=overlay)

    assert verdict.answer == Unchanged("byte for byte")
    assert [result.code for result in verdict.results] == ["current", "clinic-confirmed"]


def test_another_version_alone_is_unchanged(html: bytes, verify_bytes: Verify) -> None:
    """If everything else is the same, the versions are named."""
    answer = verify_bytes(_edit_versions(html)).answer

    assert isinstance(answer, Unchanged)
    assert "byte for byte, except the list of versions, which differ: fonttools 1.0" in answer.comparison


def test_a_page_that_was_saved_again_cannot_be_compared(html: bytes, verify_bytes: Verify) -> None:
    """Other line ends are harmless, but what else a program changed is unknown."""
    answer = verify_bytes(html.replace(b"\n</main>", b"\r\n</main>")).answer

    assert isinstance(answer, CannotBeCompared)
    assert "another program saved it again" in answer.reason


def test_a_page_gives_its_guide(html: bytes, tmp_path: Path) -> None:
    """`diff` reads the guide from a page, and refuses one that was changed."""
    (tmp_path / "page.html").write_bytes(html)
    (tmp_path / "forged.html").write_bytes(html.replace(b"hiccup", b"cough"))

    assert read_embedded_guide(tmp_path / "page.html") == GUIDE
    with pytest.raises(UnrecognizedFile, match=SOURCE):
        read_embedded_guide(tmp_path / "forged.html")


def test_a_page_of_a_million_elements_is_refused(html: bytes, verify_bytes: Verify) -> None:
    """The number of elements is limited."""
    with pytest.raises(UnrecognizedFile, match="has more than"):
        verify_bytes(html.replace(b"</main>", b"<b>" * (MAX_ELEMENTS + 1) + b"</main>"))
