"""A clinic's overlay: every problem at its line, and a logo from beside it alone."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from coloraide import Color
from PIL import Image

from acucontent.contrast import CONTRAST, nearest_readable
from acucontent.reading import GuideProblems, NotReadable
from acucontent.reading.clinic import read_clinic

Write = Callable[[Mapping[str, str | bytes]], None]
Told = Callable[..., list[str]]


def png(width: int = 4, height: int = 3) -> bytes:
    """A small image."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#1f5a7a").save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def told_of_clinic(write: Write) -> Told:
    """What is told of an overlay, each problem with its code before it."""

    def told(text: str) -> list[str]:
        write({"clinic.yaml": text})
        with pytest.raises(GuideProblems) as caught:
            read_clinic("clinic.yaml")
        return [f"{problem.code} {problem}" for problem in caught.value.problems]

    return told


def test_an_overlay_is_read(write: Write) -> None:
    """Words come as they stand, and the logo as an image."""
    write({"clinic.yaml": "name: Example Clinic\nlogo: art/logo.png\nphone: 555-0100\n", "art/logo.png": png()})

    overlay = read_clinic("clinic.yaml")

    assert (overlay.clinic.name, overlay.clinic.phone) == ("Example Clinic", "555-0100")
    assert Image.open(io.BytesIO(overlay.logo or b"")).size == (4, 3)


def test_an_overlay_may_be_json(write: Write) -> None:
    """A program may write it, with null for what it has not."""
    write({"clinic.json": '{"name": "Example Clinic", "phone": null, "color": "#1f5a7a"}'})

    assert read_clinic(Path("clinic.json")).clinic.color == "#1f5a7a"


