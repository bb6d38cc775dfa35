"""Fixtures with the shipped guides, their texts and their ledgers."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from acucontent.model.guide import Guide
from acucontent.model.ledger import Ledger
from acucontent.model.paths import format_path, walk_values
from acucontent.model.prose import Prose
from acucontent.reading import read_ledger
from tests.shipped import load_shipped

GUIDES = ("back-pain", "migraine")
"""The ids of the shipped guides."""


@pytest.fixture(scope="session", params=GUIDES)
def guide(request: pytest.FixtureRequest) -> Guide:
    """Return each shipped guide in turn."""
    return load_shipped(request.param)


@pytest.fixture(scope="session")
def migraine() -> Guide:
    """Return the guide on migraine."""
    return load_shipped("migraine")


@pytest.fixture(scope="session")
def ledger(guide: Guide) -> Ledger:
    """Return the ledger of the guide."""
    return read_ledger(files("acucontent_guides") / guide.id.replace("-", "_"))


@pytest.fixture(scope="session")
def texts(guide: Guide) -> dict[str, str]:
    """Return every text of the guide by path."""
    return find_texts(guide)


@pytest.fixture(scope="session")
def back_pain_texts(back_pain: Guide) -> dict[str, str]:
    """Return every text of the guide on back pain by path."""
    return find_texts(back_pain)


@pytest.fixture(scope="session")
def migraine_texts(migraine: Guide) -> dict[str, str]:
    """Return every text of the guide on migraine by path."""
    return find_texts(migraine)


def find_texts(guide: Guide) -> dict[str, str]:
    """Return every text of a guide by path, without ids, fixed values and titles of sources."""
    found = {}
    for path, value in walk_values(guide):
        if isinstance(value, Prose | str) and path[0] != "references" and " " in str(value):
            found[format_path(path)] = _normalize_prose(str(value))
    assert len(found) > 400
    return found


def _normalize_prose(source: str) -> str:
    """Return the text of prose on one line, without emphasis and link targets."""
    return " ".join(re.sub(r"\]\([^)]*\)", "]", source).replace("**", "").split())
