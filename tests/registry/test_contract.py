"""check_exporter finds each violation of the contract, and describes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import acucontent
from acucontent.testing import check_exporter
from tests.factories import make_guide, make_handout

MODULE = '''
from acucontent import Artifact, Exporter, Options

class Quiet(Options):
    """No options."""

def export(edition, options):
    {body}

class Undescribed(Options):
    width: int = 3

EXPORTER = Exporter(
    name="made-up", title="Made up", suffix=".made", media_type="text/plain", options={options}, export=export,
    paged={paged}, read_back={read_back},
    added_texts={added_texts},
)
'''

VIOLATIONS = {
    "empty": ("return Artifact(b'')", "empty"),
    "not-bytes": ("return Artifact('text')", "not bytes"),
    "not-an-artifact": ("return b'text'", "expected an Artifact, but got bytes"),
    "unknown-id": ("return Artifact(b'x', pages={'nowhere': 1})", "['nowhere']"),
    "page-beyond": ("return Artifact(b'x', pages={'safety': 3}, page_count=2)", "not between 1 and 2: {'safety': 3}"),
    "undeclared-pages": (
        "return Artifact(b'undeclared', pages={'safety': 1})",
        "has `pages`, but `paged` of the exporter is False",
    ),
    "no-pages": ("return Artifact(b'x', page_count=0)", "page count of the artifact is below 1"),
    "prints": ("print('done'); return Artifact(b'x')", "printed 'done"),
    "counts": (
        "export.n = getattr(export, 'n', 0) + 1; return Artifact(b'%d' % export.n)",
        "second export has different bytes",
    ),
    "hashes": ("return Artifact(str(hash(edition.handout.id)).encode())", "has different bytes with"),
    "local-date": ("import time; return Artifact(time.strftime('%Y-%m-%d').encode())", "has different bytes with"),
    "time": ("import time; return Artifact(time.strftime('%H:%M:%S', time.gmtime()).encode())", "different bytes"),
    "locale": ("import os; return Artifact(os.environ.get('LC_ALL', '').encode() + b'x')", "has different bytes with"),
    "leaves-a-file": ("open('left.txt', 'w').close(); return Artifact(b'x')", "leaves files: left.txt"),
    "network": ("import socket; socket.socket().close(); return Artifact(b'x')", "uses the network: socket.__new__"),
    "fails-in-subprocess": (
        "import sys; assert 'pytest' in sys.modules, 'alone'; return Artifact(b'x')",
        "failed in a subprocess",
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the current folder, from which a module `made_up` can be imported."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    sys.modules.pop("made_up", None)


def _write_exporter(
    folder: Path, body: str, options: str = "Quiet", read_back: str = "None", added_texts: str = "None"
) -> acucontent.Exporter[acucontent.Options]:
    paged = "pages=" in body and "undeclared" not in body
    module = MODULE.format(body=body, options=options, paged=paged, read_back=read_back, added_texts=added_texts)
    (folder / "made_up.py").write_text(module, encoding="utf-8")
    import made_up  # type: ignore[import-not-found]

    exporter: acucontent.Exporter[acucontent.Options] = made_up.EXPORTER
    return exporter


@pytest.mark.parametrize(("body", "message"), VIOLATIONS.values(), ids=VIOLATIONS)
def test_violations_are_found(body: str, message: str, folder: Path) -> None:
    """Each violation is an AssertionError with a message that describes it."""
    exporter = _write_exporter(folder, body)

    with pytest.raises(AssertionError) as raised:
        check_exporter(exporter, make_guide())

    assert message in str(raised.value)


def test_an_option_without_a_description_is_found(folder: Path) -> None:
    """Each option needs a description."""
    exporter = _write_exporter(folder, "return Artifact(b'x')", "Undescribed")

    with pytest.raises(AssertionError, match="'width' has no description"):
        check_exporter(exporter, make_guide())


def test_an_export_that_cannot_be_imported_is_found() -> None:
    """An export function must be importable in a subprocess."""
    exporter = acucontent.Exporter(
        name="hidden",
        title="Hidden",
        suffix=".hidden",
        media_type="text/plain",
        options=acucontent.Options,
        export=lambda edition, options: acucontent.Artifact(b"x"),
    )

    with pytest.raises(AssertionError, match="cannot be imported in a subprocess"):
        check_exporter(exporter, make_guide())


@pytest.mark.parametrize(
    ("read_back", "message"),
    [
        ("lambda data: 1 / 0", "`read_back` failed: "),
        ("lambda data: data.decode()", "expected a tuple of texts"),
        ("lambda data: ('', ' ')", "`read_back` found no words"),
        ("lambda data: ('words', 'more')", "`read_back` found 2 pages, expected 1"),
    ],
    ids=["raises", "no-tuple", "no-words", "pages"],
)
def test_a_wrong_read_back_is_found(read_back: str, message: str, folder: Path) -> None:
    """A file must be readable, page by page."""
    exporter = _write_exporter(folder, "return Artifact(b'x', pages={'safety': 1}, page_count=1)", read_back=read_back)

    with pytest.raises(AssertionError, match=message):
        check_exporter(exporter, make_guide())


def test_a_missing_word_is_found(folder: Path) -> None:
    """A format that declares what it adds must have every word of the document."""
    declared = {"read_back": "lambda data: (data.decode(),)", "added_texts": "lambda edition, options: ('*',)"}
    exporter = _write_exporter(folder, "return Artifact(edition.guide.title.encode())", **declared)

    with pytest.raises(AssertionError, match="differs from its document on part 1: expected “This is the whole guide"):
        check_exporter(exporter, make_guide())


def test_every_handout_is_checked(folder: Path) -> None:
    """A violation in the second handout is found, too."""
    exporter = _write_exporter(folder, "return Artifact(b'x' if edition.handout.id == 'complete' else b'')")

    with pytest.raises(AssertionError, match="handout 'sheet'"):
        check_exporter(exporter, make_guide(handouts=[make_handout(), make_handout(id="sheet")]))


def test_a_correct_exporter_passes(folder: Path) -> None:
    """An exporter that keeps the contract raises nothing."""
    body = "return Artifact(edition.guide.title.encode(), pages={'safety': 1}, page_count=1)"

    check_exporter(_write_exporter(folder, body), make_guide())
