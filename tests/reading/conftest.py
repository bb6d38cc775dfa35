"""Fixtures: a small guide, and functions that write and read guides in a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from acucontent.reading import GuideProblems, read_guide

HERE = Path(__file__).parent

Files = Mapping[str, str | bytes]


@pytest.fixture
def minimal() -> str:
    """Return the smallest valid guide as one YAML file."""
    return (HERE / "minimal_guide.yaml").read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Files], None]:
    """Return a function that writes files into an empty working folder: `write({"guide.yaml": "title: A"})`."""
    monkeypatch.chdir(tmp_path)

    def write(files: Files) -> None:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


@pytest.fixture
def report_problems(write: Callable[[Files], None]) -> Callable[[Files, str], list[str]]:
    """Return a function that reads an invalid guide and returns its problems, each after its code."""

    def report_problems(files: Files, source: str = "guide.yaml") -> list[str]:
        write(files)
        with pytest.raises(GuideProblems) as caught:
            read_guide(Path(source))
        return [f"{problem.code} {problem}" for problem in caught.value.problems]

    return report_problems
