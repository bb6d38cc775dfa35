"""A clinic's overlay is read with its logo, and every problem is reported at its line."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from coloraide import Color
from PIL import Image

from acucontent.contrast import MIN_CONTRAST, find_nearest_readable
from acucontent.reading import GuideProblems, NotReadable
from acucontent.reading.clinic import read_clinic

Write = Callable[[Mapping[str, str | bytes]], None]
Report = Callable[..., list[str]]


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a small PNG image."""
    output = io.BytesIO()
    Image.new("RGB", (width, height), "#1f5a7a").save(output, "PNG")
    return output.getvalue()


@pytest.fixture
def report_problems(write: Write) -> Report:
    """Return a function that reads an invalid overlay and returns its problems, each after its code."""

    def report(text: str) -> list[str]:
        write({"clinic.yaml": text})
        with pytest.raises(GuideProblems) as caught:
            read_clinic("clinic.yaml")
        return [f"{problem.code} {problem}" for problem in caught.value.problems]

    return report


def test_an_overlay_is_read(write: Write) -> None:
    """Text is read unchanged, and the logo as an image."""
    write({"clinic.yaml": "name: Example Clinic\nlogo: art/logo.png\nphone: 555-0100\n", "art/logo.png": png()})

    overlay = read_clinic("clinic.yaml")

    assert (overlay.clinic.name, overlay.clinic.phone) == ("Example Clinic", "555-0100")
    assert Image.open(io.BytesIO(overlay.logo or b"")).size == (4, 3)


