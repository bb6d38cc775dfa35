"""The export of a reference manager is the references of a guide as it is."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from acucontent import GuideProblems
from acucontent.cli.new import render_guide_template
from acucontent.reading import read_guide
from acucontent.reading.collected_problems import IgnoredKeys

ARTICLE = {
    "id": "http://zotero.org/users/12/items/AB12",
    "citation-key": "example-study",
    "type": "article-journal",
    "title": "Needles",
    "author": [{"family": "Berg", "given": "Ada", "non-dropping-particle": "van den", "parse-names": True}],
    "issued": {"date-parts": [["2020", 5]]},
    "checked": {"how": "unchecked"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a guide without references."""
    for name, content in render_guide_template("demo", datetime.date(2026, 1, 1)).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "references.yaml").unlink()
    return tmp_path


def _write(folder: Path, content: Any, name: str = "references.json") -> None:
    (folder / name).write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("wrapper", [None, "references", "items"])
@pytest.mark.parametrize("name", ["references.json", "references.yaml"])
def test_an_export_is_read(folder: Path, name: str, wrapper: str | None) -> None:
    """The list may be wrapped, and is cited by the citation keys of Better BibTeX."""
    _write(folder, {wrapper: [ARTICLE]} if wrapper else [ARTICLE], name)

    (reference,) = read_guide_quietly(folder).references

    assert (reference.id, reference.author[0].non_dropping_particle) == ("example-study", "van den")


def read_guide_quietly(folder: Path) -> Any:
    """Read a guide whose references have keys that are not printed."""
    with pytest.warns(IgnoredKeys):
        return read_guide(folder)


def test_keys_that_are_not_printed_are_named_in_one_warning(folder: Path) -> None:
    """Keys of CSL and of plugins are passed over, and the file and the keys are named."""
    _write(folder, [{**ARTICLE, "ISSN": "2049-3630", "abstract": "We looked.", "x-my-plugin": {"a": [1]}}])

    with pytest.warns(IgnoredKeys, match=r"references\.json: ignored keys .*: .*ISSN, abstract, x-my-plugin"):
        read_guide(folder)


@pytest.mark.parametrize(("key", "meant"), [("titel", "title"), ("isued", "issued"), ("publsher", "publisher")])
def test_a_misspelled_key_is_an_error(folder: Path, key: str, meant: str) -> None:
    """What was probably meant to be printed is not passed over."""
    _write(folder, [{**ARTICLE, key: "x"}])

    with pytest.raises(GuideProblems, match=f"unknown key '{key}'. Did you mean '{meant}'"):
        read_guide(folder)
