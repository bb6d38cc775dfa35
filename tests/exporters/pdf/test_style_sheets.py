"""The style sheets select by role, key and class."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from acucontent import Edition, Guide
from acucontent.document.blocks import Table
from tests.shipped import load_shipped

STYLES = {path.name: path.read_text("utf-8") for path in files("acucontent_pdf").joinpath("css").iterdir()}


def list_selectors(style: str) -> list[str]:
    """Return the selectors of a style sheet without comments and strings."""
    bare = re.sub(r'/\*.*?\*/|"[^"]*"', "", style, flags=re.DOTALL)
    return re.findall(r"[^{};]+(?={)", bare)


@pytest.mark.parametrize("name", STYLES)
def test_no_style_is_for_one_guide(name: str) -> None:
    """A style selects no id, except those of the parts of a decision aid, which every guide's aid has."""
    selectors = list_selectors(STYLES[name])
    selected = set(re.findall(r'\[id="([^"]+)"\]', STYLES[name]))
    aids = [Edition.of(load_shipped(guide), "evidence").document for guide in ("back-pain", "migraine")]

    assert selectors
    assert not any("#" in selector for selector in selectors)
    assert not selected or name.startswith("decision")
    assert all(selected <= set(aid.walk_ids()) for aid in aids)


@pytest.mark.parametrize("name", ["booklet.css"])
def test_selected_columns_exist(name: str, back_pain: Guide) -> None:
    """Each key that a style sheet selects is the key of a column."""
    documents = [Edition.of(back_pain, volume).document for volume in ("complete", "reference")]
    tables = [block for document in documents for block in document.walk_blocks() if isinstance(block, Table)]
    keys = set(re.findall(r'\[data-key="(\w+)"\]', STYLES[name]))

    assert keys
    assert keys <= {column.key for table in tables for column in table.columns}