def test_an_overlay_is_read_without_fonts(write: Write) -> None:
    """Without the extras no format needs a font, so each letter is accepted, and HarfBuzz is not imported."""
    write({"clinic.yaml": "name: Clinique de l'\u00c9toile \U0001f33f\n"})
    code = (
        "import sys; sys.modules.update(uharfbuzz=None, fontpkg_source_sans_3=None)\n"
        "from acucontent.reading.clinic import read_clinic\n"
        "print(ascii(read_clinic('clinic.yaml').clinic.name))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)

    assert (found.stderr, found.stdout) == ("", ascii("Clinique de l'\u00c9toile \U0001f33f") + "\n")


def test_an_overlay_may_be_json(write: Write) -> None:
    """A JSON overlay is accepted, with null for missing values."""
    write({"clinic.json": '{"name": "Example Clinic", "phone": null, "color": "#1f5a7a"}'})

    assert read_clinic(Path("clinic.json")).clinic.color == "#1f5a7a"


REFUSED = {
    "contrast": (
        "name: A\ncolor: '#9fc5e8'",
        (
            "color-contrast clinic.yaml:2:8: color: the contrast of '#9fc5e8' on white is 1.8:1, but text needs 4.5:1. "
            "Did you mean '#567999'?"
        ),
    ),
    "color-without-quotes": (
        "name: A\ncolor: #1f5a7a",
        (
            "empty clinic.yaml:2:1: color: is empty: write a value, or leave it out. "
            "A value that begins with '#' must be in quotes"
        ),
    ),
    "css": (
        "name: A\ncolor: 'red;background:url(file:///etc/passwd)'",
        (
            "pattern clinic.yaml:2:8: color: 'red;background:url(file:///etc/passwd)' is invalid: "
            "expected a color such as #1f5a7a"
        ),
    ),
    "picture": (
        "name: A\nnotes:\n  - handout: all\n    text: Ring \u260e\ufe0f, \u6771\u65b9 or \U0001f4de.",
        (
            "no-font clinic.yaml:4:11: notes.0.text: has U+1F4DE TELEPHONE RECEIVER, which no font can print: "
            "write other words"
        ),
    ),
    "thai": (
        "name: \u0e01 Clinic",
        "no-font clinic.yaml:1:7: name: has U+0E01 THAI CHARACTER KO KAI, which no font can print: write other words",
    ),
    "devanagari": (
        "name: A\naddress: [\u0915 Road]",
        (
            "no-font clinic.yaml:2:11: address.0: has U+0915 DEVANAGARI LETTER KA, which no font can print: "
            "write other words"
        ),
    ),
    "misspelt": ("name: A\nadress: [B]", "unknown-key clinic.yaml:2:1: unknown key 'adress'. Did you mean 'address'?"),
    "nameless": ("phone: 555-0100", "missing clinic.yaml:1:1: name: is missing"),
    "long": (
        f"name: {'x' * 10_000}",
        "text-too-long clinic.yaml:1:7: name: has 10,000 characters, but only 290 fit on a sheet: shorten it by 9,710",
    ),
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
        "text-line clinic.yaml:1:7: name: has a line break or a tab: this field must be one line",
    ),
    "too-many-lines": (
        "name: A\nhours: [a, b, c, d, e, f, g, h]",
        "too-many clinic.yaml:2:8: hours: has 8 items: expected at most 7",
    ),
    "scheme": (
        "name: A\nweb: javascript:alert(1)",
        (
            "web-address clinic.yaml:2:6: web: 'javascript:alert(1)' is not a valid web address. Write it with "
            "https:// and percent-encode spaces and non-ASCII characters"
        ),
    ),
    "no-address": (
        "name: A\nemail: foo",
        "email clinic.yaml:2:8: email: 'foo' is not a valid email address: it must contain an @-sign",
    ),
    "letter-in-address": (
        "name: A\nemail: a?bcc=b@example.org",
        (
            "email clinic.yaml:2:8: email: has a character that is not allowed in a link. "
            "Use only letters, digits and . _ + ' - before the @"
        ),
    ),
    "html-in-note": (
        "name: A\nnotes:\n  - handout: all\n    text: <img src=x>",
        (
            "prose-refused clinic.yaml:4:11: notes.0.text: line 1 of the text: raw HTML is not allowed in prose. "
            "Prose can contain paragraphs, lists, **strong**, *emphasis*, links and [@citations]"
        ),
    ),
    "file-in-note": (
        "name: A\nnotes:\n  - handout: all\n    text: See [this](file:///etc/passwd).",
        (
            "prose-link clinic.yaml:4:11: notes.0.text: line 1 of the text: 'file:///etc/passwd' is an unsupported "
            "kind of link. Use https:, mailto:, tel:, term: or point:"
        ),
    ),
    "citation-in-note": (
        "name: A\nnotes:\n  - handout: all\n    text: It cures all [@hum1999].",
        (
            "clinic-note clinic.yaml:4:11: notes.0.text: has a citation or a link into the guide. "
            "A clinic's note can have only text and links to websites"
        ),
    ),
    "two-notes": (
        "name: A\nnotes:\n  - {handout: all, text: One.}\n  - {handout: all, text: Two.}",
        "clinic-notes clinic.yaml:3:3: notes: has more than one note for: all. To fix it, join them into one note",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_each_problem_is_reported_at_its_line(text: str, message: str, report_problems: Report) -> None:
    """Invalid values are reported at their line and column."""
    assert report_problems(text) == [message]


def test_all_problems_are_reported_at_once(report_problems: Report) -> None:
    """All problems are reported in the order of lines, including those of the logo."""
    problems = report_problems("name: A\nphone: soon\nlogo: ../logo.png\nsecond_color: '#ffffff'\nnone: 1")

    assert [line.split()[0] for line in problems] == ["phone", "logo", "color-contrast", "unknown-key"]


@pytest.mark.parametrize("color", ["#9fc5e8", "#ffffff", "#ffff00", "#00ff00", "#ff8800", "#777777"])
def test_the_suggested_color_passes(color: str) -> None:
    """The suggested color has just enough contrast."""
    near = Color(find_nearest_readable(Color(color)))

    assert MIN_CONTRAST <= near.contrast("white") < MIN_CONTRAST + 0.2


LOGOS = {
    "absolute": ("/etc/passwd", "'/etc/passwd' is outside the folder of the overlay."),
    "windows": ("C:\\logo.png", "'C:\\logo.png' is outside the folder of the overlay."),
    "share": ("\\\\host\\logo.png", "'\\\\host\\logo.png' is outside the folder of the overlay."),
    "up": ("art/../../logo.png", "'art/../../logo.png' is outside the folder of the overlay."),
    "up-on-windows": ("..\\logo.png", "'..\\logo.png' is outside the folder of the overlay."),
    "address": (
        "https://example.org/logo.png",
        "'https://example.org/logo.png' not found in the folder of the overlay.",
    ),
    "absent": ("logo.png", "'logo.png' not found in the folder of the overlay."),
    "folder": ("art", "'art' is not a regular file."),
    "long-name": ("a" * 390, "cannot be read: File name too long"),
    "drawing": ("logo.svg", "'logo.svg' is not a PNG or JPEG image."),
    "large": ("large.png", "'large.png' is larger than 2 MB."),
}


@pytest.mark.parametrize(("name", "message"), LOGOS.values(), ids=LOGOS)
def test_an_unusable_logo_is_reported_at_its_line(
    name: str, message: str, write: Write, report_problems: Report
) -> None:
    """Only an image in the folder of the overlay is accepted."""
    write({"art/logo.txt": "", "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "large.png": bytes(2_000_001)})

    (problem,) = report_problems(f"name: A\nlogo: '{name}'")

    assert problem.startswith("logo clinic.yaml:2:7: logo: ")
    assert message in problem


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")
def test_outside_links_and_pipes_are_refused(tmp_path: Path, write: Write, report_problems: Report) -> None:
    """A symbolic link to a file outside the folder is refused, and a pipe is refused without waiting."""
    write({"home/clinic.yaml": "name: A\nlogo: inner.png", "home/logo.png": png(), "secret.png": png()})
    home = tmp_path / "home"
    (home / "inner.png").symlink_to("logo.png")
    (home / "outer.png").symlink_to("../secret.png")
    (home / "circle.png").symlink_to("circle.png")
    os.mkfifo(home / "pipe.png")

    (circle,) = report_problems("name: A\nlogo: home/circle.png")
    (pipe,) = report_problems("name: A\nlogo: home/pipe.png")

    assert read_clinic(home / "clinic.yaml").logo
    (home / "clinic.yaml").write_text("name: A\nlogo: outer.png", encoding="utf-8")
    with pytest.raises(GuideProblems, match=r"'outer\.png' is a link to a file outside the folder of the overlay"):
        read_clinic(home / "clinic.yaml")
    assert "cannot be read: " in circle
    assert "'home/pipe.png' is not a regular file" in pipe


def test_other_files_are_not_readable(write: Write) -> None:
    """A folder, another kind of file and a missing file raise NotReadable, not GuideProblems."""
    write({"folder/clinic.yaml": "", "clinic.txt": ""})

    for path, why in (("folder", "is a folder"), ("clinic.txt", "is neither"), ("clinic.yaml", "not found")):
        with pytest.raises(NotReadable, match=why):
            read_clinic(path)
