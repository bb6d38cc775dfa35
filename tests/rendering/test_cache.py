"""A cached artifact is used if, and only if, rendering it again would give the same bytes."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from acucontent.build import Built, build
from acucontent.clinic import Clinic, Overlay
from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide
from acucontent.registry import Registry, export
from acucontent.rendering.cache.artifacts import read_artifact, write_artifact
from acucontent.rendering.cache.environment import compute_environment_digest
from acucontent.rendering.cache.fingerprint import compute_fingerprint
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Artifact, BadOptions, Exporter, Options
from acucontent.rendering.render import Renderer, RenderJob
from tests.factories import make_guide, make_handout, make_source


class Voice(Options):
    """The options of the format voice."""

    loud: bool = False
    """Whether to use capital letters."""


def say(edition: Edition, options: Voice) -> Artifact:
    """Render the title."""
    title = edition.guide.title
    return Artifact((title.upper() if options.loud else title).encode(), {"a": 1, "b": 2}, 2, ("a note",))


def fail(edition: Edition, options: Voice) -> Artifact:
    """Fail to render any edition."""
    raise ValueError(f"{edition.handout.id} cannot be rendered")


def make_exporter(**changed: Any) -> Exporter[Voice]:
    """Make a fast exporter."""
    fields: dict[str, Any] = {
        "name": "voice",
        "title": "Voice",
        "suffix": ".voice",
        "media_type": "text/plain",
        "options": Voice,
        "export": say,
    }
    return Exporter(**{**fields, **changed})


EXPORTER = make_exporter()
FAILURES = ["complete cannot be rendered", "safety cannot be rendered"]
GUIDE = make_guide()
EDITION = Edition.of(GUIDE)


def key(exporter: Exporter[Voice] = EXPORTER, edition: Edition = EDITION, **options: Any) -> str | None:
    """Return the fingerprint of an artifact."""
    return compute_fingerprint(exporter, edition, Voice(**options))


def test_equal_editions_have_one_fingerprint() -> None:
    """It does not matter how the editions were made."""
    assert key() == key(make_exporter(), Edition.of(make_guide()))


OTHERS: dict[str, Callable[[], str | None]] = {
    "another word of the guide": lambda: key(edition=Edition.of(make_guide(title="Another title"))),
    "another region": lambda: key(edition=replace(EDITION, region=EDITION.region.model_copy(update={"code": "CA"}))),
    "another language": lambda: key(edition=replace(EDITION, language="en-simple")),
    "overdue": lambda: key(edition=Edition.of(GUIDE, today=datetime.date(2099, 1, 1))),
    "fewer options of a decision": lambda: key(edition=replace(EDITION, decision_options=("hum", "wait"))),
    "a clinic": lambda: key(edition=Edition.of(GUIDE, overlay=Overlay(Clinic(name="Example Clinic")))),
    "a logo": lambda: key(edition=Edition.of(GUIDE, overlay=Overlay(Clinic(name="Example Clinic"), b"logo"))),
    "another message": lambda: key(
        edition=replace(EDITION, handout=EDITION.handout.model_copy(update={"message": "Hum."}))
    ),
    "other pages": lambda: key(edition=replace(EDITION, printed=PrintedPages(make_source(), (("a", 1),), 1))),
    "another paged file": lambda: key(edition=replace(EDITION, printed=PrintedPages(make_source(), (), 1, b"%PDF"))),
    "an option": lambda: key(loud=True),
    "another format": lambda: key(make_exporter(name="other")),
    "another native library": lambda: key(make_exporter(native_versions=lambda: {"pango": "2"})),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_whatever_changes_the_bytes_changes_the_fingerprint(other: Callable[[], str | None]) -> None:
    """No outdated artifact is returned."""
    assert other() != key()


def test_a_note_for_one_handout_does_not_change_the_others() -> None:
    """A clinic that changes a note for one handout renders only that handout again."""
    guide = make_guide(handouts=[make_handout(), make_handout(id="other")])

    def keys(words: str) -> list[str | None]:
        clinic = Clinic.model_validate({"name": "Example Clinic", "notes": [{"handout": "other", "text": words}]})
        return [key(edition=Edition.of(guide, each, overlay=Overlay(clinic))) for each in guide.handouts.ids]

    before, after = keys("Come at ten."), keys("Come at noon.")

    assert before[0] == after[0]
    assert before[1] != after[1]


def test_every_field_of_an_edition_is_part_of_its_fingerprint() -> None:
    """If a field is added, the fingerprint must include it, and so must this test."""
    assert set(Edition.__dataclass_fields__) == {
        "guide",
        "handout",
        "region",
        "language",
        "overlay",
        "overdue",
        "decision_options",
        "printed",
    }
    assert {each.name for each in fields(Overlay) if each.compare} == {"clinic", "logo"}


class Report(Edition):
    """An edition with a document of its own."""


def test_a_subclass_of_edition_has_no_fingerprint() -> None:
    """It is unknown what its bytes depend on, so it is rendered each time."""
    report = Report(GUIDE, GUIDE.handouts[0], GUIDE.regions[0], GUIDE.language)

    assert compute_fingerprint(EXPORTER, report, Voice()) is None


def test_an_exporter_of_a_script_has_no_fingerprint() -> None:
    """The files of a script are unknown, so its artifacts are not cached."""
    assert key(make_exporter(export=_make_export("__main__"))) is None


def test_an_invalid_job_is_rejected_before_the_cache_is_used(tmp_path: Path) -> None:
    """The error is the outcome of the job."""
    job = RenderJob(EXPORTER, EDITION, Options())

    with Renderer(Cache(tmp_path)) as renderer:
        (pending,) = renderer.start([job])

    with pytest.raises(BadOptions, match="voice: expected Voice"):
        pending.wait_for_artifact()
    assert list(tmp_path.iterdir()) == []


def test_an_export_can_use_the_cache(tmp_path: Path) -> None:
    """The second export comes from the cache."""
    registry, cache = Registry({"voice": EXPORTER}), Cache(tmp_path)
    first = export(GUIDE, "voice", registry=registry, cache=cache)
    (path,) = cache.list_files()
    write_artifact(cache, path.stem, Artifact(b"from the cache"))

    assert first == GUIDE.title.encode()
    assert export(GUIDE, "voice", registry=registry, cache=cache) == b"from the cache"


def test_a_changed_file_of_a_program_changes_the_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a developer edits an exporter, its version stays the same but its files change."""
    package = tmp_path / "strange_exporter"
    package.mkdir()
    code = package / "__init__.py"
    code.write_text("def say(edition, options): ...\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    exporter = make_exporter(export=_make_export("strange_exporter"))

    before = _compute_fresh_key(exporter)
    code.write_text("def say(edition, options): return 1\n", encoding="utf-8")

    assert _compute_fresh_key(exporter) != before


def _make_export(module: str) -> Callable[..., Any]:
    def strange(edition: Edition, options: Voice) -> Artifact:
        raise NotImplementedError

    strange.__module__ = module
    return strange


def _compute_fresh_key(exporter: Exporter[Voice]) -> str | None:
    """Return the fingerprint that another run would compute."""
    compute_environment_digest.cache_clear()
    return key(exporter)


def test_an_artifact_is_read_as_it_was_written(tmp_path: Path) -> None:
    """This includes its bytes, pages, notes and companion files."""
    cache = Cache(tmp_path)
    companions = {".onix.xml": b"<x/>", ".more": b""}
    artifact = Artifact(b"\n{}\nbytes", {"b": 2, "a": 1}, 2, ("one", "two"), companions, "text 12 pt", "{}")

    write_artifact(cache, "key", artifact)

    found = read_artifact(cache, "key")
    assert found == artifact
    assert found is not None
    assert list(found.pages) == ["b", "a"]
    assert read_artifact(cache, "other") is None


def test_a_damaged_entry_is_not_returned(tmp_path: Path) -> None:
    """A changed byte and a truncated file are treated as a missing entry."""
    cache = Cache(tmp_path)
    write_artifact(cache, "key", say(EDITION, Voice()))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()

    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_artifact(cache, "key") is None, place
    for size in range(0, len(whole), 7):
        path.write_bytes(whole[:size])
        assert read_artifact(cache, "key") is None, size
    path.write_bytes(whole)
    assert read_artifact(cache, "key") == say(EDITION, Voice())


def test_old_entries_are_deleted_when_the_folder_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder never exceeds its maximum size."""
    monkeypatch.setattr("acucontent.rendering.cache.storage.MAX_BYTES", 3_000)
    cache = Cache(tmp_path)
    for number in range(9):
        cache.write(str(number), bytes(900))
        os.utime(tmp_path / f"{number}.cache", (number, number))  # a clock may give several files the same time

    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 3_000
    assert cache.read("8") is not None


def test_a_second_build_renders_nothing(tmp_path: Path) -> None:
    """The second time all files come from the cache, with the same bytes and the same notes."""
    made: list[str] = []

    def counted(edition: Edition, options: Voice) -> Artifact:
        made.append(edition.handout.id)
        return say(edition, options)

    registry = Registry({"voice": make_exporter(export=counted)})
    cache = Cache(tmp_path / "cache")

    first = build(GUIDE, registry, out=tmp_path / "out", cache=cache)
    second = build(GUIDE, registry, out=tmp_path / "out", cache=cache)

    assert first == second
    assert len(made) == len(first)
    assert build(make_guide(title="New"), registry, out=tmp_path / "out", cache=cache) != ()
    assert len(made) == 2 * len(first)


def test_an_error_is_not_cached(tmp_path: Path) -> None:
    """The job is rendered again the next time."""
    cache = Cache(tmp_path)
    job = RenderJob(make_exporter(export=fail), EDITION, Voice())

    with Renderer(cache) as renderer:
        (pending,) = renderer.start([job])

    assert str(pending.wait_for_outcome()) == f"{EDITION.handout.id} cannot be rendered"
    assert list(tmp_path.iterdir()) == []


def test_worker_processes_give_the_same_outcomes(back_pain: Guide, tmp_path: Path) -> None:
    """This includes the bytes, the order and the error messages."""
    exporters = (EXPORTER, make_exporter(name="fails", suffix=".fails", export=fail))
    editions = [Edition.of(back_pain, handout) for handout in ("complete", "safety")]
    jobs = [RenderJob(exporter, edition, Voice()) for exporter in exporters for edition in editions]

    with Renderer() as alone, Renderer(workers=2) as shared:
        here, there = ([each.wait_for_outcome() for each in renderer.start(jobs)] for renderer in (alone, shared))

    assert here[:2] == there[:2]
    assert [str(each) for each in here[2:]] == [str(each) for each in there[2:]] == FAILURES


def test_an_exporter_that_cannot_be_pickled_runs_in_this_process(tmp_path: Path) -> None:
    """The exporter of a plugin may be any callable."""

    def local(edition: Edition, options: Voice) -> Artifact:
        return say(edition, options)

    exporter = make_exporter(export=local)

    with Renderer(workers=2) as renderer:
        made = [each.wait_for_outcome() for each in renderer.start([RenderJob(exporter, EDITION, Voice())] * 2)]

    assert made == [say(EDITION, Voice())] * 2


def test_a_build_works_without_a_writable_cache(tmp_path: Path) -> None:
    """The cache only saves time."""
    (tmp_path / "file").write_text("a file", encoding="utf-8")

    built = build(GUIDE, Registry({"voice": EXPORTER}), out=tmp_path, cache=Cache(tmp_path / "file" / "cache"))

    assert all(isinstance(each, Built) for each in built)
