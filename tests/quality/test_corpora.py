"""Each check catches what its corpus says and passes what is near to it.

A corpus is a table in `corpora/`: `caught` must be found, `passed` must not. Most hold sentences; a check of records
holds small pieces of a guide instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from acucontent.model.guide import Guide
from acucontent.quality.checks import acucontent_checks
from acucontent.quality.passages import make_passage
from acucontent.quality.sentence_finder import SentenceFinder
from acucontent.quality.subject import Subject
from tests import factories as make
from tests.quality.single_check import TODAY

BY_CODE = {check.code: check for check in acucontent_checks()}
CORPORA = Path(__file__).parent / "corpora"
HONEST = Path(__file__).parent / "honest_sentences.yaml"
SENTENCE_CHECKS = ("E106", "S110", "S111", "S112", "S113", "S114", "S115")
FEWEST = 60
"""The fewest pieces of each sort in a corpus of a safety check."""


def load_corpus(code: str) -> dict[str, list[Any]]:
    """Return the pieces of a corpus under `caught` and `passed`."""
    corpus: dict[str, list[Any]] = yaml.safe_load((CORPORA / f"{code}.yaml").read_text(encoding="utf-8"))
    return corpus


def make_summary(sentence: str) -> Guide:
    """Return a guide whose summary is the sentence."""
    return make.make_guide(summary=sentence)


def make_flag(action: str, urgency: str = "emergency") -> Guide:
    """Return a guide with one red flag, and what to do about it."""
    return make.make_guide(risks=make.make_risks(red_flags=[make.make_red_flag(action=action, urgency=urgency)]))


def make_urgent_flag(advice: Mapping[str, str]) -> Guide:
    """Return a guide with one red flag from its urgency and what to do about it."""
    ((urgency, action),) = advice.items()
    return make_flag(action, urgency)


def make_effects(severities: Mapping[str, str]) -> Guide:
    """Return a guide with effects from their names, each with how bad it is."""
    effects = [
        make.make_effect(id=name.replace(" ", "-"), name=name, severity=severity)
        for name, severity in severities.items()
    ]
    return make.make_guide(risks=make.make_risks(effects=effects))


def make_point(place: Mapping[str, Any]) -> Guide:
    """Return a guide with one point where it is drawn, with its other spots and the kinds of its cautions.

    The point has a code of its own, because the part of the body of a WHO point is known.
    """
    more = [{"x": x, "y": y} for x, y in [place["more"]]] if "more" in place else []
    view = place.get("view", "back")
    point = make.make_acupoint(
        code="OTHER-POINT",
        names={"pinyin": "Any Name"},
        citations=["hum1999"],
        kind=place.get("kind", "bilateral"),
        region=place["region"],
        diagram={"view": view, "x": place["x"], "y": place["y"], "tolerance": 0.02, "more": more},
        cautions=[{"kind": kind, "text": "Take care."} for kind in place.get("cautions", ())],
    )
    return make.make_guide(acupoints=[point], maps=[make.make_map(points=["OTHER-POINT"])])


def make_cautions(point: Mapping[str, Any]) -> Guide:
    """Return a guide with one point, what it says of pregnancy and its cautions by kind."""
    cautions = [{"kind": kind, "text": text} for kind, text in point.get("cautions", {}).items()]
    return make.make_guide(acupoints=[make.make_acupoint(pregnancy=point["pregnancy"], cautions=cautions)])


MAKERS: dict[str, Callable[[Any], Guide]] = {
    "S116": make_flag,
    "S117": make_urgent_flag,
    "S118": make_flag,
    "S119": make_effects,
    "S120": make_point,
    "S121": make_cautions,
}
"""How a piece becomes a guide, where it is no sentence of a summary."""


def is_caught(code: str, piece: Any) -> bool:
    """Return whether the check finds anything in the piece: a sentence, or a guide made from it."""
    find = BY_CODE[code].find
    if isinstance(find, SentenceFinder):
        return any(find.find_in(make_passage("summary", piece), "en"))
    subject = Subject(MAKERS.get(code, make_summary)(piece), TODAY)
    subject.__dict__["added_passages"] = ()  # composing each guide's handouts would take most of the time
    return any(find(subject))


KNOWN_ERRORS = Path(__file__).parent / "known_errors.yaml"

CODES = sorted(path.stem for path in CORPORA.glob("*.yaml"))


@pytest.mark.parametrize("code", CODES)
def test_what_must_be_caught_is_caught(code: str) -> None:
    """No piece that breaks the rule of a check gets past it."""
    assert [piece for piece in load_corpus(code)["caught"] if not is_caught(code, piece)] == []


@pytest.mark.parametrize("code", CODES)
def test_what_must_pass_is_passed(code: str) -> None:
    """No denial, warning, question, report or honest version is taken for the thing itself."""
    assert [piece for piece in load_corpus(code)["passed"] if is_caught(code, piece)] == []


@pytest.mark.parametrize("code", CODES)
def test_a_corpus_has_enough_of_each_sort(code: str) -> None:
    """A safety check has at least 60 pieces of each sort, none of them twice."""
    corpus = load_corpus(code)

    assert min(map(len, corpus.values())) >= (FEWEST if code.startswith("S") else 45)
    assert [one for sort in corpus.values() for one in sort if sort.count(one) > 1] == []


@pytest.mark.parametrize("code", SENTENCE_CHECKS)
def test_honest_sentences_are_passed(code: str) -> None:
    """The plain sentences of an honest guide are no findings."""
    sentences: list[str] = yaml.safe_load(HONEST.read_text(encoding="utf-8"))

    assert [sentence for sentence in sentences if is_caught(code, sentence)] == []


@pytest.mark.parametrize(
    "place", ["phrases", "checks/safety/phrases", "checks/safety/meanings", "checks/evidence/phrases"]
)
def test_phrases_are_in_small_letters(place: str) -> None:
    """Sentences are compared in small letters, so a capital in a pattern would never match."""
    path = files("acucontent.quality") / f"{place}.en.yaml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]

    assert [line for line in lines if re.search(r"(?<!\\)(?<!\(\?)[A-Z]", line)] == []


def test_known_errors_are_still_errors() -> None:
    """A sentence that is judged rightly by now moves from the known errors to its corpus."""
    errors = yaml.safe_load(KNOWN_ERRORS.read_text(encoding="utf-8"))

    assert not any(is_caught(code, piece) for code, pieces in errors["passes"].items() for piece in pieces)
    assert all(is_caught(code, piece) for code, pieces in errors["is_found"].items() for piece in pieces)
