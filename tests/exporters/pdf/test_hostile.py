"""What a clinic hands in is words: nothing of it is run, fetched or opened, and it all comes out as it was written."""

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
from tests.exporters.pdf.tagged import Pdf
from tests.factories import make_guide

SECRET = "what nobody may read"
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
REACHING = ("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")


class Watch:
    """What this process reaches for, while it is looked at; Python cannot forget the hook that tells."""

    def __init__(self) -> None:
        self.seen: list[str] | None = None
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.seen is not None and (event.startswith(REACHING) or event == "open"):
            self.seen.append(f"{event} {arguments[0]!s}" if arguments else event)


@pytest.fixture(scope="module")
def watch() -> Watch:
    """The watch, set when the libraries that make PDFs have found themselves on this machine."""
    Pdf.of(make_guide())
    return Watch()


@pytest.fixture
def reached(watch: Watch, secret: Path) -> Iterator[list[str]]:
    """What is reached for once the secret file is written."""
    watch.seen = seen = []
    yield seen
    watch.seen = None


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file of the machine's."""
    path = tmp_path / "secret.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{SECRET}</text></svg>', encoding="utf-8")
    return path


def test_the_watch_sees(reached: list[str], secret: Path) -> None:
    """It would tell of a file that is opened and of a name that is asked for."""
    secret.read_bytes()
    with socket.socket() as one:
        one.settimeout(0.01)

    assert f"open {secret}" in reached
    assert any(event.startswith("socket.") for event in reached)


def hostile_pdf(texts: list[str]) -> Pdf:
    """A PDF with a text in every slot of a clinic and in the guide's own words."""
    name, first, second, weekdays, weekends, person, letters, licence = texts
    overlay = make_overlay(
        name=name,
        address=[first, second],
        hours=[weekdays, weekends],
        practitioners=[{"name": person, "credentials": letters, "licence": licence}],
    )
    return Pdf(export(Edition.of(make_guide(title=name, subtitle=first), overlay=overlay), PdfOptions()))


def squeezed(text: str) -> str:
    """The text without white space and signs that are not seen."""
    return re.sub(r"[\s\u200b\u2060]", "", text)


@pytest.mark.parametrize("turn", [0, pytest.param(3, marks=pytest.mark.slow)])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_reached_and_all_is_read(place: str, turn: int, reached: list[str], secret: Path) -> None:
    """No file of the machine's is opened, nothing is asked of the network, and the words stand on the page."""
    texts = [text.format(place=secret.as_uri() if place == "file" else place) for text in HOSTILE.values()]
    pdf = hostile_pdf(texts[turn:] + texts[:turn])

    assert [event for event in reached if not event.startswith("open ")] == []
    assert [event for event in reached if str(secret) in event] == []
    read = squeezed(pdf.tree.text)
    assert [text for text in texts if squeezed(text) not in read] == []
    assert SECRET not in pdf.tree.text
    assert [str(name) for name in list(pdf.file.Root.Names.EmbeddedFiles.Names)[::2]] == [
        "acucontent.json",
        "guide.json",
    ]


@pytest.mark.parametrize(
    "text",
    [pytest.param("x" * 400, marks=pytest.mark.slow), "W" * 400, "several words " * 28 + "end"],
    ids=["x", "W", "words"],
)
def test_long_texts_come_out_whole(text: str) -> None:
    """The longest text that a clinic may write is all there."""
    assert squeezed(text) in squeezed(hostile_pdf([text] * 8).tree.text)


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
        {"name": "x" * 401},
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
def test_what_is_no_plain_text_is_refused(changes: dict[str, Any]) -> None:
    """It never comes as far as a page."""
    with pytest.raises(ValidationError):
        make_overlay(**changes)
