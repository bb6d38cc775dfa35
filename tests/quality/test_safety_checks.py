"""The safety checks find what endangers a reader, and nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.safety import CHECKS
from acucontent.quality.subject import Finished, Subject
from tests import factories as make

TODAY = datetime.date(2030, 1, 1)
SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences_of_safety.yaml").read_text(encoding="utf-8"))
BY_CODE = {check.code: check for check in CHECKS}


def found(code: str, guide: Guide, *finished: Finished) -> list[Found]:
    """What one check finds in a guide."""
    return list(BY_CODE[code].find(Subject(guide, TODAY, finished)))


def cases(kind: str) -> list[tuple[str, str]]:
    """Each sentence of a kind with the code that judges it."""
    return [(code, text) for code, held in SENTENCES.items() for text in held[kind]]


@pytest.mark.parametrize(("code", "text"), cases("stated"))
def test_what_endangers_a_reader_is_found(code: str, text: str) -> None:
    """Each sentence is found, and its words are told."""
    guide = make.make_guide(summary=text)

    one, *_ = found(code, guide)

    assert one.path == "summary"
    assert one.words
    assert one.words in text


@pytest.mark.parametrize(("code", "text"), cases("sound"))
def test_what_warns_a_reader_is_left_alone(code: str, text: str) -> None:
    """A denial, a warning, a question or a report of the same words is no finding."""
    assert found(code, make.make_guide(summary=text)) == []
