"""A decision aid with some options is made again with the same options, and a false list of them is noticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from acucontent import CannotBeCompared, Changed, GuideSource, Registry, Unchanged, discover, export, verify
from acucontent.data_blocks import read_data_block
from acucontent.identity import IDENTITY
from acucontent.verification.answers import Answer
from tests.factories import make_guide, make_handout

GUIDE = make_guide(handouts=[make_handout(), make_handout(id="aid", kind="decision aid", include=["decision"])])
SELECTED = ["wait", "hum"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Install a guide with a decision aid."""
    file = tmp_path_factory.mktemp("guides") / "hiccups.json"
    file.write_bytes(export(GUIDE, "json"))
    return Registry(exporters=discover().exporters, guides={"hiccups": GuideSource("hiccups", file)})


@pytest.mark.parametrize("name", ["pdf", "epub", "html"])
def test_an_untouched_aid_is_unchanged(name: str, tmp_path: Path, installed: Registry) -> None:
    """It embeds its options in the order of the guide, and every byte is equal."""
    (tmp_path / "file").write_bytes(export(GUIDE, name, handout="aid", decision_options=SELECTED))

    verdict = verify(tmp_path / "file", registry=installed)

    assert verdict.answer == Unchanged("byte for byte")
    assert verdict.identity.decision_options == ("hum", "wait")


FORGED: dict[str, tuple[Any, type[Answer], str]] = {
    "other options": (["water", "wait"], Changed, "expected"),
    "all by default": ([], Changed, "This sheet shows"),
    "all by name": (["hum", "water", "wait"], Changed, "decision_options"),
    "another order": (["wait", "hum"], Changed, "decision_options"),
    "unknown": (["hum", "sing"], CannotBeCompared, "Unknown decision option 'sing'"),
    "unbalanced": (["hum", "water"], CannotBeCompared, "IPDAS"),
    "one": (["wait"], CannotBeCompared, "at least 2 options"),
}


@pytest.mark.parametrize(("options", "kind", "words"), FORGED.values(), ids=FORGED)
def test_a_false_list_is_noticed(
    options: list[str], kind: type[Answer], words: str, tmp_path: Path, installed: Registry
) -> None:
    """No list of options that a file claims is believed, and an invalid one is an answer, not a crash."""
    page = export(GUIDE, "html", handout="aid", decision_options=SELECTED)
    identity = read_data_block(page, IDENTITY)
    forged = json.dumps(json.loads(identity) | {"decision_options": options}).encode()
    assert identity in page
    (tmp_path / "file").write_bytes(page.replace(identity, forged))

    answer = verify(tmp_path / "file", registry=installed).answer

    assert isinstance(answer, kind)
    assert words in str(answer)
