"""A guide of another distribution, with its own condition, labels and region, needs no change in the core."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

import acucontent
from acucontent.check_run import CheckRun, check_guide
from tests.registry.installing import KNEE_PACK, install_example

TODAY = datetime.date(2030, 1, 1)
FOREIGN = r"back pain|spine|migraine|Medicare|\bNHS\b|A&E|emergency room|US\$|[£€]|state board"
"""Words of other conditions and countries."""


@pytest.fixture
def knee(site: Path) -> acucontent.Registry:
    """Return the registry with the guide pack."""
    install_example(site, KNEE_PACK)
    return acucontent.discover()


def test_the_pack_builds_in_all_formats(knee: acucontent.Registry, tmp_path: Path) -> None:
    """Each handout is made in each format."""
    made = acucontent.build(
        knee.load("knee-pain"), knee, formats=tuple(knee), handouts=("all",), today=TODAY, out=tmp_path
    )

    names = {file.path.name for file in made}
    assert {f"knee-pain{suffix}" for suffix in (".pdf", ".epub", ".json", ".txt")} <= names
    assert {f"knee-pain-first-visit{suffix}" for suffix in (".pdf", ".epub", ".txt")} <= names


def test_the_files_speak_of_its_condition_and_country(knee: acucontent.Registry) -> None:
    """Its words for the condition, the region and the labels are in every format, and no others."""
    run = check_knee(knee)

    for file in run.subject.rendered_texts:
        assert re.findall(FOREIGN, file.words) == [], file.format
        assert file.contains("the emergency department of a hospital"), file.format
    whole = [file for file in run.subject.rendered_texts if file.format != "json" and file.edition.handout.is_volume]
    for words in ("What people with knee pain can try", "not yet shown in people with knee pain", "What ACC pays"):
        assert any(file.contains(words) for file in whole), words


def test_the_pack_has_no_undeclared_name(knee: acucontent.Registry) -> None:
    """No check of names, of warnings or of finished files finds anything."""
    assert [(one.code, one.message) for one in check_knee(knee).report.open_findings] == []


def check_knee(registry: acucontent.Registry) -> CheckRun:
    """Check the names and the warnings in the finished files of the guide pack."""
    return check_guide("knee-pain", registry, today=TODAY, select=("C110", "S101", "S102", "S105"))
