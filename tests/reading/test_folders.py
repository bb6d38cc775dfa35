"""A guide can be a folder of files, and each file is checked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest
import yaml

from acucontent.reading import GuideProblems, NotReadable, read_guide

ReportProblems = Callable[..., list[str]]
Write = Callable[..., None]

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "folders.yaml").read_text(encoding="utf-8"))
PARTS = ("evidence", "sessions", "risks", "practitioners", "costs", "acupoints", "glossary", "references", "handouts")


@pytest.fixture
def folder(minimal: str) -> dict[str, str]:
    """Return the small guide with a file for each part."""
    guide = yaml.load(minimal, Loader=yaml.BaseLoader)
    files = {f"thumb/{part}.yaml": yaml.safe_dump(guide.pop(part), allow_unicode=True) for part in PARTS}
    return {"thumb/guide.yaml": yaml.safe_dump(guide, allow_unicode=True, sort_keys=False)} | files


def test_a_folder_and_a_file_are_the_same_guide(folder: dict[str, str], minimal: str, write: Write) -> None:
    """Both give equal guides; the ledger, notes and hidden files are ignored."""
    strange = {"thumb/sources.yaml": "no: ledger", "thumb/README.md": "[", "thumb/.draft.yaml": "["}
    write(folder | strange | {"one.yaml": minimal, "thumb/pictures/a.yaml": "["})

    assert read_guide(Path("thumb")) == read_guide(Path("one.yaml"))


def test_guide_yaml_of_a_folder_is_read_as_the_folder(folder: dict[str, str], minimal: str, write: Write) -> None:
    """To name the file guide.yaml is to name its folder; alone it is a guide in one file."""
    write(folder | {"alone/guide.yaml": minimal, "alone/notes.yaml": "["})

    assert read_guide(Path("thumb/guide.yaml")) == read_guide(Path("thumb"))
    assert read_guide(Path("alone/guide.yaml")).id == "sore-thumb"


def test_a_folder_in_an_archive_is_read(folder: dict[str, str], tmp_path: Path) -> None:
    """A guide can be read from a zip archive."""
    with ZipFile(tmp_path / "guides.zip", "w") as archive:
        for name, content in folder.items():
            archive.writestr(name, content)

    assert read_guide(ZipPath(tmp_path / "guides.zip", "thumb/")).id == "sore-thumb"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_each_file_is_checked(case: dict[str, Any], folder: dict[str, str], report_problems: ReportProblems) -> None:
    """Problems in one file do not hide those in others."""
    changed = folder | {f"thumb/{part}.yaml": content for part, content in case["changes"].items()}
    present = {name: content for name, content in changed.items() if content is not None}

    assert report_problems(present, "thumb") == case["expect"].splitlines()


def test_a_part_has_one_file(folder: dict[str, str], report_problems: ReportProblems) -> None:
    """Two files for the same part are an error, also with different suffixes."""
    assert report_problems(folder | {"thumb/risks.yml": "x"}, "thumb") == [
        "part-twice thumb/risks.yml: is a second file for 'risks': keep it or risks.yaml"
    ]


def test_an_unknown_file_is_reported(folder: dict[str, str], report_problems: ReportProblems) -> None:
    """A file that is not read is reported, so that nothing is lost silently."""
    (problem,) = report_problems(folder | {"thumb/zzz.yaml": "x"}, "thumb")

    assert problem.startswith(
        "unknown-file thumb/zzz.yaml: unknown file: the file names are the fields of a guide. Files: guide.yaml, "
    )


def test_only_regular_files_are_opened(folder: dict[str, str], write: Write) -> None:
    """A folder, a pipe or a broken link instead of a file is reported without waiting."""
    write(folder)
    for part in ("risks", "costs", "glossary"):
        Path(f"thumb/{part}.yaml").unlink()
    Path("thumb/risks.yaml").mkdir()
    os.mkfifo("thumb/costs.yaml")
    Path("thumb/glossary.yaml").symlink_to("nowhere")

    with pytest.raises(GuideProblems) as caught:
        read_guide(Path("thumb"))

    assert {str(problem) for problem in caught.value.problems} == {
        f"thumb/{part}.yaml: {part}: is not a regular file" for part in ("risks", "costs", "glossary")
    }


def test_an_unreadable_file_is_reported(folder: dict[str, str], write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the reason that the operating system gives."""
    write(folder)
    opened = Path.open

    def locked(path: Path, *args: Any) -> Any:
        if path.name == "risks.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args)

    monkeypatch.setattr(Path, "open", locked)

    with pytest.raises(GuideProblems, match=r"^thumb/risks\.yaml: risks: cannot be read: Permission denied$"):
        read_guide(Path("thumb"))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere", "not found"),
        ("nowhere.yaml", "not found"),
        ("notes.txt", "is neither a folder nor a .yaml, .yml or .json file"),
        ("pipe.yaml", "is neither a folder nor a .yaml, .yml or .json file"),
        ("a\0b", "not found"),
    ],
)
def test_a_path_without_a_guide_is_not_readable(name: str, reason: str, write: Write) -> None:
    """A path that is not a guide raises NotReadable, not GuideProblems."""
    write({"notes.txt": "hello"})
    os.mkfifo("pipe.yaml")

    with pytest.raises(NotReadable) as caught:
        read_guide(Path(name))

    assert str(caught.value) == f"{name}: {reason}"
