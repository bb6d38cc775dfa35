"""Proof that every red flag and every situation to avoid reaches the reader of every sheet, page and file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from acucontent.document.blocks import Callout
from acucontent.edition import Edition
from acucontent.model import prose
from acucontent.model.guide import Guide
from acucontent.model.prose import Prose
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.safety.sentences import judged, safety_phrases
from acucontent.quality.phrases import quoted
from acucontent.quality.reading import units
from acucontent.quality.subject import Finished, Subject, letters

_NAMED = 3
"""How many of the editions that lack something are named."""


@dataclass(frozen=True)
class _Must:
    """Something that must stand in every edition."""

    path: str
    name: str
    texts: tuple[str, ...]
    callout: str
    """The kind of the box of the safety section in which it belongs."""

    def missing(self, holds: Callable[[str], bool]) -> bool:
        return not all(map(holds, self.texts))


def _musts(guide: Guide, number: str) -> Iterator[_Must]:
    """All that must reach the reader in a region with this emergency number."""
    for flag in guide.risks.red_flags:
        yield _Must(f"risks.red_flags.{flag.id}.sign", flag.sign, (flag.sign,), flag.urgency)
    for one in guide.risks.to_avoid:
        texts = (one.situation, *_chunks(one.advice))
        yield _Must(f"risks.precautions.{one.id}.situation", one.situation, texts, "caution")
    if any(flag.urgency == "emergency" for flag in guide.risks.red_flags):
        yield _Must("regions", f"the emergency number {number}", (number,), "emergency")


def _chunks(text: Prose) -> Iterator[str]:
    """The words of prose between its citations and links, where marks and page numbers can come in print."""
    run: list[str] = []
    for inline in (*prose.walk_inlines(text.blocks), prose.Citation(())):
        match inline:
            case prose.Words(words):
                run.append(words)
            case prose.Strong() | prose.Emphasis():
                pass
            case _:
                yield "".join(run)
                run = []


def _missing_from_documents(subject: Subject) -> Iterator[Found]:
    """What a composed document leaves out, or shows in the wrong box of its safety section."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for edition in subject.editions:
        shown = _boxes(edition)
        for must in _musts(subject.guide, edition.region.emergency_number):
            if must.missing(_holder(shown.get(must.callout, ""))):
                lacking.setdefault((must.path, must.name), []).append(f"{edition.handout.id} ({edition.region.code})")
    for (path, name), editions in lacking.items():
        yield Found(path, f"{quoted(name)} is missing from the safety section of {_listed(editions)}.")


def _boxes(edition: Edition) -> dict[str, str]:
    """The letters of each box of the document's safety section, by its kind."""
    boxes = (
        block
        for section in edition.document.sections
        if section.role == "safety"
        for block in section.blocks
        if isinstance(block, Callout)
    )
    return {box.kind: letters(" ".join(units(box))) for box in boxes}


def _holder(words: str) -> Callable[[str], bool]:
    """Tells whether a text stands in words that are letters alone."""
    return lambda text: letters(text) in words


def _missing_from_files(subject: Subject) -> Iterator[Found]:
    """What the words taken out of a finished file lack."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for file in subject.finished:
        for must in _musts(subject.guide, file.edition.region.emergency_number):
            if must.missing(file.holds):
                lacking.setdefault((must.path, must.name), []).append(_file(file))
    for (path, name), files in lacking.items():
        yield Found(path, f"{quoted(name)} is missing from the words of {_listed(files)}.")


def _file(file: Finished) -> str:
    return f"{file.edition.handout.id} ({file.edition.region.code}, {file.format})"


def _listed(names: list[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _no_emergency(subject: Subject) -> Iterator[Found]:
    if not any(flag.urgency == "emergency" for flag in subject.guide.risks.red_flags):
        yield Found(
            "risks.red_flags", "No red flag is an emergency, so no sheet gives the emergency number of its region."
        )


def _foreign_number(subject: Subject) -> Iterator[Found]:
    """A number that one region dials, in words that the readers of all regions see."""
    phrases = safety_phrases("calls-a-number", subject.guide.language)
    regions: dict[str, list[str]] = {}
    for region in subject.guide.regions:
        regions.setdefault(region.emergency_number, []).append(region.name)
    if judged(subject) is None or phrases is None or len(regions) == 1:
        return
    for passage in subject.passages:
        for sentence in passage.sentences:
            for number, names in regions.items():
                called = next((one for one in phrases.found(sentence) if _dials(sentence[one.end() :], number)), None)
                if called and not any(name in sentence for name in names):
                    told = f"{quoted(sentence)} gives the number of {names[0]} to the readers of every region."
                    yield Found(passage.path, told, sentence[called.start() : called.end()] + number)


def _dials(after: str, number: str) -> bool:
    return bool(re.match(rf"{re.escape(number)}(?!\d)", after))


CHECKS = (
    Check(
        code="S101",
        title="A red flag or a situation to avoid is missing from a document",
        severity="error",
        why="A reader may hold one sheet only; a sign that is not on it comes too late to them.",
        fix="Keep the safety section whole: every handout of every region must carry each sign under its urgency.",
        source="This program's own promise. CDC Clear Communication Index, item 10: the most important comes first.",
        find=_missing_from_documents,
    ),
    Check(
        code="S102",
        title="A red flag or a situation to avoid is missing from a finished file",
        severity="error",
        why="What was composed can still be lost on paper or screen; only the file's own words prove that it was not.",
        fix="Open the file at its safety section, and fix the exporter or the text that it cannot show.",
        source="This program's own promise, proved from what a reader's program takes out of the file.",
        find=_missing_from_files,
        finished=True,
    ),
    Check(
        code="S103",
        title="No red flag is an emergency",
        severity="error",
        why="Nerves trapped at the base of the spine cannot wait, and a reader must know whom to call.",
        fix="Give the signs that cannot wait `urgency: emergency`.",
        source="Norfolk & Waveney Community NHS and other NHS warning lists for cauda equina: emergency department.",
        find=_no_emergency,
    ),
    Check(
        code="S104",
        title="A sentence gives the emergency number of one region to all",
        severity="error",
        why="A reader who dials another country's number loses minutes.",
        fix="Say 'get emergency help now': every sheet prints the number of its own region.",
        source="ITU-T E.161.1, guidelines to select an emergency number: they differ from country to country.",
        find=_foreign_number,
    ),
)
