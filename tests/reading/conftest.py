"""A small guide, and reading it in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from acucontent.reading import GuideProblems, read_guide

HERE = Path(__file__).parent

Files = Mapping[str, str | bytes]


@pytest.fixture
def minimal() -> str:
    """A guide that holds no more than every guide must, as one YAML file."""
    return (HERE / "minimal_guide.yaml").read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Files], None]:
    """Writes files into an empty folder and works there: `write({"guide.yaml": "title: A"})`."""
    monkeypatch.chdir(tmp_path)

    def write(files: Files) -> None:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


@pytest.fixture
def told(write: Callable[[Files], None]) -> Callable[[Files, str], list[str]]:
    """What is told of a guide, each problem with its code before it: `told({"guide.yaml": ""}, "guide.yaml")`."""

    def told(files: Files, source: str = "guide.yaml") -> list[str]:
        write(files)
        with pytest.raises(GuideProblems) as caught:
            read_guide(Path(source))
        return [f"{problem.code} {problem}" for problem in caught.value.problems]

    return told
