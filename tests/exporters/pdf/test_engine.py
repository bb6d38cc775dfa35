"""The engine downloads nothing and reports whatever is missing."""

from __future__ import annotations

import logging
import threading

import pytest

from acucontent.edition import Edition
from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf import PdfOptions, export, page
from acucontent_pdf.engine import ForbiddenAddress, lay_out
from acucontent_pdf.fonts import select_fonts
from acucontent_pdf.page import read_resource
from acucontent_pdf.warnings_as_errors import IncompleteRendering, raise_warnings
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_guide, make_short_guide

STYLES = (read_resource("css", "fonts.css"),)


def load_faces() -> dict[str, bytes]:
    """Return the fonts of an English page."""
    return {f"font:{name}": face for name, face in select_fonts("a").files.items()}


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA", "art:no.svg"],
    ids=["web", "file", "data", "missing"],
)
def test_nothing_is_fetched(address: str) -> None:
    """A picture that is not a file of the page is an error, not a gap."""
    with pytest.raises(ForbiddenAddress, match="is not one of its files"):
        lay_out(f'<html lang="en"><img src="{address}" alt="a"/></html>', STYLES, load_faces())


def test_styles_fetch_nothing() -> None:
    """A style sheet cannot import another from the web."""
    with pytest.raises(ForbiddenAddress):
        lay_out('<html lang="en">a</html>', (*STYLES, '@import "https://example.org/a.css";'), load_faces())


@pytest.mark.parametrize(
    ("markup", "style", "message"),
    [
        ('<img src="art:bad.png" alt="a"/>', "", r"bad\.png"),
        ('<img src="relative.png" alt="a"/>', "", r"relative\.png"),
        ("<p>a</p>", "p { colour: red }", "colour"),
        ('<p id="a">a</p><p id="a">b</p>', "", r"\ba\b"),
    ],
    ids=["broken picture", "relative address", "misspelt style", "two of an id"],
)
def test_warnings_are_errors(markup: str, style: str, message: str) -> None:
    """A warning that WeasyPrint only logs stops the export."""
    with pytest.raises(IncompleteRendering, match=message), raise_warnings():
        lay_out(f'<html lang="en">{markup}</html>', (*STYLES, style), {**load_faces(), "art:bad.png": b"no picture"})


def test_a_system_without_the_subset_library_of_harfbuzz_makes_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Debian 11 and Ubuntu 22.04 fontTools subsets the fonts, and the words are the same."""
    guide = make_guide()
    usual = Pdf.from_guide(guide)
    monkeypatch.setattr("weasyprint.pdf.fonts.harfbuzz_subset", None)

    done = Pdf.from_guide(guide)

    assert done.tree.text == usual.tree.text
    assert done.artifact.data != usual.artifact.data


def test_exporter_raises_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exporter raises warnings as errors."""
    monkeypatch.setattr(page, "read_base_style", lambda: "p { colour: red }")

    with pytest.raises(ExportFailed, match="colour"):
        export(Edition.of(make_short_guide()), PdfOptions())


def test_warnings_of_other_threads_are_ignored() -> None:
    """Two concurrent exports do not share warnings, and the log handlers are removed at the end."""
    with raise_warnings():
        other = threading.Thread(target=lambda: logging.getLogger("weasyprint").warning("elsewhere"))
        other.start()
        other.join(timeout=120)

    assert [type(handler) for handler in logging.getLogger("weasyprint").handlers] == [logging.NullHandler]


def test_exports_of_several_threads_are_equal() -> None:
    """Exports on several threads have equal bytes."""
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(Pdf.from_guide(make_guide()).artifact.data)) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)

    assert len(results) == 6
    assert len(set(results)) == 1
