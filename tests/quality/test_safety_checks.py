"""The safety checks find what endangers a reader, and nothing else."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from acucontent.document.blocks import Block, Callout
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.check import Found
from acucontent.quality.checks.safety import CHECKS
from acucontent.quality.subject import Finished, Subject
from acucontent.registry import discover
from tests import factories as make

TODAY = datetime.date(2030, 1, 1)
SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences_of_safety.yaml").read_text(encoding="utf-8"))
SET = "Call 911. Blue lips. Hiccups for more than two days. Your mouth is full. Swallow first."
"""What a finished file of the tiny guide must say at the least."""
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


@pytest.mark.parametrize("region", ["US", "GB"])
def test_a_document_without_a_sign_is_found_for_its_region(region: str) -> None:
    """One sheet of one region that lacks a sign is enough, and it is named."""
    regions = [{"code": code, "name": code, "emergency_number": "112"} for code in ("US", "GB")]
    subject = Subject(make.make_guide(regions=regions), TODAY)
    for edition in subject.editions:
        if edition.region.code == region:
            kept = tuple(one for one in edition.document.sections if one.role != "safety")
            edition.__dict__["document"] = replace(edition.document, sections=kept)

    told = {one.path: one.message for one in BY_CODE["S101"].find(subject)}

    assert set(told) == {
        "regions",
        "risks.precautions.full-mouth.situation",
        "risks.red_flags.blue-lips.sign",
        "risks.red_flags.two-days.sign",
    }
    assert all(message.endswith(f"complete ({region}).") for message in told.values())


def test_a_sign_in_the_wrong_box_is_missing() -> None:
    """An emergency that a document shows as merely urgent is not there for the reader."""
    subject = Subject(make.make_guide(), TODAY)
    (edition,) = subject.editions
    safety = next(one for one in edition.document.sections if one.role == "safety")
    moved = replace(safety, blocks=tuple(_swapped(block) for block in safety.blocks))
    edition.__dict__["document"] = replace(edition.document, sections=(moved,))

    assert {one.path for one in BY_CODE["S101"].find(subject)} >= {"risks.red_flags.blue-lips.sign"}


def _swapped(block: Block) -> Block:
    if not isinstance(block, Callout) or block.kind == "caution":
        return block
    return replace(block, kind="urgent" if block.kind == "emergency" else "emergency")


@pytest.mark.parametrize(
    ("lost", "path"),
    [
        ("Blue lips", "risks.red_flags.blue-lips.sign"),
        ("Your mouth is full", "risks.precautions.full-mouth.situation"),
        ("Swallow first", "risks.precautions.full-mouth.situation"),
        ("911", "regions"),
    ],
)
def test_words_lost_from_a_finished_file_are_found(lost: str, path: str) -> None:
    """A file that lost a sign, a situation, its advice or the number is named, and no other."""
    guide = make.make_guide()
    edition = Edition.of(guide)

    told = found("S102", guide, Finished(edition, "pdf", SET), Finished(edition, "text", SET.replace(lost, "…")))

    assert [one.path for one in told] == [path]
    assert told[0].message.endswith("complete (US, text).")


def test_words_set_otherwise_are_not_lost() -> None:
    """Capitals, hyphens at the end of a line, bullets and marks of notes take no word away."""
    guide = make.make_guide()
    otherwise = (
        SET.replace("Blue lips", "BLUE LIPS¹").replace("Hiccups", "• Hic- cups").replace(". Swallow", ".[2] Swallow")
    )

    assert otherwise.count("BLUE LIPS") == otherwise.count("Hic- cups") == otherwise.count("[2]") == 1
    assert found("S102", guide, Finished(Edition.of(guide), "pdf", otherwise)) == []


def test_the_shipped_guide_carries_every_warning_everywhere(back_pain: Guide) -> None:
    """Each sheet of each region holds each sign, and text files of the sheets hold them too."""
    subject = Subject(back_pain, TODAY)
    render = discover()["text"]
    files = [
        Finished(edition, "text", render.export(edition, render.options()).data.decode()) for edition in subject.sheets
    ]

    assert list(BY_CODE["S101"].find(subject)) == []
    assert found("S102", back_pain, *files) == []
    assert len(subject.editions) == len(back_pain.handouts) * len(back_pain.regions)


@pytest.mark.parametrize(
    ("region", "more", "cautioned"),
    [
        ("shoulder", [], True),
        ("back", [{"x": 0.05, "y": 0.25}], True),
        ("back", [{"x": 0.0, "y": 0.25}], False),
        ("back", [{"x": 0.05, "y": 0.36}], False),
        ("knee and lower leg", [{"x": 0.05, "y": 0.25}], False),
    ],
)
def test_points_over_a_lung_need_their_caution(region: str, more: list[dict[str, float]], cautioned: bool) -> None:
    """Any spot beside the spine and above the last rib lies over a lung; the midline and the low back do not."""
    diagram = {"view": "back", "x": 0.05, "y": 0.7, "tolerance": 0.02, "more": more}
    point = make.make_acupoint(region=region, diagram=diagram)

    assert bool(found("S120", make.make_guide(acupoints=[point]))) == cautioned


def test_conduct_among_the_warning_signs_is_no_advice() -> None:
    """'They tell you to stop a medicine' is a warning there, and would be none elsewhere."""
    said = "They say: stop your medicine."
    signs = make.make_practitioners(warning_signs=[{"id": "stop", "text": said}])

    assert found("S110", make.make_guide(practitioners=signs)) == []
    assert found("S110", make.make_guide(summary=said))


def test_a_language_without_a_list_is_told_once() -> None:
    """Where no phrases are listed, the check says so instead of finding nothing."""
    guide = make.make_guide(language="de-DE", summary="Stop your medicine.")

    assert [one.path for one in found("S100", guide)] == ["language"]
    assert [check.code for check in CHECKS if check.code in SENTENCES and found(check.code, guide)] == []
    assert found("S100", make.make_guide()) == []
