"""Whether each warning says what to do, soon enough, and nothing that takes it back."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.safety.sentences import judged, safety_phrases
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import quoted
from acucontent.quality.subject import Subject

_FLAGS = "risks.red_flags."
_TOO_LATE = {"urgent": ("too-late",), "emergency": ("too-late", "too-late-for-emergency")}
"""The phrases that come too late for each urgency."""


def _in_warnings(subject: Subject) -> Iterator[Passage]:
    """The words of red flags and of situations to avoid."""
    risks = subject.guide.risks
    flags = (f"{_FLAGS}{flag.id}." for flag in risks.red_flags)
    avoided = (f"risks.precautions.{one.id}." for one in risks.to_avoid)
    paths = (*flags, *avoided)
    return (passage for passage in subject.passages if passage.path.startswith(paths))


def _softened(subject: Subject) -> Iterator[Found]:
    how, phrases = judged(subject), safety_phrases("softens-a-warning", subject.guide.language)
    if how is None or phrases is None:
        return
    for passage in _in_warnings(subject):
        for stated in how.stated(passage, phrases):
            yield Found(passage.path, f"{quoted(stated.sentence)} takes the edge off a warning.", stated.words)


def _too_late(subject: Subject) -> Iterator[Found]:
    how = judged(subject)
    for flag in subject.guide.risks.red_flags:
        late = [safety_phrases(kind, subject.guide.language) for kind in _TOO_LATE[flag.urgency]]
        for passage in (one for one in subject.passages if one.path.startswith(f"{_FLAGS}{flag.id}.")):
            stated = (one for phrases in late if how and phrases for one in how.stated(passage, phrases))
            for sentence, words in {one.sentence: one.words for one in stated}.items():
                yield Found(passage.path, f"{quoted(sentence)} is later than '{flag.urgency}' allows.", words)


def _nowhere_to_turn(subject: Subject) -> Iterator[Found]:
    """Red flags and serious effects that name nobody to turn to."""
    phrases = safety_phrases("says-where-to-turn", subject.guide.language)
    risks = subject.guide.risks
    grave = (
        *((f"risks.red_flags.{flag.id}.action", flag.sign) for flag in risks.red_flags),
        *((f"risks.effects.{one.id}.action", one.name) for one in risks.effects if one.severity == "serious"),
    )
    told = {passage.path: passage for passage in subject.passages}
    for path, name in grave if phrases else ():
        if phrases and not any(any(phrases.found(sentence)) for sentence in told[path].sentences):
            yield Found(path, f"{quoted(told[path].words)} does not say where to get help for '{name}'.")


def _no_serious_effect(subject: Subject) -> Iterator[Found]:
    if not any(effect.severity == "serious" for effect in subject.guide.risks.effects):
        yield Found("risks.effects", "No unwanted effect is serious, though needles can do serious harm.")


CHECKS = (
    Check(
        code="S116",
        title="A warning is softened",
        severity="error",
        why="A reader who hopes for relief takes 'usually fine' for leave to go ahead.",
        fix="Say plainly what must not be done, and put exceptions in the words of whoever can allow them.",
        source="CDC Clear Communication Index, items 13 and 14: why it matters, and what exactly to do.",
        find=_softened,
    ),
    Check(
        code="S117",
        title="The advice for a red flag comes later than its urgency",
        severity="error",
        why="Told 'emergency' and 'within a few days' at once, a reader picks the one that suits.",
        fix="Say 'now' for an emergency and 'today' for what is urgent, or change the urgency.",
        source="NHS digital service manual, care cards: non-urgent, urgent and emergency are kept apart.",
        find=_too_late,
    ),
    Check(
        code="S118",
        title="A grave sign or effect does not say where to get help",
        severity="error",
        why="Fear without a way out makes people wait.",
        fix="Say whom to call or where to go, in the first sentence of `action`.",
        source="CDC Clear Communication Index, item 14. PEMAT-P, items 20 and 22: actions, in explicit steps.",
        find=_nowhere_to_turn,
    ),
    Check(
        code="S119",
        title="No unwanted effect is serious",
        severity="error",
        why="A list of bruises alone tells the reader that nothing worse can happen.",
        fix="Add the serious effects that are known, such as infection or a collapsed lung, and how often they come.",
        source="DISCERN, question 11. IPDASi v4: negative features of each option with equal detail.",
        find=_no_serious_effect,
    ),
)
