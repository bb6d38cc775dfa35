"""The engine: nothing is fetched, nothing is left out in silence."""

from __future__ import annotations

import logging
import threading

import pytest

from acucontent.edition import Edition
from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf import PdfOptions, export, page
from acucontent_pdf.engine import ForbiddenAddress, lay_out
from acucontent_pdf.fonts import fonts_for
from acucontent_pdf.listening import NotWhole, hearing_warnings
from acucontent_pdf.page import own_file
from tests.exporters.pdf.tagged import Pdf
from tests.factories import make_guide

STYLES = (own_file("css", "fonts.css"),)


def faces() -> dict[str, bytes]:
    """The fonts of an English page."""
    return {f"font:{name}": face for name, face in fonts_for("a").files.items()}


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA", "art:no.svg"],
    ids=["web", "file", "data", "missing"],
)
def test_nothing_is_fetched(address: str) -> None:
    """A picture that does not come with the page is an error, not a gap."""
    with pytest.raises(ForbiddenAddress, match="does not come with it"):
        lay_out(f'<html lang="en"><img src="{address}" alt="a"/></html>', STYLES, faces())


def test_style_fetches_nothing() -> None:
    """Nor does a style sheet."""
    with pytest.raises(ForbiddenAddress):
        lay_out('<html lang="en">a</html>', (*STYLES, '@import "https://example.org/a.css";'), faces())


@pytest.mark.parametrize(
    ("markup", "style", "said"),
    [
        ('<img src="art:bad.png" alt="a"/>', "", r"bad\.png"),
        ('<img src="relative.png" alt="a"/>', "", r"relative\.png"),
        ("<p>a</p>", "p { colour: red }", "colour"),
        ('<p id="a">a</p><p id="a">b</p>', "", r"\ba\b"),
    ],
    ids=["broken picture", "relative address", "misspelt style", "two of an id"],
)
def test_warnings_are_errors(markup: str, style: str, said: str) -> None:
    """What WeasyPrint only logs stops the export."""
    with pytest.raises(NotWhole, match=said), hearing_warnings():
        lay_out(f'<html lang="en">{markup}</html>', (*STYLES, style), {**faces(), "art:bad.png": b"no picture"})


def test_exporter_hears_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exporter listens while it works."""
    monkeypatch.setattr(page, "_shared_style", lambda: "p { colour: red }")

    with pytest.raises(ExportFailed, match="colour"):
        export(Edition.of(make_guide()), PdfOptions())


def test_warnings_of_other_threads_are_theirs() -> None:
    """Two exports at a time do not hear each other, and nobody listens on when they are done."""
    with hearing_warnings():
        other = threading.Thread(target=lambda: logging.getLogger("weasyprint").warning("elsewhere"))
        other.start()
        other.join(timeout=60)

    assert [type(handler) for handler in logging.getLogger("weasyprint").handlers] == [logging.NullHandler]


def test_exports_of_several_threads_are_equal() -> None:
    """A server may export on many threads."""
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(Pdf.of(make_guide()).artifact.data)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)

    assert len(made) == 3
    assert len(set(made)) == 1
