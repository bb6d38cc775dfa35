"""Whether a sheet shows both sides, harms beside benefits and bodies that disagree, in numbers that can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from acucontent.document.blocks import Section
from acucontent.document.traversal import walk_blocks
from acucontent.edition import Edition
from acucontent.model.evidence import Recommendation
from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.evidence.words import evidence_phrases
from acucontent.quality.phrases import quoted
from acucontent.quality.reading import units
from acucontent.quality.subject import Subject

_BENEFIT_SECTIONS = ("evidence.chart", "evidence.statements", "evidence.options", "conditions", "evidence")
_HARM_SECTIONS = ("risks.effects", "evidence.options")

_SIDE_BY_SIDE = ("evidence.options.", "key_points.")
"""What stands side by side on the page."""

_COMPARED = range(5, 1000)
"""Denominators that are compared with each other: '2 in 3' is an everyday share, and rare harms need larger ones."""


def _one_sided(subject: Subject) -> Iterator[Found]:
    """Sheets with benefits and without harms."""
    for edition in subject.sheets:
        shown = {section.id for section in _sections(edition)}
        harms = any(_under(path, _HARM_SECTIONS) for path in shown) or _harm_findings(subject.guide) & shown
        for index, path in enumerate(edition.handout.include) if not harms else ():
            if _under(path, _BENEFIT_SECTIONS):
                told = f"Handout '{edition.handout.id}' shows what may get better ({path}) and no unwanted effects."
                yield Found(f"handouts.{edition.handout.id}.include.{index}", told, path)
                break


def _sections(edition: Edition) -> Iterator[Section]:
    return (block for block in walk_blocks(edition.document.sections) if isinstance(block, Section))


def _under(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(f"{root}.") for root in roots)


def _harm_findings(guide: Guide) -> set[str]:
    return {f"evidence.statements.{one.id}" for one in guide.evidence.statements if one.about == "harm"}


def _one_voice(subject: Subject) -> Iterator[Found]:
    """Sheets that name a body in favor and none against, where the guide knows of both."""
    favor, against = _sides(subject.guide)
    for edition in subject.sheets if favor and against else ():
        words = " ".join(unit for section in edition.document.sections for unit in units(section))
        named = [name for one in favor for name in _names(one) if _stands(name, words)]
        if named and not any(_stands(name, words) for one in against for name in _names(one)):
            told = (
                f"Handout '{edition.handout.id}' names {named[0]}, which is in favor, "
                f"and not {against[0].body}, which is not."
            )
            yield Found(_where(subject, edition, named[0]), told, named[0])


def _sides(guide: Guide) -> tuple[list[Recommendation], list[Recommendation]]:
    """What bodies say for the treatment, and what they say against it; not what was superseded."""
    held = [one for one in guide.evidence.recommendations if one.status != "superseded"]
    return (
        [one for one in held if one.position != "not recommended"],
        [one for one in held if one.position == "not recommended"],
    )


def _names(recommendation: Recommendation) -> Iterator[str]:
    """The body's name in full, and its short name in brackets."""
    body = recommendation.body.split(",")[0]
    yield re.sub(r"\s*\([^)]*\)", "", body).strip()
    yield from re.findall(r"\(([A-Z][\w-]+)\)", body)


def _stands(name: str, words: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name)}\b", words))


def _where(subject: Subject, edition: Edition, name: str) -> str:
    """The first place of the sheet that has a name, or the sheet."""
    for passage in subject.passages:
        if _under(passage.path, edition.handout.include) and _stands(name, passage.words):
            return passage.path
    return f"handouts.{edition.handout.id}"


def _mixed_denominators(subject: Subject) -> Iterator[Found]:
    """Counts of people in one paragraph, sheet, table or list whose denominators differ; each is told once."""
    seen: set[tuple[str, str]] = set()
    for told, runs in _scopes(subject):
        counted = [(path, words, of) for path, text in runs for words, of in _counts(text, subject)]
        usual = Counter(of for _, _, of in counted).most_common(1)
        for path, words, of in counted:
            if of != usual[0][0] and (path, words) not in seen:
                seen.add((path, words))
                message = f"{quoted(words)} stands {told} counts out of {usual[0][0]}."
                yield Found(path, message, words)


def _scopes(subject: Subject) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What is read together: a paragraph, a sheet, the table of effects, the choices side by side, the main points."""
    for passage in subject.passages:
        if not passage.path.startswith(_SIDE_BY_SIDE):
            yield from (("in one paragraph with", [(passage.path, run.words)]) for run in passage.runs)
    for handout in subject.guide.handouts[1:]:
        shown = (one for one in subject.passages if _under(one.path, handout.include))
        yield f"on the sheet '{handout.id}' with", [(one.path, run.words) for one in shown for run in one.runs]
    effects = subject.guide.risks.effects
    rates = ((f"risks.effects.{one.id}.rate.of", one.rate) for one in effects if one.rate is not None)
    yield "in the table of effects with", [(path, f"{rate.count:g} in {rate.of}") for path, rate in rates]
    for root in _SIDE_BY_SIDE:
        together = [
            (passage.path, run.words)
            for passage in subject.passages
            for run in passage.runs
            if passage.path.startswith(root)
        ]
        yield "side by side with", together


def _counts(text: str, subject: Subject) -> Iterator[tuple[str, int]]:
    """Each '9 in 100' of a text with its denominator, where that is small."""
    for match in evidence_phrases("natural-frequency", subject.guide.language).found(text):
        of = int(match.group("of").replace(",", ""))
        if of in _COMPARED:
            yield match.group(), of


CHECKS = (
    Check(
        code="E116",
        title="A handout shows benefits and no harms",
        severity="error",
        why="Someone who sees only what may get better cannot choose.",
        fix="Include `risks.effects` or `evidence.options` in the handout, or leave the benefits out.",
        source="IPDASi v4, items 5 to 8. CDC Clear Communication Index, item 19: risks and benefits.",
        find=_one_sided,
    ),
    Check(
        code="E117",
        title="A handout shows one side of a disagreement",
        severity="warning",
        why="Where expert bodies disagree, naming only those in favor makes it look settled.",
        fix="Name a body that advises against it too, or include `evidence.recommendations`.",
        source="DISCERN, questions 6 and 8: balanced and unbiased, areas of uncertainty.",
        find=_one_voice,
    ),
    Check(
        code="E118",
        title="Counts of people have different denominators",
        severity="warning",
        why="Many readers take 1 in 13 for more than 1 in 10; they compare the numbers that they see.",
        fix="Give both out of 100 (or both out of 1,000).",
        source="IPDASi v4, item 13: the same denominator. CDC Clear Communication Index, items 15 to 17.",
        find=_mixed_denominators,
    ),
)
