"""A cached artifact is used if, and only if, rendering it again would give the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from acucontent.build import Built, build
from acucontent.clinic import Clinic, Overlay
from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide
from acucontent.registry import Registry, export
from acucontent.rendering.cache.artifacts import read_artifact, write_artifact
from acucontent.rendering.cache.environment import environment_digest
from acucontent.rendering.cache.fingerprint import fingerprint
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Artifact, BadOptions, Exporter, Options
from acucontent.rendering.render import Renderer, RenderJob
from tests.factories import make_guide, make_handout, make_source


class Voice(Options):
    """How loud."""

    loud: bool = False
    """Whether to shout."""


def say(edition: Edition, options: Voice) -> Artifact:
    """The title."""
    title = edition.guide.title
    return Artifact((title.upper() if options.loud else title).encode(), {"a": 1, "b": 2}, 2, ("a note",))


def fail(edition: Edition, options: Voice) -> Artifact:
    """Nothing."""
    raise ValueError(f"{edition.handout.id} cannot be said")


def make_exporter(**changed: Any) -> Exporter[Voice]:
    """A quick exporter."""
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
FAILURES = ["complete cannot be said", "safety cannot be said"]
GUIDE = make_guide()
EDITION = Edition.of(GUIDE)


def key(exporter: Exporter[Voice] = EXPORTER, edition: Edition = EDITION, **options: Any) -> str | None:
    """The fingerprint of an artifact."""
    return fingerprint(exporter, edition, Voice(**options))


def test_equal_editions_have_one_fingerprint() -> None:
    """However they were made."""
    assert key() == key(make_exporter(), Edition.of(make_guide()))


OTHERS: dict[str, Callable[[], str | None]] = {
    "another word of the guide": lambda: key(edition=Edition.of(make_guide(title="Another title"))),
    "another region": lambda: key(edition=replace(EDITION, region=EDITION.region.model_copy(update={"code": "CA"}))),
    "another language": lambda: key(edition=replace(EDITION, language="en-simple")),
    "overdue": lambda: key(edition=Edition.of(GUIDE, today=datetime.date(2099, 1, 1))),
    "a clinic": lambda: key(edition=Edition.of(GUIDE, overlay=Overlay(Clinic(name="Example Clinic")))),
    "a logo": lambda: key(edition=Edition.of(GUIDE, overlay=Overlay(Clinic(name="Example Clinic"), b"logo"))),
    "another limit": lambda: key(
        edition=replace(EDITION, handout=EDITION.handout.model_copy(update={"page_limit": 3}))
    ),
    "other pages": lambda: key(edition=replace(EDITION, printed=PrintedPages(make_source(), (("a", 1),), 1))),
    "an option": lambda: key(loud=True),
    "another format": lambda: key(make_exporter(name="other")),
    "another library beneath": lambda: key(make_exporter(native_versions=lambda: "pango 2")),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_whatever_changes_the_bytes_changes_the_fingerprint(other: Callable[[], str | None]) -> None:
    """Nothing old is served for something new."""
    assert other() != key()


def test_a_note_for_one_handout_leaves_the_others_as_they_are() -> None:
    """A clinic that words a note anew prints one sheet anew."""
    guide = make_guide(handouts=[make_handout(), make_handout(id="other")])

    def keys(words: str) -> list[str | None]:
        clinic = Clinic.model_validate({"name": "Example Clinic", "notes": [{"handout": "other", "text": words}]})
        return [key(edition=Edition.of(guide, each, overlay=Overlay(clinic))) for each in guide.handouts.ids]

    before, after = keys("Come at ten."), keys("Come at noon.")

    assert before[0] == after[0]
    assert before[1] != after[1]


def test_every_field_of_an_edition_is_part_of_its_fingerprint() -> None:
    """A new one has to be thought of here."""
    assert set(Edition.__dataclass_fields__) == {
        "guide",
        "handout",
        "region",
        "language",
        "overlay",
        "overdue",
        "printed",
    }
    assert set(Overlay.__dataclass_fields__) == {"clinic", "logo"}


class Report(Edition):
    """An edition with a document of its own."""


def test_a_subclass_of_edition_has_no_fingerprint() -> None:
    """What its bytes depend on is not known, so it is rendered each time."""
    assert fingerprint(EXPORTER, Report(GUIDE, GUIDE.handouts[0], GUIDE.regions[0]), Voice()) is None


def test_a_job_that_must_not_be_rendered_is_refused_before_the_cache(tmp_path: Path) -> None:
    """The renderer reports the refusal as the outcome of the job."""
    job = RenderJob(EXPORTER, EDITION, Options())

    with Renderer(Cache(tmp_path)) as renderer:
        (pending,) = renderer.start([job])

    with pytest.raises(BadOptions, match="voice: expected Voice"):
        pending.result()
    assert list(tmp_path.iterdir()) == []


def test_an_export_can_use_the_cache(tmp_path: Path) -> None:
    """The second export is read, not rendered."""
    registry, cache = Registry({"voice": EXPORTER}), Cache(tmp_path)
    first = export(GUIDE, "voice", registry=registry, cache=cache)
    (path,) = cache.files()
    write_artifact(cache, path.stem, Artifact(b"from the cache"))

    assert first == GUIDE.title.encode()
    assert export(GUIDE, "voice", registry=registry, cache=cache) == b"from the cache"


def test_a_changed_file_of_a_program_changes_the_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While someone works on an exporter its version stays, its files do not."""
    package = tmp_path / "strange_exporter"
    package.mkdir()
    code = package / "__init__.py"
    code.write_text("def say(edition, options): ...\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    exporter = make_exporter(export=_from("strange_exporter"))

    before = _fresh(exporter)
    code.write_text("def say(edition, options): return 1\n", encoding="utf-8")

    assert _fresh(exporter) != before


def _from(module: str) -> Callable[..., Any]:
    def strange(edition: Edition, options: Voice) -> Artifact:
        raise NotImplementedError

    strange.__module__ = module
    return strange


def _fresh(exporter: Exporter[Voice]) -> str | None:
    """The fingerprint as another run would find it."""
    environment_digest.cache_clear()
    return key(exporter)


def test_an_artifact_comes_back_whole(tmp_path: Path) -> None:
    """Its bytes, pages, notes and the files beside it."""
    cache = Cache(tmp_path)
    artifact = Artifact(b"\n{}\nbytes", {"b": 2, "a": 1}, 2, ("one", "two"), {".onix.xml": b"<x/>", ".more": b""})

    write_artifact(cache, "key", artifact)

    found = read_artifact(cache, "key")
    assert found == artifact
    assert found is not None
    assert list(found.pages) == ["b", "a"]
    assert read_artifact(cache, "other") is None


def test_a_damaged_entry_is_not_served(tmp_path: Path) -> None:
    """One changed byte, a file cut short, and one of another program are all as if they were not there."""
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


def test_the_least_used_goes_when_the_folder_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot fill the disk."""
    monkeypatch.setattr("acucontent.rendering.cache.storage.MAX_BYTES", 3_000)
    cache = Cache(tmp_path)
    for number in range(9):
        cache.write(str(number), bytes(900))

    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 3_000
    assert cache.read("8") is not None


def test_a_build_makes_nothing_twice(tmp_path: Path) -> None:
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


def test_what_fails_is_not_kept(tmp_path: Path) -> None:
    """It is tried again."""
    cache = Cache(tmp_path)
    job = RenderJob(make_exporter(export=fail), EDITION, Voice())

    with Renderer(cache) as renderer:
        (pending,) = renderer.start([job])

    assert str(pending.outcome()) == f"{EDITION.handout.id} cannot be said"
    assert list(tmp_path.iterdir()) == []


def test_many_processes_make_the_same(back_pain: Guide, tmp_path: Path) -> None:
    """The bytes, the order of the files, and what is said of those that fail."""
    exporters = (EXPORTER, make_exporter(name="fails", suffix=".fails", export=fail))
    editions = [Edition.of(back_pain, handout) for handout in ("complete", "safety")]
    jobs = [RenderJob(exporter, edition, Voice()) for exporter in exporters for edition in editions]

    with Renderer() as alone, Renderer(workers=2) as shared:
        here, there = ([each.outcome() for each in renderer.start(jobs)] for renderer in (alone, shared))

    assert here[:2] == there[:2]
    assert [str(each) for each in here[2:]] == [str(each) for each in there[2:]] == FAILURES


def test_an_exporter_that_cannot_be_sent_works_here(tmp_path: Path) -> None:
    """A stranger's may be made of anything."""

    def local(edition: Edition, options: Voice) -> Artifact:
        return say(edition, options)

    exporter = make_exporter(export=local)

    with Renderer(workers=2) as renderer:
        made = [each.outcome() for each in renderer.start([RenderJob(exporter, EDITION, Voice())] * 2)]

    assert made == [say(EDITION, Voice())] * 2


def test_a_build_with_a_cache_that_cannot_be_written_is_made(tmp_path: Path) -> None:
    """It only saves time."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    built = build(GUIDE, Registry({"voice": EXPORTER}), out=tmp_path, cache=Cache(tmp_path / "file" / "cache"))

    assert all(isinstance(each, Built) for each in built)
