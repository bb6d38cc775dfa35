"""The safety checks find what could harm a reader, and nothing else."""

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
from acucontent.quality.readability import find_units
from acucontent.quality.subject import RenderedText, Subject
from acucontent.registry import discover
from tests import factories as make

TODAY = datetime.date(2030, 1, 1)
SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences_of_safety.yaml").read_text(encoding="utf-8"))
SET = "Call 911. Blue lips. Hiccups for more than two days. Your mouth is full. Swallow first."
"""The text that every finished file of the tiny guide must contain."""
BY_CODE = {check.code: check for check in CHECKS}


def find_problems(code: str, guide: Guide, *finished: RenderedText) -> list[Found]:
    """Return what one check finds in a guide."""
    return list(BY_CODE[code].find(Subject(guide, TODAY, finished)))


def list_cases(kind: str) -> list[tuple[str, str]]:
    """Return each sentence of a kind with the code of its check."""
    return [(code, text) for code, sentences in SENTENCES.items() for text in sentences[kind]]


@pytest.mark.parametrize(("code", "text"), list_cases("stated"))
def test_a_harmful_sentence_is_found(code: str, text: str) -> None:
    """Each sentence is found, and the finding quotes its words."""
    guide = make.make_guide(summary=text)

    one, *_ = find_problems(code, guide)

    assert one.path == "summary"
    assert one.words
    assert one.words in text


@pytest.mark.parametrize(("code", "text"), list_cases("sound"))
def test_a_harmless_sentence_is_no_finding(code: str, text: str) -> None:
    """A negation, a warning, a question or a report with the same words is no finding."""
    assert find_problems(code, make.make_guide(summary=text)) == []


@pytest.mark.parametrize("region", ["US", "GB"])
def test_a_document_without_a_sign_is_found_for_its_region(region: str) -> None:
    """A sign that is missing from one handout of one region is found, and the message names the region."""
    regions = [{"code": code, "name": code, "emergency_number": "112"} for code in ("US", "GB")]
    subject = Subject(make.make_guide(regions=regions), TODAY)
    for edition in subject.editions:
        if edition.region.code == region:
            kept = tuple(one for one in edition.document.sections if one.role != "safety")
            edition.__dict__["document"] = replace(edition.document, sections=kept)

    messages = {one.path: one.message for one in BY_CODE["S101"].find(subject)}

    assert set(messages) == {
        "regions",
        "risks.precautions.full-mouth.situation",
        "risks.red_flags.blue-lips.sign",
        "risks.red_flags.two-days.sign",
    }
    assert all(message.endswith(f"complete ({region}).") for message in messages.values())


def test_a_sign_in_the_wrong_callout_is_missing() -> None:
    """An emergency sign that a document shows only as urgent is reported as missing."""
    subject = Subject(make.make_guide(), TODAY)
    (edition,) = subject.editions
    safety = next(one for one in edition.document.sections if one.role == "safety")
    moved = replace(safety, blocks=tuple(_swap_kind(block) for block in safety.blocks))
    edition.__dict__["document"] = replace(edition.document, sections=(moved,))

    assert {one.path for one in BY_CODE["S101"].find(subject)} >= {"risks.red_flags.blue-lips.sign"}


def test_a_sign_for_a_doctor_soon_is_proved_like_the_others() -> None:
    """The third urgency has its own box in the safety section; a file or a document without its sign is reported."""
    flags = [make.make_red_flag(), make.make_red_flag(id="soon", sign="Hiccups most days", urgency="soon")]
    guide = make.make_guide(risks=make.make_risks(red_flags=flags))
    subject = Subject(guide, TODAY)
    (edition,) = subject.editions
    safety = next(one for one in edition.document.sections if one.role == "safety")
    boxes = {block.kind: block for block in safety.blocks if isinstance(block, Callout)}
    text = " ".join(find_units(safety)).replace("Hiccups most days", "")

    assert list(boxes) == ["emergency", "soon", "caution"]
    assert [one.path for one in find_problems("S102", guide, RenderedText(edition, "text", (text,)))] == [
        "risks.red_flags.soon.sign"
    ]
    others = replace(safety, blocks=tuple(block for block in safety.blocks if block != boxes["soon"]))
    edition.__dict__["document"] = replace(edition.document, sections=(others,))
    assert [one.path for one in BY_CODE["S101"].find(subject)] == ["risks.red_flags.soon.sign"]


