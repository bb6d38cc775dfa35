"""A check reads the text of every handout in every format, and renders no file that is cached."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acucontent.build import build
from acucontent.check_run import CheckRun, check_guide
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.rendered_text import extract_text
from acucontent.quality.subject import RenderedText
from acucontent.registry import Registry, discover
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Artifact, Exporter, ExportFailed, Options
from acucontent.rendering.render import RenderJob, render_artifact
from tests.factories import make_guide, make_handout

DAY = datetime.date(2030, 6, 1)
GUIDE = make_guide(handouts=[make_handout(), make_handout(id="sheet", title="The sheet")])


@pytest.mark.parametrize("name", ["epub", "html", "pdf", "text"])
def test_built_in_formats_are_readable(name: str) -> None:
    """The red flag of the small guide is found in the bytes of each format."""
    exporter, edition = discover()[name], Edition.of(make_guide())

    job = RenderJob(exporter, edition, exporter.options())
    text = extract_text(job, render_artifact(job))

    assert isinstance(text, RenderedText), text
    assert text.contains("Blue lips")
    assert text.contains("Your mouth is full")
    assert not text.contains("Green lips")


def _make_exporter(name: str, export: object, **changes: object) -> Exporter[Options]:
    """Return a format of plain text."""
    fields = {"suffix": f".{name}", "media_type": "text/plain", "read_back": _read}
    return Exporter(name=name, title=name, options=Options, export=export, **(fields | changes))  # type: ignore[arg-type]


def _read(data: bytes) -> tuple[str, ...]:
    return (data.decode(),)


def _refuse(edition: Edition, options: Options) -> Artifact:
    raise ExportFailed("There is no font for it.")


def _fail(edition: Edition, options: Options) -> Artifact:
    raise ZeroDivisionError("division by zero")


def _write(edition: Edition, options: Options) -> Artifact:
    printed = f", on {edition.printed.pages} pages" if edition.printed else ""
    return Artifact(f"{edition.handout.title}{printed}".encode())


def _examine(formats: list[Exporter[Options]], guide: Guide = GUIDE, **arguments: Any) -> CheckRun:
    registry = Registry({each.name: each for each in formats}, checks=discover().checks)
    return check_guide(guide, registry, today=DAY, select=["S102"], **arguments)


def test_every_handout_is_read_in_every_format() -> None:
    """A format for the whole guide is read once; a format that fails, or declares no `read_back`, is reported."""
    formats = [
        _make_exporter("good", _write),
        _make_exporter("refuses", _refuse),
        _make_exporter("breaks", _fail),
        _make_exporter("whole", _write, scope="guide"),
        _make_exporter("picture", _write, read_back=None),
    ]
    seen: list[tuple[str, str]] = []

    done = _examine(formats, on_progress=lambda *each: seen.append(each))

    texts = [(each.format, each.words) for each in done.subject.rendered_texts]
    assert texts == [("good", "Humming for hiccups"), ("whole", "Humming for hiccups"), ("good", "The sheet")]
    both = [(each, name) for each in GUIDE.handouts.ids for name in ("breaks", "good", "refuses")]
    assert sorted(seen) == sorted([*both, ("complete", "whole")])
    (unverified,) = [each for each in done.report.findings if each.code == "Q106"]
    assert unverified.words == "picture"
    failed = sorted(each.message for each in done.report.findings if each.code == "Q102")
    assert [each.partition(": ")[::2] for each in failed] == [
        ("2 handouts (complete, sheet) as breaks could not be checked", "ZeroDivisionError: division by zero."),
        ("2 handouts (complete, sheet) as refuses could not be checked", "There is no font for it."),
    ]


def test_a_check_renders_what_a_build_left(tmp_path: Path) -> None:
    """What a build of every handout has cached is not rendered again, and a second check renders nothing."""
    rendered: list[str] = []

    def count(edition: Edition, options: Options) -> Artifact:
        rendered.append(edition.handout.id)
        return _write(edition, options)

    def paginate(edition: Edition, options: Options) -> Artifact:
        rendered.append(edition.handout.id)
        return Artifact(b"pages", pages={"safety": 1}, page_count=1)

    formats = [_make_exporter("flow", count), _make_exporter("paged", paginate, paged=True, scope="every handout")]
    registry, cache = Registry({each.name: each for each in formats}), Cache(tmp_path / "cache")
    build(GUIDE, registry, out=tmp_path, cache=cache, today=DAY)
    assert rendered == ["complete", "sheet", "complete"]

    first = _examine(formats, cache=cache)
    second = _examine(formats, cache=cache)

    assert rendered == ["complete", "sheet", "complete", "sheet"]
    assert first.subject.rendered_texts == second.subject.rendered_texts
    assert first.subject.rendered_texts[0].words == "Humming for hiccups, on 1 pages"


def test_text_is_extracted_once(tmp_path: Path) -> None:
    """The text of a file is cached under its bytes, format and the installed programs."""
    asked: list[bytes] = []

    def read(data: bytes) -> tuple[str, ...]:
        asked.append(data)
        return ("words ✓",)

    job = RenderJob(_make_exporter("good", _write, read_back=read), Edition.of(GUIDE), Options())
    cache = Cache(tmp_path)

    texts = [extract_text(job, Artifact(data), cache) for data in (b"one", b"one", b"two")]

    assert asked == [b"one", b"two"]
    assert [each.words for each in texts if isinstance(each, RenderedText)] == ["words ✓"] * 3


def test_a_role_can_accept_one_format_that_declares_nothing() -> None:
    """An acceptance names the format as its words; another format is still an error."""
    accepted = {
        "code": "Q106",
        "words": "speech",
        "reason": "Every file is heard.",
        "role": "editor",
        "on": "2030-05-01",
    }
    formats = [_make_exporter(name, _write, read_back=None) for name in ("speech", "picture")]

    done = _examine(formats, make_guide(accepted=[accepted]))

    assert [(each.code, each.words) for each in done.report.open_findings] == [("Q106", "picture")]


def _raise(data: bytes) -> tuple[str, ...]:
    raise KeyError("page")


def _invent(data: bytes) -> tuple[str, ...]:
    return ("Ⱶⱷ ꙮ ⱷⱶ",)


@pytest.mark.parametrize(
    ("read", "code", "message"),
    [
        (_raise, "Q102", "2 handouts (complete, sheet) as odd could not be checked: KeyError: 'page'."),
        (_invent, "S102", "Every red flag and situation to avoid is missing from the text of complete (US, odd), "),
    ],
)
def test_a_wrong_read_back_is_one_finding(read: Callable[[bytes], tuple[str, ...]], code: str, message: str) -> None:
    """A function that raises, or returns junk, is reported once for all handouts."""
    found = _examine([_make_exporter("odd", _write, read_back=read)]).report.findings

    assert [each.code for each in found] == [code]
    assert found[0].message.startswith(message)
