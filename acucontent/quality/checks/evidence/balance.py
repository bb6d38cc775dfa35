"""Check that a handout shows both sides: harms beside benefits, bodies that disagree, and comparable numbers."""

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
from acucontent.quality.checks.evidence.phrase_lists import get_evidence_phrases
from acucontent.quality.languages import ENGLISH
from acucontent.quality.phrases import quote_sentence
from acucontent.quality.readability import find_units
from acucontent.quality.subject import Subject

_BENEFIT_SECTIONS = ("evidence.chart", "evidence.statements", "decision", "conditions", "evidence")
_HARM_SECTIONS = ("risks.effects", "decision.options")

_SIDE_BY_SIDE = ("decision.options.", "key_points.")
"""The lists whose items are read side by side on the page."""

_COMPARED_DENOMINATORS = range(5, 1000)
"""The denominators that are compared: '2 in 3' is an everyday share, and rare harms need larger denominators."""


def _find_missing_harms(subject: Subject) -> Iterator[Found]:
    """Find handouts that show benefits but no harms."""
    for edition in subject.handout_editions:
        shown = {section.id for section in _find_sections(edition)}
        has_harms = any(_is_under(path, _HARM_SECTIONS) for path in shown) or _list_harm_findings(subject.guide) & shown
        for index, path in enumerate(edition.handout.include) if not has_harms else ():
            if _is_under(path, _BENEFIT_SECTIONS):
                message = f"Handout '{edition.handout.id}' shows benefits ({path}) but no unwanted effects."
                yield Found(f"handouts.{edition.handout.id}.include.{index}", message, path)
                break


def _find_sections(edition: Edition) -> Iterator[Section]:
    return (block for block in walk_blocks(edition.document.sections) if isinstance(block, Section))


def _is_under(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(f"{root}.") for root in roots)


def _list_harm_findings(guide: Guide) -> set[str]:
    return {f"evidence.statements.{one.id}" for one in guide.evidence.statements if one.about == "harm"}


def _find_one_sided_advice(subject: Subject) -> Iterator[Found]:
    """Find handouts that name a body in favor and none against, although the guide has both."""
    favor, against = _split_by_position(subject.guide)
    for edition in subject.handout_editions if favor and against else ():
        words = " ".join(unit for section in edition.document.sections for unit in find_units(section))
        named = [name for one in favor for name in _list_names(one) if _contains_name(words, name)]
        if named and not any(_contains_name(words, name) for one in against for name in _list_names(one)):
            message = (
                f"Handout '{edition.handout.id}' names {named[0]}, which is in favor, "
                f"but not {against[0].body}, which advises against it."
            )
            yield Found(_find_place(subject, edition, named[0]), message, named[0])


def _split_by_position(guide: Guide) -> tuple[list[Recommendation], list[Recommendation]]:
    """Return the recommendations for the treatment and those against it, without superseded ones."""
    valid = [one for one in guide.evidence.recommendations if one.status != "superseded"]
    return (
        [one for one in valid if one.position in ("recommended", "an option")],
        [one for one in valid if one.position == "not recommended"],
    )


def _list_names(recommendation: Recommendation) -> Iterator[str]:
    """Yield the body's full name and its short name in brackets."""
    body = recommendation.body.split(",")[0]
    yield re.sub(r"\s*\([^)]*\)", "", body).strip()
    yield from re.findall(r"\(([A-Z][\w-]+)\)", body)


def _contains_name(words: str, name: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name)}\b", words))


def _find_place(subject: Subject, edition: Edition, name: str) -> str:
    """Return the path of the first passage of a handout that contains a name, or the path of the handout."""
    for passage in subject.passages:
        if _is_under(passage.path, edition.handout.include) and _contains_name(passage.words, name):
            return passage.path
    return f"handouts.{edition.handout.id}"


def _find_mixed_denominators(subject: Subject) -> Iterator[Found]:
    """Find counts of people that are read together but have different denominators; report each count once."""
    seen: set[tuple[str, str]] = set()
    for place, runs in _group_runs(subject):
        counted = [(path, words, of) for path, text in runs for words, of in _find_counts(text, subject)]
        usual = Counter(of for _, _, of in counted).most_common(1)
        for path, words, of in counted:
            if of != usual[0][0] and (path, words) not in seen:
                seen.add((path, words))
                message = f"{quote_sentence(words)} is {place} counts out of {usual[0][0]}."
                yield Found(path, message, words)


def _group_runs(subject: Subject) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the texts that are read together, each with its path.

    These are a paragraph, a handout, the table of effects, the choices side by side, and the main points.
    """
    for passage in subject.passages:
        if not passage.path.startswith(_SIDE_BY_SIDE):
            yield from (("in one paragraph with", [(passage.path, run.words)]) for run in passage.runs)
    for handout in (one for one in subject.guide.handouts if not one.is_volume):
        shown = (one for one in subject.passages if _is_under(one.path, handout.include))
        yield f"in the handout '{handout.id}' with", [(one.path, run.words) for one in shown for run in one.runs]
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


def _find_counts(text: str, subject: Subject) -> Iterator[tuple[str, int]]:
    """Yield each count such as '9 in 100' in a text with its denominator, if the denominator is compared."""
    for match in get_evidence_phrases("natural-frequency", subject.guide.language).find_matches(text):
        of = int(match.groups["of"].replace(",", ""))
        if of in _COMPARED_DENOMINATORS:
            yield match.words, of


CHECKS = (
    Check(
        code="E116",
        title="A handout shows benefits but no harms",
        severity="error",
        why="Readers who see only the benefits cannot make an informed choice.",
        fix="Include `risks.effects` or `decision` in the handout, or remove the benefits.",
        source="IPDASi v4, items 5 to 8. CDC Clear Communication Index, item 19: risks and benefits.",
        find=_find_missing_harms,
    ),
    Check(
        code="E117",
        title="A handout shows one side of a disagreement",
        severity="warning",
        why="If expert bodies disagree, naming only those in favor makes the question look settled.",
        fix="Also name a body that advises against it, or include `evidence.recommendations`.",
        source="DISCERN, questions 6 and 8: balanced and unbiased, areas of uncertainty.",
        find=_find_one_sided_advice,
    ),
    Check(
        code="E118",
        languages=ENGLISH,
        title="Counts of people have different denominators",
        severity="warning",
        why="Many readers think that 1 in 13 is more than 1 in 10, because 13 is the larger number.",
        fix="Give both out of 100 (or both out of 1,000).",
        source="IPDASi v4, item 13: the same denominator. CDC Clear Communication Index, items 15 to 17.",
        find=_find_mixed_denominators,
    ),
)
