"""Sentences that claim more than is known, or claim it without a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acucontent.model.guide import Guide
from acucontent.model.paths import follow_path
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.evidence.words import cited_runs, evidence_phrases, known, says
from acucontent.quality.passages import Passage, Run
from acucontent.quality.phrases import grammar, quoted
from acucontent.quality.subject import Subject


def _unjudged(subject: Subject) -> Iterator[Found]:
    language = subject.guide.language
    if grammar(language) is None or not known(language):
        yield Found("language", f"No list of phrases is there for '{language}'.", language)


def _stating(kind: str, message: str) -> Callable[[Subject], Iterator[Found]]:
    """Finds each sentence that states phrases of a kind; the message follows the sentence."""

    def find(subject: Subject) -> Iterator[Found]:
        how, phrases = grammar(subject.guide.language), evidence_phrases(kind, subject.guide.language)
        for passage in subject.passages if how else ():
            for stated in how.stated(passage, phrases) if how else ():
                yield Found(passage.path, f"{quoted(stated.sentence)} {message}.", stated.words)

    return find


def _uncited(subject: Subject) -> Iterator[Found]:
    """Sentences that lean on studies, in a paragraph and a record that cite none."""
    how, phrases = grammar(subject.guide.language), evidence_phrases("names-studies", subject.guide.language)
    for passage in subject.passages if how else ():
        if passage.prose is None or _record_cites(subject.guide, passage.path):
            continue
        for run, keys in cited_runs(passage):
            alone = Passage(passage.path, passage.source, (run,), passage.prose)
            for stated in how.stated(alone, phrases) if how and not keys else ():
                yield Found(passage.path, f"{quoted(stated.sentence)} names studies and cites none.", stated.words)


def _record_cites(guide: Guide, path: str) -> bool:
    """Whether a record around a place cites references of its own, or names the findings that it rests on."""
    *around, _ = follow_path(guide, path)
    return any(getattr(record, name, ()) for _, record in around for name in ("citations", "evidence"))


_SUMS_UP = ("main_message", "key_points.", "evidence.options.")
_NEEDED = {
    "names-comparator": "what it is compared with",
    "names-time": "when",
    "names-certainty": "how sure that is",
}
"""What a claim of benefit needs, beside a source."""


def _bare_benefit(subject: Subject) -> Iterator[Found]:
    """Claims of benefit among the main points and the choices that leave out what is needed to weigh them."""
    how, phrases = grammar(subject.guide.language), evidence_phrases("claims-benefit", subject.guide.language)
    for passage in subject.passages if how else ():
        if passage.path.startswith(_SUMS_UP) and not passage.path.endswith((".harms", ".asks", ".name")):
            claimed = next(how.stated(passage, phrases), None) if how else None
            lacking = list(_lacking(passage, subject)) if claimed else []
            if claimed and lacking:
                told = f"{quoted(claimed.sentence)} claims a benefit and does not say {_listed(lacking)}."
                yield Found(passage.path, told, claimed.words)


def _listed(things: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(things[:-1]), things[-1])))


def _lacking(passage: Passage, subject: Subject) -> Iterator[str]:
    for kind, what in _NEEDED.items():
        if not says(kind, passage.words, subject.guide.language):
            yield what
    if not any(keys for _, keys in cited_runs(passage)) and not _record_cites(subject.guide, passage.path):
        yield "where that is from"


def _two_sides(subject: Subject) -> Iterator[Found]:
    """Choices that give figures for what may get better, and neither a figure nor its lack for what may go wrong."""
    language = subject.guide.language
    for option in subject.guide.evidence.options if known(language) else ():
        counted = says("gives-a-figure", str(option.benefits), language)
        told = any(says(kind, str(option.harms), language) for kind in ("gives-a-figure", "says-not-counted"))
        if counted and not told:
            message = f"'{option.name}' has figures for its benefits and none for its harms."
            yield Found(f"evidence.options.{option.id}.harms", message)


def _ratio_alone(subject: Subject) -> Iterator[Found]:
    """Relative risks in a paragraph that gives no count of people."""
    how, phrases = grammar(subject.guide.language), evidence_phrases("tells-a-ratio", subject.guide.language)
    for passage in subject.passages if how else ():
        for run in passage.runs:
            if how and not _counts(run, subject.guide.language):
                alone = Passage(passage.path, passage.source, (run,), passage.prose)
                for stated in how.stated(alone, phrases):
                    told = f"{quoted(stated.sentence)} gives a ratio without the numbers behind it."
                    yield Found(passage.path, told, stated.words)


def _counts(run: Run, language: str) -> bool:
    return says("counts-people", run.words, language)


UNJUDGED = (
    Check(
        code="E100",
        title="The sentences of this language were not judged for evidence",
        severity="note",
        why="How a language says 'may', 'probably' and 'proven' is listed by language; else a person must look.",
        fix="Read every claim for its comparator, time frame, certainty and source, and write the list.",
        source="This program's own limit: acucontent/quality/checks/evidence/phrases.en.yaml is the only list yet.",
        find=_unjudged,
    ),
)

CHECKS = (
    Check(
        code="E101",
        title="A sentence claims proof, or that all experts agree",
        severity="error",
        why="'Proven' and 'experts agree' end a reader's weighing, and on back pain neither is true.",
        fix="Say what was compared with what, in how many people, and who graded how sure that is.",
        source="DISCERN, questions 6 and 8: balanced and unbiased, areas of uncertainty named.",
        find=_stating("claims-proof", "claims proof or agreement"),
    ),
    Check(
        code="E102",
        title="A sentence names studies and cites none",
        severity="error",
        why="'Studies show' without a source cannot be checked, and often hides one small study.",
        fix="Cite the studies in that paragraph as [@key], or say whose view it is.",
        source="DISCERN, question 4: clear what sources were used. CDC Clear Communication Index, item 11.",
        find=_uncited,
    ),
    Check(
        code="E103",
        title="A sentence tells how it works as if that were known",
        severity="error",
        why="How needles might ease back pain is not known in people; a sure account sells the treatment.",
        fix="Say whose idea it is and where it was seen: 'One idea is …', 'In mice …', 'Tradition holds …'.",
        source="DISCERN, questions 8 and 9: how each treatment works, areas of uncertainty.",
        find=_stating("tells-how-it-works", "tells how it works as if that were known"),
    ),
    Check(
        code="E104",
        title="A main point claims a benefit without what is needed to weigh it",
        severity="error",
        why="'It eases pain' is true against nothing and not against pretend needles; the comparison is the message.",
        fix="Say compared with what, by when, how sure that is, and cite the source.",
        source="IPDASi v4, items 10 to 14: reference class, event rates, time period, uncertainty.",
        find=_bare_benefit,
    ),
    Check(
        code="E105",
        title="A choice has figures for its benefits and none for its harms",
        severity="warning",
        why="What is counted looks more real than what is not; a reader then weighs a number against a word.",
        fix="Give the harm's rate, or say plainly that no figure was found.",
        source="IPDASi v4, item 8: positive and negative features with equal detail.",
        find=_two_sides,
    ),
    Check(
        code="E106",
        title="A ratio of risks stands without the numbers behind it",
        severity="error",
        why="'Twice the risk' can mean 2 in 10 or 2 in a million; ratios alone make any change look large.",
        fix="Give both numbers with one denominator: '2 in 1,000 people instead of 1 in 1,000'.",
        source="Trevena 2013, BMC Medical Informatics and Decision Making 13(Suppl 2):S7 (IPDAS): absolute risks.",
        find=_ratio_alone,
    ),
)
