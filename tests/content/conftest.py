"""Fixtures with the texts and the ledger of the shipped guide."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from acucontent.model.guide import Guide
from acucontent.model.ledger import Ledger
from acucontent.model.paths import format_path, walk_values
from acucontent.model.prose import Prose
from acucontent.reading import read_ledger


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """Return the ledger of the shipped guide."""
    return read_ledger(files("acucontent_guides") / "back_pain")


@pytest.fixture(scope="session")
def texts(back_pain: Guide) -> dict[str, str]:
    """Return every text of the guide by path, without ids, fixed values and titles of sources."""
    found = {}
    for path, value in walk_values(back_pain):
        if isinstance(value, Prose | str) and path[0] != "references" and " " in str(value):
            found[format_path(path)] = _normalize_prose(str(value))
    assert len(found) > 700
    return found


def _normalize_prose(source: str) -> str:
    """Return the text of prose on one line, without emphasis and link targets."""
    return " ".join(re.sub(r"\]\([^)]*\)", "]", source).replace("**", "").split())
