"""Check that each warning says what to do, is urgent enough, and is not softened."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.safety.sentences import get_grammar, get_safety_phrases
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import quote_sentence
from acucontent.quality.subject import Subject

_FLAGS = "risks.red_flags."
_TOO_LATE = {
    "soon": ("too-late-for-soon",),
    "urgent": ("too-late",),
    "emergency": ("too-late", "too-late-for-emergency"),
}
"""The kinds of phrases that are too late for each urgency."""


def _find_warning_passages(subject: Subject) -> Iterator[Passage]:
    """Yield the passages of red flags and of situations to avoid."""
    risks = subject.guide.risks
    flags = (f"{_FLAGS}{flag.id}." for flag in risks.red_flags)
    avoided = (f"risks.precautions.{one.id}." for one in risks.to_avoid)
    paths = (*flags, *avoided)
    return (passage for passage in subject.passages if passage.path.startswith(paths))


def _find_softened_warnings(subject: Subject) -> Iterator[Found]:
    how, phrases = get_grammar(subject), get_safety_phrases("softens-a-warning", subject.guide.language)
    if how is None or phrases is None:
        return
    for passage in _find_warning_passages(subject):
        for stated in how.find_stated(passage, phrases):
            yield Found(passage.path, f"{quote_sentence(stated.sentence)} softens a warning.", stated.words)


def _find_late_advice(subject: Subject) -> Iterator[Found]:
    how = get_grammar(subject)
    for flag in subject.guide.risks.red_flags:
        late = [get_safety_phrases(kind, subject.guide.language) for kind in _TOO_LATE[flag.urgency]]
        for passage in (one for one in subject.passages if one.path.startswith(f"{_FLAGS}{flag.id}.")):
            stated = (one for phrases in late if how and phrases for one in how.find_stated(passage, phrases))
            for sentence, words in {one.sentence: one.words for one in stated}.items():
                yield Found(passage.path, f"{quote_sentence(sentence)} is later than '{flag.urgency}' allows.", words)


def _find_missing_contact(subject: Subject) -> Iterator[Found]:
    """Find red flags and serious effects that do not say where to get help."""
    phrases = get_safety_phrases("says-where-to-turn", subject.guide.language)
    risks = subject.guide.risks
    serious = (
        *((f"risks.red_flags.{flag.id}.action", flag.sign) for flag in risks.red_flags),
        *((f"risks.effects.{one.id}.action", one.name) for one in risks.effects if one.severity == "serious"),
    )
    passages = {passage.path: passage for passage in subject.passages}
    for path, name in serious if phrases else ():
        if phrases and not any(any(phrases.find_matches(sentence)) for sentence in passages[path].sentences):
            yield Found(path, f"{quote_sentence(passages[path].words)} does not say where to get help for '{name}'.")


def _find_missing_serious_effect(subject: Subject) -> Iterator[Found]:
    if not any(effect.severity == "serious" for effect in subject.guide.risks.effects):
        yield Found("risks.effects", "No unwanted effect is serious, although needles can cause serious harm.")


CHECKS = (
    Check(
        code="S116",
        languages=ENGLISH,
        title="A warning is softened",
        severity="error",
        why="Readers who hope for relief understand 'usually fine' as permission.",
        fix="Say plainly what must not be done; attribute any exception to the person who can allow it.",
        source="CDC Clear Communication Index, items 13 and 14: why it matters, and what exactly to do.",
        find=_find_softened_warnings,
    ),
    Check(
        code="S117",
        languages=ENGLISH,
        title="The advice for a red flag is less urgent than the red flag",
        severity="error",
        why="Readers who see both 'emergency' and 'within a few days' choose the one that they prefer.",
        fix="Say 'now' for an emergency, 'today' for an urgent sign and 'soon' for the others, or change the urgency.",
        source="NHS digital service manual, care cards: non-urgent, urgent and emergency are kept apart.",
        find=_find_late_advice,
    ),
    Check(
        code="S118",
        languages=ENGLISH,
        title="A red flag or serious effect does not say where to get help",
        severity="error",
        why="People who are frightened but do not know where to go wait too long.",
        fix="Say whom to call or where to go in the first sentence of `action`.",
        source="CDC Clear Communication Index, item 14. PEMAT-P, items 20 and 22: actions, in explicit steps.",
        find=_find_missing_contact,
    ),
    Check(
        code="S119",
        title="No unwanted effect is serious",
        severity="error",
        why="A list of mild effects alone suggests that nothing worse can happen.",
        fix="Add the known serious effects, such as infection or a collapsed lung, and how often they occur.",
        source="DISCERN, question 11. IPDASi v4: negative features of each option with equal detail.",
        find=_find_missing_serious_effect,
    ),
)
