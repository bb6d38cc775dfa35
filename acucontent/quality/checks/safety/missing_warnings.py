"""Check that every document and every finished file contains each red flag and each situation to avoid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from acucontent.document.blocks import Callout
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.safety.sentences import get_grammar, get_safety_phrases
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import split_at_links
from acucontent.quality.phrases import quote_sentence
from acucontent.quality.readability import find_units
from acucontent.quality.subject import RenderedText, Subject, normalize_letters

_MOST_NAMED = 3
"""The most documents or files that one message names."""


@dataclass(frozen=True)
class _Warning:
    """A warning that every edition must contain."""

    path: str
    name: str
    texts: tuple[str, ...]
    short: str | None
    """The short form, which a sheet or decision aid can contain instead."""
    callout: str
    """The kind of callout in the safety section that must contain it."""

    def is_missing(self, contains: Callable[[str], bool], *, is_volume: bool) -> bool:
        has_short = self.short is not None and not is_volume and contains(self.short)
        return not (has_short or all(map(contains, self.texts)))


def _list_warnings(guide: Guide, number: str) -> Iterator[_Warning]:
    """Yield the warnings that must reach every reader in a region with this emergency number."""
    for flag in guide.risks.red_flags:
        yield _Warning(f"risks.red_flags.{flag.id}.sign", flag.sign, (flag.sign,), flag.short, flag.urgency)
    for one in guide.risks.to_avoid:
        texts = (one.situation, *split_at_links(one.advice))
        yield _Warning(f"risks.precautions.{one.id}.situation", one.situation, texts, one.short, "caution")
    if any(flag.urgency == "emergency" for flag in guide.risks.red_flags):
        yield _Warning("regions", f"the emergency number {number}", (number,), None, "emergency")


def _find_missing_in_documents(subject: Subject) -> Iterator[Found]:
    """Find warnings that a document omits, or shows in the wrong callout of its safety section."""
    missing: dict[tuple[str, str], list[str]] = {}
    for edition in subject.editions:
        callouts = _extract_callouts(edition)
        guide = subject.spell_guide(edition.region.code)
        for warning in _list_warnings(guide, edition.region.emergency_number):
            has_text = _make_matcher(callouts.get(warning.callout, ""))
            if warning.is_missing(has_text, is_volume=edition.handout.is_volume):
                missing.setdefault((warning.path, warning.name), []).append(
                    f"{edition.handout.id} ({edition.region.code})"
                )
    for (path, name), editions in missing.items():
        yield Found(path, f"{quote_sentence(name)} is missing from the safety section of {_format_names(editions)}.")


def _extract_callouts(edition: Edition) -> dict[str, str]:
    """Return the letters and digits of each callout in the safety section, by its kind."""
    callouts = (
        block
        for section in edition.document.sections
        if section.role == "safety"
        for block in section.blocks
        if isinstance(block, Callout)
    )
    return {callout.kind: normalize_letters(" ".join(find_units(callout))) for callout in callouts}


def _make_matcher(words: str) -> Callable[[str], bool]:
    """Return a function that checks whether words, given as letters and digits alone, contain a text."""
    return lambda text: normalize_letters(text) in words


def _find_missing_in_files(subject: Subject) -> Iterator[Found]:
    """Find warnings that are missing from the text extracted from a finished file, and files without any warning."""
    missing: dict[tuple[str, str], list[str]] = {}
    without: list[str] = []
    for file in subject.rendered_texts:
        region = file.edition.region
        warnings = tuple(_list_warnings(subject.spell_guide(region.code), region.emergency_number))
        lost = [
            warning
            for warning in warnings
            if warning.is_missing(file.contains, is_volume=file.edition.handout.is_volume)
        ]
        if len(lost) == len(warnings) > 1:
            without.append(_describe_file(file))
            continue
        for warning in lost:
            missing.setdefault((warning.path, warning.name), []).append(_describe_file(file))
    if without:
        yield Found(
            "risks", f"Every red flag and situation to avoid is missing from the text of {_format_names(without)}."
        )
    for (path, name), files in missing.items():
        yield Found(path, f"{quote_sentence(name)} is missing from the text of {_format_names(files)}.")


def _describe_file(file: RenderedText) -> str:
    return f"{file.edition.handout.id} ({file.edition.region.code}, {file.format})"


def _format_names(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _find_missing_emergency(subject: Subject) -> Iterator[Found]:
    if not any(flag.urgency == "emergency" for flag in subject.guide.risks.red_flags):
        yield Found(
            "risks.red_flags", "No red flag is an emergency, so no handout gives the emergency number of its region."
        )


def _find_foreign_number(subject: Subject) -> Iterator[Found]:
    """Find the emergency number of one region in text that readers of all regions see."""
    phrases = get_safety_phrases("calls-a-number", subject.guide.language)
    regions: dict[str, list[str]] = {}
    for region in subject.guide.regions:
        regions.setdefault(region.emergency_number, []).append(region.name)
    if get_grammar(subject) is None or phrases is None or len(regions) == 1:
        return
    for passage in subject.passages:
        for sentence in passage.sentences:
            for number, names in regions.items():
                called = next(
                    (one for one in phrases.find_matches(sentence) if _has_number(sentence[one.end :], number)), None
                )
                if called and not any(name in sentence for name in names):
                    message = (
                        f"{quote_sentence(sentence)} gives the number of {names[0]} to the readers of every region."
                    )
                    yield Found(passage.path, message, sentence[called.start : called.end] + number)


def _has_number(after: str, number: str) -> bool:
    return bool(re.match(rf"{re.escape(number)}(?!\d)", after))


CHECKS = (
    Check(
        code="S101",
        title="A red flag or a situation to avoid is missing from a document",
        severity="error",
        why="A reader may have only this handout, and will not see a warning that it lacks.",
        fix="Keep the safety section complete: every handout for every region must show each sign under its urgency.",
        source="A promise of this program. CDC Clear Communication Index, item 10: the most important comes first.",
        find=_find_missing_in_documents,
    ),
    Check(
        code="S102",
        title="A red flag or a situation to avoid is missing from a finished file",
        severity="error",
        why="A warning can be lost when a file is made; only the text of the finished file proves that it is there.",
        fix="Look at the safety section of the file, and fix the exporter or the text that it cannot show.",
        source="A promise of this program, verified in the text that other programs extract from the file.",
        find=_find_missing_in_files,
        needs_rendered_files=True,
    ),
    Check(
        code="S103",
        title="No red flag is an emergency",
        severity="error",
        why="Some signs need emergency care at once, and readers cannot tell which unless the guide says so.",
        fix="Set `urgency: emergency` for the signs that cannot wait.",
        source="Norfolk & Waveney Community NHS and other NHS warning lists for cauda equina: emergency department.",
        find=_find_missing_emergency,
    ),
    Check(
        code="S104",
        languages=ENGLISH,
        title="A sentence gives all readers the emergency number of one region",
        severity="error",
        why="A reader who dials the number of another country loses time.",
        fix="Say 'get emergency help now': every handout prints the number of its own region.",
        source="ITU-T E.161.1, guidelines to select an emergency number: they differ from country to country.",
        find=_find_foreign_number,
    ),
)
