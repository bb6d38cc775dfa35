"""The words of the shipped guide, and its ledger."""

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
    """Where each fact of the source articles went."""
    return read_ledger(files("acucontent_guides") / "back_pain")


@pytest.fixture(scope="session")
def texts(back_pain: Guide) -> dict[str, str]:
    """Every text of the guide by its path; not ids and fixed words, nor titles of sources, which are others' words."""
    found = {}
    for path, value in walk_values(back_pain):
        if isinstance(value, Prose | str) and path[0] != "references" and " " in str(value):
            found[format_path(path)] = _plain(str(value))
    assert len(found) > 700
    return found


def _plain(source: str) -> str:
    """The words of prose in one line, without emphasis and without the targets of links."""
    return " ".join(re.sub(r"\]\([^)]*\)", "]", source).replace("**", "").split())
