"""A folder for installed packages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder on the path in which a test can install plugins; imported modules are removed afterwards."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name in [path.stem for path in (*folder.glob("*.py"), *folder.glob("*/")) if path.suffix != ".dist-info"]:
        sys.modules.pop(name, None)
