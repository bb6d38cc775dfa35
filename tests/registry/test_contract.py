"""check_exporter finds each breach of the contract, and says which."""

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
    paged={paged},
)
'''

BREACHES = {
    "empty": ("return Artifact(b'')", "empty"),
    "not-bytes": ("return Artifact('text')", "not bytes"),
    "not-an-artifact": ("return b'text'", "gives a bytes, not an Artifact"),
    "stranger-page": ("return Artifact(b'x', pages={'nowhere': 1})", "['nowhere']"),
    "page-beyond": ("return Artifact(b'x', pages={'safety': 3}, page_count=2)", "not between 1 and 2: {'safety': 3}"),
    "undeclared-pages": ("return Artifact(b'undeclared', pages={'safety': 1})", "gives pages, but its paged is False"),
    "no-pages": ("return Artifact(b'x', page_count=0)", "has no pages"),
    "prints": ("print('done'); return Artifact(b'x')", "prints 'done"),
    "counts": ("export.n = getattr(export, 'n', 0) + 1; return Artifact(b'%d' % export.n)", "second time"),
    "hashes": ("return Artifact(str(hash(edition.handout.id)).encode())", "gives other bytes with"),
    "local-date": ("import time; return Artifact(time.strftime('%Y-%m-%d').encode())", "gives other bytes with"),
    "time": ("import time; return Artifact(time.strftime('%H:%M:%S', time.gmtime()).encode())", "other bytes"),
    "locale": ("import os; return Artifact(os.environ.get('LC_ALL', '').encode() + b'x')", "gives other bytes with"),
    "leaves-a-file": ("open('left.txt', 'w').close(); return Artifact(b'x')", "leaves files: left.txt"),
    "network": ("import socket; socket.socket().close(); return Artifact(b'x')", "uses the network: socket.__new__"),
    "fails-apart": (
        "import sys; assert 'pytest' in sys.modules, 'alone'; return Artifact(b'x')",
        "fails in another process",
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, from which a module `made_up` can be imported."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    sys.modules.pop("made_up", None)


def _exporter(folder: Path, body: str, options: str = "Quiet") -> acucontent.Exporter[acucontent.Options]:
    paged = "pages=" in body and "undeclared" not in body
    (folder / "made_up.py").write_text(MODULE.format(body=body, options=options, paged=paged), encoding="utf-8")
    import made_up  # type: ignore[import-not-found]

    exporter: acucontent.Exporter[acucontent.Options] = made_up.EXPORTER
    return exporter


@pytest.mark.parametrize(("body", "said"), BREACHES.values(), ids=BREACHES)
def test_a_breach_is_found(body: str, said: str, folder: Path) -> None:
    """Each breach is an AssertionError that says what is wrong."""
    exporter = _exporter(folder, body)

    with pytest.raises(AssertionError) as raised:
        check_exporter(exporter, make_guide())

    assert said in str(raised.value)


def test_an_option_without_a_sentence_is_found(folder: Path) -> None:
    """Each option says what it is for."""
    exporter = _exporter(folder, "return Artifact(b'x')", "Undescribed")

    with pytest.raises(AssertionError, match="'width' is not described"):
        check_exporter(exporter, make_guide())


def test_an_export_that_cannot_be_imported_is_found() -> None:
    """A function that another process cannot find cannot be checked, and the message says so."""
    exporter = acucontent.Exporter(
        name="hidden",
        title="Hidden",
        suffix=".hidden",
        media_type="text/plain",
        options=acucontent.Options,
        export=lambda edition, options: acucontent.Artifact(b"x"),
    )

    with pytest.raises(AssertionError, match="cannot be found from another process"):
        check_exporter(exporter, make_guide())


def test_every_handout_is_checked(folder: Path) -> None:
    """A breach in the second handout is found too."""
    exporter = _exporter(folder, "return Artifact(b'x' if edition.handout.id == 'complete' else b'')")

    with pytest.raises(AssertionError, match="handout 'sheet'"):
        check_exporter(exporter, make_guide(handouts=[make_handout(), make_handout(id="sheet")]))


def test_a_sound_exporter_passes(folder: Path) -> None:
    """What keeps the contract raises nothing."""
    body = "return Artifact(edition.guide.title.encode(), pages={'safety': 1}, page_count=1)"

    check_exporter(_exporter(folder, body), make_guide())
