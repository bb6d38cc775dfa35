"""Checks of words: jargon, abbreviations, Latin abbreviations, double negatives and contractions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from acucontent.model.glossary import Term
from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.reading.word_lists import (
    Replacement,
    load_jargon,
    load_lists,
    load_patterns,
    load_phrases,
)
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import Passage
from acucontent.quality.readability import find_units
from acucontent.quality.subject import Subject

_BRACKETED = re.compile(r"\([^()]*\)")
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![\w-]|\.\w)")
_ROMAN = re.compile(r"[IVX]+")
_CONTRACTION = re.compile(
    r"\b(?:do|does|did|is|are|was|were|have|has|had|ca|could|wo|would|should|must|need|might)n[’']t\b", re.IGNORECASE
)
_PLAIN_WORDS = "NHS digital service manual, A to Z of NHS health writing and How we write: Clear"


def _find_replaceable(subject: Subject, words: Iterable[Replacement], problem: str) -> Iterator[Found]:
    """Find every occurrence of some words, and suggest their replacements."""
    words = tuple(words)
    for passage in subject.passages:
        for pattern, plain in words:
            for found in dict.fromkeys(found.group() for found in pattern.finditer(passage.words)):
                yield Found(passage.path, f"“{found}” {problem}.", found, f"Use instead: {plain}.")


def _find_jargon(subject: Subject) -> Iterator[Found]:
    explained = _compile_terms(subject.guide.glossary)
    for passage in subject.passages:
        unexplained = _remove_explained(passage, explained)
        for found in dict.fromkeys(found.group() for found in load_jargon().pattern.finditer(unexplained)):
            message = f"“{found}” is a word that a patient may not know, and it is not explained."
            plain = load_jargon().find_replacement(found)
            fix = f"Use “{plain}”, write the word in parentheses after plain words, or explain it in the glossary."
            yield Found(passage.path, message, found, fix)


def _compile_terms(terms: Iterable[Term]) -> re.Pattern[str]:
    """Compile a pattern for the terms of the glossary, the longest first; it matches nothing if there are none."""
    longest_first = sorted((re.escape(term.term) for term in terms), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first) or '(?!)'})(?:e?s)?\b", re.IGNORECASE)


def _remove_explained(passage: Passage, explained: re.Pattern[str]) -> str:
    """Return the words of a passage without glossary terms and without words in parentheses after plain words."""
    words = passage.words
    for _, linked in passage.terms:
        words = words.replace(linked, " ")
    words = explained.sub(" ", words)
    # In “stenosis (a narrowing)”, the text itself explains the word.
    return _BRACKETED.sub(" ", re.sub(r"\w[\w-]*(?= \([a-z][^()]* [^()]*\))", " ", words))


def _find_abbreviations(subject: Subject) -> Iterator[Found]:
    """Find abbreviations that the guide does not spell out; report each once."""
    known = {*load_lists()["known_abbreviations"], *load_lists()["shouted"]}
    read = subject.passages
    explained = "\n".join((*_list_organizations(subject.guide), *(passage.words for passage in read)))
    terms = {term.term for term in subject.guide.glossary}
    for passage in read:
        for short in dict.fromkeys(_ABBREVIATION.findall(passage.words)):
            if short in known or not _is_abbreviation(short):
                continue
            known.add(short)
            if short not in terms and not _is_spelled_out(short, explained):
                yield Found(passage.path, f"“{short}” is not spelled out.", short)


def _find_handout_abbreviations(subject: Subject) -> Iterator[Found]:
    """Find abbreviations in a handout that only another part of the guide spells out."""
    for edition in subject.handout_editions:
        document = edition.document
        shown = "\n".join(unit for block in (*document.opening, *document.sections) for unit in find_units(block))
        used = dict.fromkeys(short for short in _ABBREVIATION.findall(shown) if _is_abbreviation(short))
        for short in () if document.about.is_volume else used:
            if short not in load_lists()["known_abbreviations"] and not _is_spelled_out(short, shown):
                yield Found(f"handouts.{edition.handout.id}", f"“{short}” is not spelled out in this handout.")


def _list_organizations(guide: Guide) -> Iterator[str]:
    """Yield the names of organizations, which can contain an abbreviation with its words."""
    for credential in guide.practitioners.credentials:
        yield from (credential.body, *credential.former_names)
    yield from (one.body for one in guide.evidence.recommendations)
    yield from (one.payer for one in guide.costs.coverage)


def _is_abbreviation(word: str) -> bool:
    """Return whether a word is mostly capitals: DOACs and BAcC, but not McCulloch, and not the number II."""
    capitals = sum(letter.isupper() for letter in word)
    return capitals > len(word) - capitals and len(word) <= 8 and not _ROMAN.fullmatch(word)


def _is_spelled_out(short: str, text: str) -> bool:
    """Return whether a text has an abbreviation in parentheses after its words, or the other way round."""
    once = re.escape(short.removesuffix("s"))
    return re.search(rf"\((?:[^()]*\b)?{once}s?\b[^()]*\)|\b{once}s? \([^()]*\w \w", text) is not None


def _find_latin(subject: Subject) -> Iterator[Found]:
    return _find_replaceable(subject, load_patterns("latin"), "is a Latin abbreviation that many readers do not know")


def _find_double_negatives(subject: Subject) -> Iterator[Found]:
    return _find_replaceable(subject, load_phrases("double_negatives"), "is a double negative")


def _find_contractions(subject: Subject) -> Iterator[Found]:
    for passage in subject.passages:
        for found in dict.fromkeys(_CONTRACTION.findall(passage.words)):
            yield Found(passage.path, f"In “{found}”, the “not” is easy to miss.", found)


CHECKS = (
    Check(
        code="R120",
        languages=ENGLISH,
        title="A medical word is not explained",
        severity="warning",
        why="A patient who does not know a word may guess its meaning and act on a wrong guess.",
        fix="Use plain words, or explain the word in the glossary and link to it.",
        source=f"{_PLAIN_WORDS}; PEMAT-P, items 3 and 4; CDC Clear Communication Index, item 7",
        find=_find_jargon,
    ),
    Check(
        code="R121",
        languages=ENGLISH,
        title="An abbreviation is not spelled out",
        severity="warning",
        why="Readers who do not know an abbreviation cannot guess its meaning.",
        fix="Write the words first and the abbreviation in parentheses, or remove the abbreviation.",
        source="NHS digital service manual, Formatting: Abbreviations; CDC Clear Communication Index, item 7",
        find=_find_abbreviations,
    ),
    Check(
        code="R122",
        languages=ENGLISH,
        title="The text contains a Latin abbreviation",
        severity="warning",
        why="Readers confuse e.g. and i.e., and screen readers spell them out.",
        fix="Use English words.",
        source="NHS digital service manual, A to Z of NHS health writing: eg, etc and ie",
        find=_find_latin,
    ),
    Check(
        code="R123",
        languages=ENGLISH,
        title="The text contains a double negative",
        severity="warning",
        why="A reader who misses one of the negatives understands the opposite.",
        fix="Write a positive statement.",
        source="Federal Plain Language Guidelines, Avoid double negatives; NHS digital service manual, How we write",
        find=_find_double_negatives,
    ),
    Check(
        code="R124",
        languages=ENGLISH,
        title="A negative is contracted",
        severity="warning",
        why="Readers overlook “n’t” and do what they should not do.",
        fix="Write “not” in full: “do not”, “cannot”.",
        source="NHS digital service manual, Punctuation: Contractions (with its research insight)",
        find=_find_contractions,
    ),
    Check(
        code="R125",
        languages=ENGLISH,
        title="A handout uses an abbreviation that only another part of the guide spells out",
        severity="note",
        why="A reader who gets only this handout cannot look in other parts of the guide.",
        fix="Spell out the abbreviation in the handout, or use other words.",
        source="NHS digital service manual, Formatting: Abbreviations, in full on first use",
        find=_find_handout_abbreviations,
    ),
)
