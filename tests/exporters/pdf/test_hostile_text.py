"""Hostile text of a clinic is printed as it is: nothing in it is run, fetched or opened."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from acucontent.edition import Edition
from acucontent_pdf import PdfOptions, export
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_guide, make_handout, make_sensation, make_sessions, make_short_guide

SECRET = "a secret of this machine"
HOSTILE = {
    "picture": '<img src="{place}" alt="a"/><object data="{place}"></object>',
    "script": "<script>document.write('1')</script><a href=\"javascript:alert(1)\">x</a>",
    "style": "</style><style>@import '{place}'; * {{ background: url({place}); content: url({place}) }}</style>",
    "attachment": '</body></html><link rel="attachment" href="{place}"/>',
    "attribute": '" style="background: url({place})" alt=\' onload=\'x()',
    "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "{place}">]> &e; &#60;b&#62; &amp; <![CDATA[ ]]>',
    "template": "{{{{ 7 * 7 }}}} {{% include '{place}' %}} ${{7*7}} %(x)s {{0}}",
    "declaration": "red; }} @font-face {{ src: url({place}) }} /* \\27 \\\\ */ --accent: url({place});",
}
PLACES = ["file", "https://example.org/a.png", "data:image/svg+xml;base64,PHN2Zy8+", "//example.org/a.css"]
WATCHED = ("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")


class Watch:
    """Records the files and connections that this process opens. Python cannot remove an audit hook."""

    def __init__(self) -> None:
        self.seen: list[str] | None = None
        sys.addaudithook(self._record)

    def _record(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.seen is not None and (event.startswith(WATCHED) or event == "open"):
            self.seen.append(f"{event} {arguments[0]!s}" if arguments else event)


@pytest.fixture(scope="module")
def watch() -> Watch:
    """Return a watch that starts after the PDF libraries are loaded."""
    Pdf.from_guide(make_short_guide())
    return Watch()


@pytest.fixture
def opened(watch: Watch, secret: Path) -> Iterator[list[str]]:
    """Record what is opened after the secret file is written."""
    watch.seen = seen = []
    yield seen
    watch.seen = None


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Return a local file that no PDF may contain."""
    path = tmp_path / "secret.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{SECRET}</text></svg>', encoding="utf-8")
    return path


def test_watch_records_files_and_connections(opened: list[str], secret: Path) -> None:
    """The watch itself works."""
    secret.read_bytes()
    with socket.socket() as one:
        one.settimeout(0.01)

    assert f"open {secret}" in opened
    assert any(event.startswith("socket.") for event in opened)


def render_hostile_pdf(texts: list[str]) -> Pdf:
    """Return a PDF with these texts in a clinic's name and in a guide, and their starts in the clinic's other lines."""
    name, *others = texts
    first, second, weekdays, weekends, person, letters, licence = (text[:24] for text in others)
    overlay = make_overlay(
        name=name,
        address=[first, second],
        hours=[weekdays, weekends],
        practitioners=[{"name": person, "credentials": letters, "licence": licence}],
    )
    sensations = [make_sensation(id=f"sensation-{place}", name=text) for place, text in enumerate(others)]
    handout = make_handout(include=["summary", "sessions"])
    guide = make_guide(title=name, sessions=make_sessions(sensations=sensations), handouts=[handout])
    return Pdf(export(Edition.of(guide, overlay=overlay), PdfOptions()))


def remove_spaces(text: str) -> str:
    """Return the text without white space and invisible characters."""
    return re.sub(r"[\s\u200b\u2060]", "", text)


@pytest.mark.parametrize("turn", [0, pytest.param(3, marks=pytest.mark.slow)])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_opened_and_all_text_is_printed(place: str, turn: int, opened: list[str], secret: Path) -> None:
    """No local file is opened, no connection is made, and all text is on the page."""
    texts = [text.format(place=secret.as_uri() if place == "file" else place) for text in HOSTILE.values()]
    pdf = render_hostile_pdf(texts[turn:] + texts[:turn])

    assert [event for event in opened if not event.startswith("open ")] == []
    assert [event for event in opened if str(secret) in event] == []
    read = remove_spaces(pdf.tree.text)
    assert [text for text in texts if remove_spaces(text) not in read] == []
    assert SECRET not in pdf.tree.text
    assert [str(name) for name in list(pdf.file.Root.Names.EmbeddedFiles.Names)[::2]] == [
        "acucontent.json",
        "clinic.json",
        "guide.json",
    ]


@pytest.mark.parametrize(
    "text",
    [pytest.param("x" * 290, marks=pytest.mark.slow), "W" * 290, "several words " * 20 + "end"],
    ids=["x", "W", "words"],
)
def test_long_text_is_complete(text: str) -> None:
    """The longest valid text of a clinic is printed completely."""
    assert remove_spaces(text) in remove_spaces(render_hostile_pdf([text] * 8).tree.text)


@pytest.mark.parametrize(
    "changes",
    [
        {"web": "file:///etc/passwd"},
        {"web": "data:text/html,a"},
        {"web": "javascript:alert(1)"},
        {"email": "a@example.org?body=x"},
        {"phone": "555'; x"},
        {"color": "#1f5a7a; background: url(https://example.org/a.png)"},
        {"second_color": "url(x)"},
        {"name": "x" * 291},
        {"name": "x" * 10_000},
        {"name": "a\u202eb"},
        {"name": "a\u2066b"},
        {"name": "a\u0000b"},
        {"name": "a\u001bb"},
        {"hours": ["a\nb"]},
        {"address": ["a"] * 6},
        {"notes": [{"handout": "all", "text": "<b>bold</b>"}]},
        {"notes": [{"handout": "all", "text": "![a](https://example.org/a.png)"}]},
        {"notes": [{"handout": "all", "text": "[a](file:///etc/passwd)"}]},
        {"notes": [{"handout": "all", "text": "[a](javascript:alert(1))"}]},
        {"notes": [{"handout": "all", "text": "[a](data:text/html,a)"}]},
        {"notes": [{"handout": "../../etc", "text": "a"}]},
    ],
    ids=lambda changes: f"{next(iter(changes))}: {next(iter(changes.values()))!r:.40}",
)
def test_invalid_text_is_refused(changes: dict[str, Any]) -> None:
    """Text with markup, forbidden addresses or control characters never reaches a page."""
    with pytest.raises(ValidationError):
        make_overlay(**changes)
