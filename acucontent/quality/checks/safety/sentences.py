"""Sentences that must stand nowhere in a guide: each could lead a reader into harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from acucontent.quality.check import Check, Found
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import Grammar, Phrases, grammar, quoted, read_names, word_list
from acucontent.quality.subject import Subject

_CONDUCT = ("practitioners.warning_signs.", "sessions.progress.stop.")
"""What stands here can tell what a bad practitioner does, which advises nothing."""


@cache
def safety_phrases(kind: str, language: str) -> Phrases | None:
    """The phrases of a kind, or none where the language has no list."""
    held = word_list("acucontent.quality.checks.safety", "phrases", language)
    return None if held is None or kind not in held else Phrases.of(held[kind], read_names(held))


def judged(subject: Subject) -> Grammar | None:
    """The grammar of the guide's language, where its sentences can be judged."""
    return grammar(subject.guide.language)


def stating(kind: str, message: str) -> Callable[[Subject], Iterator[Found]]:
    """Finds each sentence of the guide and its handouts that states phrases of a kind; the message follows it."""

    def find(subject: Subject) -> Iterator[Found]:
        how, phrases = judged(subject), safety_phrases(kind, subject.guide.language)
        if how is None or phrases is None:
            return
        for passage in (*subject.passages, *subject.added):
            for stated in how.stated(passage, phrases):
                if not _conduct(passage, stated.sentence, subject.guide.language):
                    yield Found(passage.path, f"{quoted(stated.sentence)} {message}.", stated.words)

    return find


def _conduct(passage: Passage, sentence: str, language: str) -> bool:
    """Whether a sentence tells what someone else does or says."""
    others = safety_phrases("conduct-of-others", language)
    return passage.path.startswith(_CONDUCT) and others is not None and any(others.found(sentence))


def _unjudged(subject: Subject) -> Iterator[Found]:
    if judged(subject) is None:
        yield Found("language", f"No list of phrases is there for '{subject.guide.language}'.", subject.guide.language)


UNJUDGED = (
    Check(
        code="S100",
        title="The sentences of this language were not judged for safety",
        severity="note",
        why="The phrases that endanger a reader are listed by language; where there is no list, a person must look.",
        fix="Read every sentence for advice to stop a medicine, promises and false comfort, and write the list.",
        source="This program's own limit: acucontent/quality/checks/safety/phrases.en.yaml is the only list yet.",
        find=_unjudged,
    ),
)

DIRECTIVE = "Directive 2001/83/EC, article 90"

CHECKS = (
    Check(
        code="S110",
        title="A sentence tells the reader to stop, skip or cut a medicine",
        severity="error",
        why=(
            "Stopping a blood thinner can cause a stroke, and stopping an opioid at once can be dangerous. "
            "Only the reader and whoever prescribed the medicine can decide that."
        ),
        fix="Say to keep taking the medicine, and to ask whoever prescribed it before any change.",
        source=f"{DIRECTIVE}(a), by analogy; FDA Drug Safety Communication of April 9, 2019, on sudden opioid stops.",
        find=stating("stops-medicine", "tells the reader to stop, skip or cut a medicine without a doctor"),
    ),
    Check(
        code="S111",
        title="A sentence tells the reader to put needles into themselves",
        severity="error",
        why="A needle in an untrained hand can reach a lung, a nerve or an organ.",
        fix="Say that only a trained person should use needles, or leave the sentence out.",
        source="WHO guidelines on basic training and safety in acupuncture (WHO/EDM/TRM/99.1, 1999).",
        find=stating("needles-yourself", "tells the reader to use needles on themselves"),
    ),
    Check(
        code="S112",
        title="A sentence praises or plays down worsening",
        severity="error",
        why="A reader who takes worse pain for a good sign comes late with an infection, a bleed or a trapped nerve.",
        fix="Say that pain that keeps getting worse needs a doctor, and name the signs that cannot wait.",
        source="DISCERN, question 11 (the risks of each treatment are described).",
        find=stating("praises-worsening", "makes worsening sound good or not worth heeding"),
    ),
    Check(
        code="S113",
        title="A sentence promises a cure or a sure result",
        severity="error",
        why="No treatment of back pain works for everyone; a promise takes the choice out of the reader's hands.",
        fix="Say what may change, for how many people, compared with what, and how sure that is.",
        source=f"{DIRECTIVE}(b) and (j): effects guaranteed, claims of recovery; by analogy.",
        find=stating("promises-a-cure", "promises a cure or a sure result"),
    ),
    Check(
        code="S114",
        title="A sentence calls the treatment harmless, painless or free of risk",
        severity="error",
        why="Needles pierce the skin and can hurt, bleed and do serious harm; a reader must know before saying yes.",
        fix="Say how often harm comes and how grave it is, such as 'low risk in trained hands, but not free of risk'.",
        source=f"{DIRECTIVE}(b) and (h): no adverse reactions, safe because natural; by analogy.",
        find=stating("calls-it-harmless", "calls it harmless, painless or free of risk"),
    ),
    Check(
        code="S115",
        title="A sentence keeps the reader from a doctor",
        severity="error",
        why="Back pain can be the first sign of a fracture, an infection or cancer, which a doctor must look for.",
        fix="Say when a doctor is needed, and that this treatment comes beside that care and not in its place.",
        source=f"{DIRECTIVE}(a): the impression that a medical consultation is unnecessary; by analogy.",
        find=stating("keeps-from-a-doctor", "keeps the reader from a doctor"),
    ),
)