def test_an_unused_urgency_has_no_box() -> None:
    """A guide without a sign of the third urgency has only the boxes that it had."""
    (edition,) = Subject(make.make_guide(), TODAY).editions

    assert not any(isinstance(block, Callout) and block.kind == "soon" for block in edition.document.walk_blocks())


def _swap_kind(block: Block) -> Block:
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
    """Only the file that lost a sign, a situation, its advice or the number is named."""
    guide = make.make_guide()
    edition = Edition.of(guide)

    problems = find_problems(
        "S102", guide, RenderedText(edition, "pdf", (SET,)), RenderedText(edition, "text", (SET.replace(lost, "…"),))
    )

    assert [one.path for one in problems] == [path]
    assert problems[0].message.endswith("complete (US, text).")


def test_words_in_another_layout_are_not_missing() -> None:
    """Capitals, hyphens at the end of a line, bullets and note marks do not matter."""
    guide = make.make_guide()
    otherwise = (
        SET.replace("Blue lips", "BLUE LIPS¹").replace("Hiccups", "• Hic- cups").replace(". Swallow", ".[2] Swallow")
    )

    assert otherwise.count("BLUE LIPS") == otherwise.count("Hic- cups") == otherwise.count("[2]") == 1
    assert find_problems("S102", guide, RenderedText(Edition.of(guide), "pdf", (otherwise,))) == []


def test_the_shipped_guide_has_every_warning_in_every_file(back_pain: Guide) -> None:
    """Each handout of each region contains each sign, and so do the text files of the handouts."""
    subject = Subject(back_pain, TODAY)
    render = discover()["text"]
    files = [
        RenderedText(edition, "text", (render.export(edition, render.options()).data.decode(),))
        for edition in subject.handout_editions
    ]

    assert list(BY_CODE["S101"].find(subject)) == []
    assert find_problems("S102", back_pain, *files) == []
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
    """A position beside the spine and above the last rib lies over a lung; the midline and the low back do not."""
    diagram = {"view": "back", "x": 0.05, "y": 0.7, "tolerance": 0.02, "more": more}
    own = {"code": "OTHER-POINT", "names": {"pinyin": "Any Name"}, "citations": ["hum1999"]}
    point = make.make_acupoint(region=region, diagram=diagram, **own)
    guide = make.make_guide(acupoints=[point], maps=[])

    assert bool(find_problems("S120", guide)) == cautioned


@pytest.mark.parametrize(("code", "cautioned"), [("BL13", True), ("LU1", True), ("CV17", False), ("GB8", False)])
def test_a_who_point_over_a_lung_is_known(code: str, cautioned: bool) -> None:
    """A point needs its caution by the WHO lists, also if it has no position; the head and the midline need none."""
    words = {"place": "Here.", "traditional_use": "For pain.", "pregnancy": "none found"}
    point = make.make_acupoint(**dict.fromkeys(("names", "kind", "location", "region", "diagram")), code=code, **words)

    assert bool(find_problems("S120", make.make_guide(acupoints=[point], maps=[]))) == cautioned


def test_conduct_in_the_warning_signs_is_not_advice() -> None:
    """'They say: stop your medicine' is a warning in the list of warning signs, and advice elsewhere."""
    text = "They say: stop your medicine."
    signs = make.make_practitioners(warning_signs=[{"id": "stop", "text": text}])

    assert find_problems("S110", make.make_guide(practitioners=signs)) == []
    assert find_problems("S110", make.make_guide(summary=text))


def test_an_unsupported_language_is_reported_once() -> None:
    """If a language has no phrases, one finding reports that."""
    guide = make.make_guide(language="de-DE", summary="Stop your medicine.")

    assert [one.path for one in find_problems("S100", guide)] == ["language"]
    assert find_problems("S100", make.make_guide()) == []
