"""Words: jargon, abbreviations, Latin short forms, two negatives, and negatives in short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from acucontent.model.glossary import Term
from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.reading.data import Spoken, jargon, lists, patterns, phrases
from acucontent.quality.passages import Passage, english, english_passages
from acucontent.quality.reading import units
from acucontent.quality.subject import Subject

_BRACKETED = re.compile(r"\([^()]*\)")
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![\w-]|\.\w)")
_ROMAN = re.compile(r"[IVX]+")
_CONTRACTION = re.compile(
    r"\b(?:do|does|did|is|are|was|were|have|has|had|ca|could|wo|would|should|must|need|might)n[’']t\b", re.IGNORECASE
)
_A_TO_Z = "NHS digital service manual, A to Z of NHS health writing and How we write: Clear"


def _said(subject: Subject, words: Iterable[Spoken], what: str, instead: str) -> Iterator[Found]:
    """Every place where one of the words stands."""
    words = tuple(words)
    for passage in english_passages(subject.guide):
        for pattern, say in words:
            for found in dict.fromkeys(found.group() for found in pattern.finditer(passage.words)):
                yield Found(passage.path, f"“{found}” {what}.", found, f"{instead}: {say}.")


def _jargon(subject: Subject) -> Iterator[Found]:
    explained = _pattern(subject.guide.glossary)
    for passage in english_passages(subject.guide):
        plain = _without_explained(passage, explained)
        for found in dict.fromkeys(found.group() for found in jargon().pattern.finditer(plain)):
            message = f"“{found}” is a word that a patient may not know, and nothing here explains it."
            say = f"Say “{jargon().plain(found)}”"
            fix = f"{say}, or put the word in brackets after the plain words, or explain it in the glossary."
            yield Found(passage.path, message, found, fix)


def _pattern(terms: Iterable[Term]) -> re.Pattern[str]:
    """Finds each term of the glossary, the longest first; nothing where there is none."""
    longest_first = sorted((re.escape(term.term) for term in terms), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first) or '(?!)'})(?:e?s)?\b", re.IGNORECASE)


def _without_explained(passage: Passage, explained: re.Pattern[str]) -> str:
    """The words of a passage without what the glossary explains and what stands in brackets behind plain words."""
    words = passage.words
    for _, linked in passage.terms:
        words = words.replace(linked, " ")
    words = explained.sub(" ", words)
    # “stenosis (a narrowing)”: the word is explained where it stands.
    return _BRACKETED.sub(" ", re.sub(r"\w[\w-]*(?= \([a-z][^()]* [^()]*\))", " ", words))


def _abbreviations(subject: Subject) -> Iterator[Found]:
    """Abbreviations that no handout which uses them explains, each told once."""
    known = {*lists()["known_abbreviations"], *lists()["shouted"]}
    said = list(english_passages(subject.guide))
    explained = "\n".join((*_names(subject.guide), *(passage.words for passage in said)))
    terms = {term.term for term in subject.guide.glossary}
    for passage in said:
        for short in dict.fromkeys(_ABBREVIATION.findall(passage.words)):
            if short in known or not _is_abbreviation(short):
                continue
            known.add(short)
            if short not in terms and not _spelled_out(short, explained):
                yield Found(passage.path, f"“{short}” is nowhere spelled out.", short)


def _abbreviations_of_sheets(subject: Subject) -> Iterator[Found]:
    """Abbreviations that a sheet uses and does not explain, though another part of the guide does."""
    for edition in subject.sheets if english(subject.guide) else ():
        document = edition.document
        shown = "\n".join(unit for block in (*document.opening, *document.sections) for unit in units(block))
        used = dict.fromkeys(short for short in _ABBREVIATION.findall(shown) if _is_abbreviation(short))
        for short in () if document.about.complete else used:
            if short not in lists()["known_abbreviations"] and not _spelled_out(short, shown):
                yield Found(f"handouts.{edition.handout.id}", f"“{short}” is not spelled out on this sheet.")


def _names(guide: Guide) -> Iterator[str]:
    """The names of bodies, where an abbreviation may stand beside its words."""
    for credential in guide.practitioners.credentials:
        yield from (credential.body, *credential.former_names)
    yield from (one.body for one in guide.evidence.recommendations)
    yield from (one.payer for one in guide.costs.coverage)


def _is_abbreviation(word: str) -> bool:
    """Whether a word is mostly capitals: DOACs and BAcC, but not McCulloch, and not the number II."""
    capitals = sum(letter.isupper() for letter in word)
    return capitals > len(word) - capitals and len(word) <= 8 and not _ROMAN.fullmatch(word)


def _spelled_out(short: str, text: str) -> bool:
    """Whether the text has it in brackets after its words, or its words in brackets after it."""
    once = re.escape(short.removesuffix("s"))
    return re.search(rf"\((?:[^()]*\b)?{once}s?\b[^()]*\)|\b{once}s? \([^()]*\w \w", text) is not None


def _latin(subject: Subject) -> Iterator[Found]:
    return _said(subject, patterns("latin"), "is a Latin short form that many readers do not know", "Say")


def _double_negatives(subject: Subject) -> Iterator[Found]:
    return _said(subject, phrases("double_negatives"), "says no twice to mean yes", "Say")


def _contractions(subject: Subject) -> Iterator[Found]:
    for passage in english_passages(subject.guide):
        for found in dict.fromkeys(_CONTRACTION.findall(passage.words)):
            yield Found(passage.path, f"“{found}” hides its “not”.", found)


CHECKS = (
    Check(
        code="R120",
        title="A word of health workers is not explained",
        severity="warning",
        why="A patient who does not know a word may act on a wrong guess at it.",
        fix="Say it in plain words, or explain the word in the glossary and link to it.",
        source=f"{_A_TO_Z}; PEMAT-P, items 3 and 4; CDC Clear Communication Index, item 7",
        find=_jargon,
    ),
    Check(
        code="R121",
        title="An abbreviation is not spelled out",
        severity="warning",
        why="Capital letters tell nothing to whoever has not met them before.",
        fix="Write the words first and the abbreviation in brackets, or leave the abbreviation out.",
        source="NHS digital service manual, Formatting: Abbreviations; CDC Clear Communication Index, item 7",
        find=_abbreviations,
    ),
    Check(
        code="R122",
        title="A Latin short form is used",
        severity="warning",
        why="Readers do not know e.g. and i.e. apart, and screen readers speak them as letters.",
        fix="Say it in English words.",
        source="NHS digital service manual, A to Z of NHS health writing: eg, etc and ie",
        find=_latin,
    ),
    Check(
        code="R123",
        title="Two negatives stand for a positive",
        severity="warning",
        why="A reader who misses one of the two takes the opposite from the sentence.",
        fix="Say what is so, not what is not un-so.",
        source="Federal Plain Language Guidelines, Avoid double negatives; NHS digital service manual, How we write",
        find=_double_negatives,
    ),
    Check(
        code="R124",
        title="A negative is shortened",
        severity="warning",
        why="Readers overlook the n’t and do what they were told not to do.",
        fix="Write “not” in full: “do not”, “cannot”.",
        source="NHS digital service manual, Punctuation: Contractions (with its research insight)",
        find=_contractions,
    ),
    Check(
        code="R125",
        title="A sheet uses an abbreviation that another part of the guide spells out",
        severity="note",
        why="A sheet is handed out alone, and its reader has no other part to look in.",
        fix="Spell it out in the words of the sheet, or use other words there.",
        source="NHS digital service manual, Formatting: Abbreviations, in full on first use",
        find=_abbreviations_of_sheets,
    ),
)
