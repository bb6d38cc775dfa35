"""Find sentences that could harm a reader and must not be in any guide."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from acucontent.quality.check import Check, Found
from acucontent.quality.languages import ENGLISH
from acucontent.quality.meanings import load_meanings
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import Grammar, Phrases, load_grammar, load_word_list, quote_sentence, read_names
from acucontent.quality.sentence_finder import SentenceFinder
from acucontent.quality.subject import Subject

_PACKAGE = "acucontent.quality.checks.safety"
_CONDUCT_PATHS = ("practitioners.warning_signs.", "sessions.progress.stop.")
"""Where sentences may describe what a bad practitioner does; such a description is not advice."""


@cache
def get_safety_phrases(kind: str, language: str) -> Phrases | None:
    """Return the phrases of a kind, or None if the language has no list."""
    lists = load_word_list(_PACKAGE, "phrases", language)
    if lists is None or kind not in lists:
        return None
    meanings = load_meanings(_PACKAGE, language)
    find = partial(meanings.find_places, kind) if meanings and kind in meanings.kinds else None
    return Phrases.from_lists(lists[kind], read_names(lists), find)


def get_grammar(subject: Subject) -> Grammar | None:
    """Return the grammar of the guide's language, or None if the language is not supported."""
    return load_grammar(subject.guide.language)


def find_statements(*kinds: str, message: str) -> SentenceFinder:
    """Make a finder of each sentence that states a phrase of some kinds, in a guide, its handouts and any other text.

    Args:
        kinds: The kinds of phrases, keys of phrases.en.yaml. A sentence is found once.
        message: What is wrong with the sentence; the message of the finding is the sentence and these words.
    """

    def find_in(passage: Passage, language: str) -> Iterator[Found]:
        grammar = load_grammar(language)
        if grammar is None:
            return
        lists = filter(None, (get_safety_phrases(kind, language) for kind in kinds))
        stated = {one.sentence: one for phrases in lists for one in grammar.find_stated(passage, phrases)}
        for sentence, one in stated.items():
            if not _describes_conduct(passage, sentence, language):
                yield Found(passage.path, f"{quote_sentence(sentence)} {message}.", one.words)

    return SentenceFinder(find_in, with_fixed_texts=True)


def _describes_conduct(passage: Passage, sentence: str, language: str) -> bool:
    """Return whether a sentence describes what someone else does or says."""
    others = get_safety_phrases("conduct-of-others", language)
    return passage.path.startswith(_CONDUCT_PATHS) and others is not None and any(others.find_matches(sentence))


DIRECTIVE = "Directive 2001/83/EC, article 90"

CHECKS = (
    Check(
        code="S110",
        languages=ENGLISH,
        title="A sentence advises readers to stop, skip or reduce a medicine",
        severity="error",
        why=(
            "Stopping a blood thinner can cause a stroke, and stopping an opioid at once can be dangerous. "
            "Only the reader and the prescriber can decide that."
        ),
        fix="Advise readers to keep taking the medicine, and to ask the prescriber before any change.",
        source=f"{DIRECTIVE}(a), by analogy; FDA Drug Safety Communication of April 9, 2019, on sudden opioid stops.",
        find=find_statements(
            "stops-medicine", message="advises readers to stop, skip or reduce a medicine without asking a doctor"
        ),
    ),
    Check(
        code="S111",
        languages=ENGLISH,
        title="A sentence advises readers to needle themselves",
        severity="error",
        why="A needle in an untrained hand can reach a lung, a nerve or an organ.",
        fix="Say that only a trained person should use needles, or delete the sentence.",
        source="WHO guidelines on basic training and safety in acupuncture (WHO/EDM/TRM/99.1, 1999).",
        find=find_statements("needles-yourself", message="advises readers to needle themselves"),
    ),
    Check(
        code="S112",
        languages=ENGLISH,
        title="A sentence praises or plays down worse symptoms",
        severity="error",
        why="Readers who think that worse pain is a good sign get help too late for an infection or a trapped nerve.",
        fix="Say that pain that keeps getting worse needs a doctor, and list the signs that cannot wait.",
        source="DISCERN, question 11 (the risks of each treatment are described).",
        find=find_statements("praises-worsening", message="makes worse symptoms sound good or unimportant"),
    ),
    Check(
        code="S113",
        languages=ENGLISH,
        title="A sentence promises a cure or a certain result",
        severity="error",
        why="No treatment of back pain works for everyone; a promise prevents an informed choice.",
        fix="Say what may change, for how many people, compared with what, and how certain that is.",
        source=f"{DIRECTIVE}(b) and (j): effects guaranteed, claims of recovery; by analogy.",
        find=find_statements("promises-a-cure", message="promises a cure or a certain result"),
    ),
    Check(
        code="S114",
        languages=ENGLISH,
        title="A sentence calls the treatment harmless, painless or free of risk, also in pregnancy",
        severity="error",
        why=(
            "Needles can cause pain, bleeding and serious harm; readers must know that before they agree to treatment. "
            "In pregnancy, little is known about rare harm, and some points are avoided."
        ),
        fix="Say how often harm occurs and how serious it is: 'low risk in trained hands, but not free of risk'.",
        source=f"{DIRECTIVE}(b) and (h): no adverse reactions, safe because natural; by analogy.",
        find=find_statements("calls-it-harmless", message="calls it harmless, painless or free of risk"),
    ),
    Check(
        code="S115",
        languages=ENGLISH,
        title="A sentence discourages medical care or urgent help, or puts the treatment in its place",
        severity="error",
        why=(
            "Back pain can be the first sign of a fracture, an infection or cancer, which a doctor must rule out. "
            "Readers who hear that needles replace or beat surgery, tests or medicine can lose time that a cure needs."
        ),
        fix="Say when a doctor is needed, and that this treatment does not replace that care.",
        source=f"{DIRECTIVE}(a): the impression that a medical consultation is unnecessary; by analogy.",
        find=find_statements(
            "keeps-from-a-doctor",
            "keeps-from-urgent-help",
            message="discourages readers from medical care or urgent help, or puts the treatment in its place",
        ),
    ),
)