REFUSED = {
    "contrast": (
        "name: A\ncolor: '#9fc5e8'",
        (
            "color-contrast clinic.yaml:2:8: color: '#9fc5e8' on white has a contrast of 1.8:1; text needs 4.5:1. "
            "The nearest that does is #567999"
        ),
    ),
    "color-without-quotes": (
        "name: A\ncolor: #1f5a7a",
        (
            "empty clinic.yaml:2:1: color: is empty: write a value, or leave it out. "
            "A value that begins with '#' must stand in quotes"
        ),
    ),
    "css": (
        "name: A\ncolor: 'red;background:url(file:///etc/passwd)'",
        (
            "pattern clinic.yaml:2:8: color: 'red;background:url(file:///etc/passwd)' does not fit here. "
            "The color of headings and rules. (pattern ^#[0-9A-Fa-f]{6}$)"
        ),
    ),
    "misspelt": ("name: A\nadress: [B]", "unknown-key clinic.yaml:2:1: unknown key 'adress'. Did you mean 'address'?"),
    "nameless": ("phone: 555-0100", "missing clinic.yaml:1:1: name: is missing"),
    "long": (f"name: {'x' * 10_000}", "too-long clinic.yaml:1:7: name: is longer than 400 characters: shorten it"),
    "control": (
        'name: "A\\x1b[2J"',
        "text-character clinic.yaml:1:7: name: has a control character (U+001B) at character 2: delete it",
    ),
    "direction": (
        "name: A\naddress: [\u202egnp.exe]",
        "text-character clinic.yaml:2:11: address.0: has a direction control (U+202E) at character 1: delete it",
    ),
    "two-lines": (
        'name: "A\\nB"',
        "text-line clinic.yaml:1:7: name: has a line break or a tab: this field holds one line",
    ),
    "too-many-lines": (
        "name: A\nhours: [a, b, c, d, e, f, g, h]",
        "too-many clinic.yaml:2:8: hours: has 8 items: at most 7 are wanted",
    ),
    "scheme": (
        "name: A\nweb: javascript:alert(1)",
        (
            "web-address clinic.yaml:2:6: web: 'javascript:alert(1)' is not a web address. Write it in full, "
            "with https://, letters beyond ASCII percent-encoded"
        ),
    ),
    "letter-in-address": (
        "name: A\nemail: a?bcc=b@example.org",
        (
            "email clinic.yaml:2:8: email: has a character that a link cannot carry: "
            "use letters, digits and . _ + ' - before the @"
        ),
    ),
    "html-in-note": (
        "name: A\nnotes:\n  - handout: all\n    text: <img src=x>",
        (
            "prose-refused clinic.yaml:4:11: notes.0.text: line 1 of the text: raw HTML is not allowed in prose. "
            "Prose holds paragraphs, lists, **strong**, *emphasis*, links and [@citations]"
        ),
    ),
    "file-in-note": (
        "name: A\nnotes:\n  - handout: all\n    text: See [this](file:///etc/passwd).",
        (
            "prose-link clinic.yaml:4:11: notes.0.text: line 1 of the text: 'file:///etc/passwd' is a link of a kind "
            "that is not known: use https:, mailto:, tel:, term: or point:"
        ),
    ),
    "citation-in-note": (
        "name: A\nnotes:\n  - handout: all\n    text: It cures all [@hum1999].",
        (
            "clinic-note clinic.yaml:4:11: notes.0.text: links into the guide or cites: "
            "a clinic's note holds words and links to the web only"
        ),
    ),
    "two-notes": (
        "name: A\nnotes:\n  - {handout: all, text: One.}\n  - {handout: all, text: Two.}",
        "clinic-notes clinic.yaml:3:3: notes: has more than one note for: all. Make them one",
    ),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_each_problem_is_told_where_it_is(text: str, said: str, told_of_clinic: Told) -> None:
    """What cannot stand on a page is refused at its line."""
    assert told_of_clinic(text) == [said]


def test_every_problem_is_told_at_once(told_of_clinic: Told) -> None:
    """The logo's too, in the order of lines."""
    said = told_of_clinic("name: A\nphone: soon\nlogo: ../logo.png\nsecond_color: '#ffffff'\nnone: 1")

    assert [line.split()[0] for line in said] == ["pattern", "logo", "color-contrast", "unknown-key"]


@pytest.mark.parametrize("color", ["#9fc5e8", "#ffffff", "#ffff00", "#00ff00", "#ff8800", "#777777"])
def test_the_proposed_color_passes(color: str) -> None:
    """The nearest color can be read, and one a little lighter could not."""
    near = Color(nearest_readable(Color(color)))

    assert CONTRAST <= near.contrast("white") < CONTRAST + 0.2


LOGOS = {
    "absolute": ("/etc/passwd", "'/etc/passwd' leads out of the overlay's folder."),
    "windows": ("C:\\logo.png", "'C:\\logo.png' leads out of the overlay's folder."),
    "share": ("\\\\host\\logo.png", "'\\\\host\\logo.png' leads out of the overlay's folder."),
    "up": ("art/../../logo.png", "'art/../../logo.png' leads out of the overlay's folder."),
    "up-on-windows": ("..\\logo.png", "'..\\logo.png' leads out of the overlay's folder."),
    "address": ("https://example.org/logo.png", "'https://example.org/logo.png' does not stand beside the overlay."),
    "absent": ("logo.png", "'logo.png' does not stand beside the overlay."),
    "folder": ("art", "'art' is not a regular file."),
    "long-name": ("a" * 390, "cannot be read: File name too long"),
    "drawing": ("logo.svg", "'logo.svg' is neither PNG nor JPEG."),
    "large": ("large.png", "'large.png' is larger than 2 MB."),
}


@pytest.mark.parametrize(("name", "said"), LOGOS.values(), ids=LOGOS)
def test_a_logo_that_cannot_be_used_is_told_at_its_line(
    name: str, said: str, write: Write, told_of_clinic: Told
) -> None:
    """Only an image beside the overlay is opened."""
    write({"art/logo.txt": "", "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "large.png": bytes(2_000_001)})

    (told,) = told_of_clinic(f"name: A\nlogo: '{name}'")

    assert told.startswith("logo clinic.yaml:2:7: logo: ")
    assert said in told


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")
def test_links_and_pipes_are_not_followed(tmp_path: Path, write: Write, told_of_clinic: Told) -> None:
    """A link may lead to a file beside the overlay, and nowhere else; a pipe is not waited for."""
    write({"home/clinic.yaml": "name: A\nlogo: inner.png", "home/logo.png": png(), "secret.png": png()})
    home = tmp_path / "home"
    (home / "inner.png").symlink_to("logo.png")
    (home / "outer.png").symlink_to("../secret.png")
    (home / "circle.png").symlink_to("circle.png")
    os.mkfifo(home / "pipe.png")

    (circle,) = told_of_clinic("name: A\nlogo: home/circle.png")
    (pipe,) = told_of_clinic("name: A\nlogo: home/pipe.png")

    assert read_clinic(home / "clinic.yaml").logo
    (home / "clinic.yaml").write_text("name: A\nlogo: outer.png", encoding="utf-8")
    with pytest.raises(GuideProblems, match=r"'outer\.png' is a link out of the overlay's folder"):
        read_clinic(home / "clinic.yaml")
    assert "cannot be read: " in circle
    assert "'home/pipe.png' is not a regular file" in pipe


def test_what_is_no_overlay_is_not_readable(write: Write) -> None:
    """A folder, a file of another kind and nothing are told apart from problems of an overlay."""
    write({"folder/clinic.yaml": "", "clinic.txt": ""})

    for path, why in (("folder", "is a folder"), ("clinic.txt", "is neither"), ("clinic.yaml", "does not exist")):
        with pytest.raises(NotReadable, match=why):
            read_clinic(path)
