"""The style sheets select by role, key and class."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from acucontent import Edition, Guide
from acucontent.document.blocks import Table

STYLES = {path.name: path.read_text("utf-8") for path in files("acucontent_pdf").joinpath("css").iterdir()}


def list_selectors(style: str) -> list[str]:
    """Return the selectors of a style sheet without comments and strings."""
    bare = re.sub(r'/\*.*?\*/|"[^"]*"', "", style, flags=re.DOTALL)
    return re.findall(r"[^{};]+(?={)", bare)


@pytest.mark.parametrize("name", STYLES)
def test_no_style_selects_an_id(name: str) -> None:
    """A style for a single record would not fit any other guide."""
    selectors = list_selectors(STYLES[name])

    assert selectors
    assert [selector for selector in selectors if "#" in selector or "[id" in selector] == []


@pytest.mark.parametrize("name", ["sheet.css", "booklet.css"])
def test_selected_columns_exist(name: str, back_pain: Guide) -> None:
    """Each key that a style sheet selects is the key of a column."""
    documents = [Edition.of(back_pain, volume).document for volume in ("complete", "reference")]
    tables = [block for document in documents for block in document.walk_blocks() if isinstance(block, Table)]
    keys = set(re.findall(r'\[data-key="(\w+)"\]', STYLES[name]))

    assert keys
    assert keys <= {column.key for table in tables for column in table.columns}
