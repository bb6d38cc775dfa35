"""The measured functions, each in its own process: `python -m tests.benchmarks.contenders NAME REPEATS FOLDER`.

Prints one line of JSON: the seconds of each repeat, and the peak memory of the process in MB. Preparations before the
repeats are done once, as in a long-running program.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import acucontent
from acucontent import Edition
from acucontent.registry import discover
from acucontent.rendering.render import RenderJob, prepare_template
from tests.benchmarks.content import SHEET, list_texts, make_long_guide, write_html

WORDS = {
    "patient": "Zoë Müller-Žižek",
    "date": "December 1, 2026, 10:30 AM",
    "next_visit": "December 8, 2026",
    "practitioner": "A. Example, L.Ac.",
    "notes": "Walk a little each day, and call 555-0100 if it gets worse.",
}
"""The text of the fields of a personal sheet."""

BOOK = ("complete", "reference")
"""The handouts of which our ebook consists."""

Repeat = Callable[[int], object]
"""The measured function. Its argument is the number of the repeat."""


def texts(folder: Path) -> Repeat:
    """EPUB, JSON and text of the shipped guide, by us."""
    registry, guide = discover(), acucontent.load("back-pain")
    chosen = [(registry[name], registry[name].options()) for name in ("epub", "json", "text")]

    def made(number: int) -> None:
        edition = Edition.of(guide)
        for exporter, options in chosen:
            exporter.export(edition, options)

    return made


def pandoc_texts(folder: Path) -> Repeat:
    """EPUB and plain text of the same words, by pandoc."""
    pages = {volume: write_html(folder, volume) for volume in BOOK}

    def made(number: int) -> None:
        for command in list_pandoc_commands(pages):
            subprocess.run(command, check=True, cwd=folder, capture_output=True, timeout=3600)

    return made


def list_pandoc_commands(pages: Mapping[str, Path]) -> list[list[str]]:
    """Return the commands for an ebook of both volumes, as ours is, and a plain text of the first."""
    import pypandoc  # a peer

    formats = (("epub3", "pandoc.epub", BOOK), ("plain", "pandoc.txt", BOOK[:1]))
    return [
        [pypandoc.get_pandoc_path(), "-f", "html", "-t", kind, *(str(pages[each]) for each in volumes), "-o", name]
        for kind, name, volumes in formats
    ]


def sheet(folder: Path) -> Repeat:
    """Render a sheet as PDF with acucontent."""
    exporter, guide = discover()["pdf"], acucontent.load("back-pain")
    return lambda number: exporter.export(Edition.of(guide, SHEET), exporter.options())


def weasyprint_sheet(folder: Path) -> Repeat:
    """Render the same HTML and fonts as in WeasyPrint's documentation."""
    from weasyprint import HTML  # a peer

    page = write_html(folder, SHEET)
    return lambda number: HTML(filename=str(page)).write_pdf(pdf_variant="pdf/ua-1")


def plutoprint_sheet(folder: Path) -> Repeat:
    """Render the same HTML with PlutoPrint."""
    import plutoprint  # a peer

    page = write_html(folder, SHEET)

    def made(number: int) -> None:
        book = plutoprint.Book(plutoprint.PAGE_SIZE_LETTER)
        book.load_url(page.as_uri())
        book.write_to_pdf(str(folder / "plutoprint.pdf"))

    return made


def typst_sheet(folder: Path) -> Repeat:
    """Render the same text with Typst, tagged."""
    import typst  # a peer

    source = folder / "sheet.typ"
    lines = ('#set document(title: "Sheet")', *(_escaped(kind, words) for kind, words in list_texts(SHEET)))
    source.write_text("\n\n".join(lines), encoding="utf-8")
    return lambda number: typst.compile(str(source), pdf_standards=["ua-1"])


def _escaped(kind: str, words: str) -> str:
    plain = "".join(f"\\{character}" if character in "#$*_@<>`=-+/~[]\\" else character for character in words)
    return f"{ {'head': '= ', 'item': '- '}.get(kind, '') }{plain}"


def emboss_sheet(folder: Path) -> Repeat:
    """Render the same text and the text of a patient with Emboss."""
    import emboss  # a peer

    words = list_texts(SHEET)

    def made(number: int) -> bytes:
        document = emboss.Document(title="Sheet")
        for kind, text in words:
            if kind == "head":
                document.heading(text, 2)
            else:
                document.paragraph(text)
        for name, text in WORDS.items():
            document.paragraph(f"{name}: {text} {number}")
        return document.render()

    return made


def personal_sheet(folder: Path) -> Repeat:
    """Fill in a sheet that was typeset before, with acucontent."""
    exporter, guide = discover()["pdf"], acucontent.load("back-pain")
    template = prepare_template(RenderJob(exporter, Edition.of(guide, SHEET), exporter.options()))
    return lambda number: template.fill({**WORDS, "patient": f"{WORDS['patient']} {number}"})


def growing(name: str, times: int) -> Callable[[Path], Repeat]:
    """Render a guide of some length in a format with acucontent."""

    def contender(folder: Path) -> Repeat:
        exporter, guide = discover()[name], make_long_guide(times)
        exporter.export(Edition.of(make_long_guide(1)), exporter.options())  # what is made once is made now
        return lambda number: exporter.export(Edition.of(guide), exporter.options())

    return contender


CONTENDERS: dict[str, Callable[[Path], Repeat]] = {
    "texts": texts,
    "pandoc texts": pandoc_texts,
    "sheet": sheet,
    "weasyprint sheet": weasyprint_sheet,
    "plutoprint sheet": plutoprint_sheet,
    "typst sheet": typst_sheet,
    "emboss sheet": emboss_sheet,
    "personal sheet": personal_sheet,
    **{f"{name} x{times}": growing(name, times) for name in ("json", "text", "epub", "pdf") for times in (1, 10, 100)},
}


def main(name: str, repeats: int, folder: Path) -> None:
    """Time a contender."""
    repeat = CONTENDERS[name](folder)
    if repeats > 1:
        repeat(0)  # what is made once is made now
    seconds = []
    for number in range(repeats):
        before = time.perf_counter()
        repeat(number)
        seconds.append(time.perf_counter() - before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))  # noqa: T201 - this is its output


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
