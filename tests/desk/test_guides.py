"""Guides are read in a worker process, and changes of their files are noticed."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from acucontent.desk import guides
from acucontent.desk.guides import GuideShelf
from acucontent.errors import AcucontentError
from acucontent.hooks import GuideSource
from acucontent.model.guide import Guide
from acucontent.problems import GuideProblems
from acucontent.registry import Registry, UnknownGuide
from acucontent.rendering.service import LostWorker, RenderService, TimeLimitExceeded


@pytest.fixture
def folder(tmp_path: Path, registry: Registry) -> Path:
    """Return a folder with a copy of the shipped guide."""
    root = registry.guides["back-pain"].root
    assert isinstance(root, Path)
    return Path(shutil.copytree(root, tmp_path / "guide"))


@pytest.fixture
def named(registry: Registry, service: RenderService, folder: Path) -> GuideShelf:
    """Return a shelf with the folder under the id of the installed guide."""
    return GuideShelf(registry, service, [GuideSource("back-pain", folder)])


def edit(folder: Path, old: str, new: str) -> None:
    """Replace a text in guide.yaml, and make the file newer, as an editor does."""
    file = folder / "guide.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    later = file.stat().st_mtime_ns + 1_000_000_000
    os.utime(file, ns=(later, later))


def test_an_installed_guide_is_read_once(shelf: GuideShelf, back_pain: Guide) -> None:
    """It is the same guide that the commands load, with its source."""
    guide = shelf.get("back-pain")

    assert guide == back_pain
    assert "source" in vars(guide)
    assert shelf.get("back-pain") is guide
    assert shelf.ids == ("back-pain", "migraine")


def test_a_named_guide_replaces_an_installed_one(named: GuideShelf, folder: Path) -> None:
    """As a folder that a command is given does."""
    edit(folder, "Acupuncture for back pain", "Acupuncture for bad backs")

    assert named.get("back-pain").title == "Acupuncture for bad backs"
    assert named.ids == ("back-pain", "migraine")


def test_a_change_is_noticed_and_read_when_requested(named: GuideShelf, folder: Path) -> None:
    """The guide stays as it was until then, so that all sheets of a patient are of one edition."""
    first = named.get("back-pain")
    assert not named.is_outdated("back-pain")

    edit(folder, "Acupuncture for back pain", "Acupuncture for bad backs")

    assert named.is_outdated("back-pain")
    assert named.get("back-pain") is first
    assert named.reload("back-pain").title == named.get("back-pain").title == "Acupuncture for bad backs"
    assert not named.is_outdated("back-pain")


def test_a_broken_guide_leaves_the_one_that_was_read(named: GuideShelf, folder: Path) -> None:
    """Every problem is in the error, and the guide can be read when it is correct again."""
    first = named.get("back-pain")
    edit(folder, "id: back-pain", "id: 'Back pain'")

    with pytest.raises(GuideProblems) as raised:
        named.reload("back-pain")

    assert raised.value.problems[0].line is not None
    assert named.get("back-pain") is first
    assert named.is_outdated("back-pain")


def test_a_guide_that_was_never_valid_is_read_when_it_was_corrected(
    named: GuideShelf, folder: Path, service: RenderService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then, each request gets the same problems without reading it again."""
    edit(folder, "id: back-pain", "id: 'Back pain'")
    with pytest.raises(GuideProblems) as first:
        named.get("back-pain")
    with monkeypatch.context() as patched:
        patched.setattr(service, "run", None)
        with pytest.raises(GuideProblems) as second:
            named.get("back-pain")
    assert second.value is first.value

    edit(folder, "id: 'Back pain'", "id: back-pain")

    assert named.get("back-pain").id == "back-pain"


@pytest.mark.parametrize("error", [TimeLimitExceeded("too slow"), LostWorker("died"), MemoryError()], ids=repr)
def test_a_guide_that_cannot_be_read_keeps_nobody_waiting(
    named: GuideShelf, folder: Path, service: RenderService, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """It is tried again when its files change, or after some minutes, but not for each page."""
    tries: list[Future[Any]] = []

    def fail(task: Any) -> Future[Any]:
        tries.append(Future())
        tries[-1].set_exception(error)
        return tries[-1]

    with monkeypatch.context() as patched:
        patched.setattr(service, "run", fail)
        for _ in range(3):
            with pytest.raises(AcucontentError):
                named.get("back-pain")
        assert len(tries) == 1
        patched.setattr(guides, "RETRY_SECONDS", -1.0)
        with pytest.raises(AcucontentError):
            named.get("back-pain")
        assert len(tries) == 2

    edit(folder, "Acupuncture for back pain", "Acupuncture for bad backs")
    assert named.get("back-pain").title == "Acupuncture for bad backs"


def test_a_new_or_deleted_file_is_a_change(named: GuideShelf, folder: Path) -> None:
    """The ledger is not part of the guide."""
    named.get("back-pain")
    (folder / "sources.yaml").unlink()
    assert not named.is_outdated("back-pain")

    (folder / "glossary.yaml").unlink()

    assert named.is_outdated("back-pain")


def test_an_unknown_guide_is_an_error(shelf: GuideShelf) -> None:
    """The message suggests similar ids."""
    for method in (shelf.get, shelf.is_outdated, shelf.reload):
        with pytest.raises(UnknownGuide, match="back-pain"):
            method("back-pains")
