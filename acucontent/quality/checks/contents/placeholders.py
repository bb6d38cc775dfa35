"""Find placeholder texts: those of the template of a new guide, and common ones such as TODO."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from acucontent.model.base import Link
from acucontent.model.paths import format_path, walk_values
from acucontent.model.prose import Prose
from acucontent.quality.check import Check, Found
from acucontent.quality.passages import make_passage
from acucontent.quality.phrases import quote_sentence
from acucontent.quality.sentences import split_sentences
from acucontent.quality.subject import Subject, normalize_letters
from acucontent.templates import list_placeholders

_CITATION = re.compile(r"\s*\[@[^\]]*\]")

_HABITS = re.compile(
    r"""
    \b(?:TODO|TBD|TBA|TBC|FIXME|XXX+)\b          # marks of unfinished work, in capitals
    | \b(?i:to[ ]be[ ](?:defined|determined|announced|confirmed|written|completed|added|filled[ ]in))\b(?=[.\])]?$)
    | \b(?i:to-?do|tbd|tbc|fixme|xxx+)(?=\s*:)
    | \b(?i:lorem[ ]ipsum|dolor[ ]sit[ ]amet)\b
    | \b(?i:(?:placeholder|sample|dummy|example|filler)[ ]text|text[ ](?:goes|comes)[ ]here|your[ ]text[ ]here)\b
    | \b(?i:(?:insert|add|enter)[ ](?:[\w'’-]+[ ]){0,2}
        (?:name|text|number|address|date|title|price|link|logo|email|website|details|content|picture|image|source)s?
        [ ](?:[\w'’-]+[ ]){0,4}here)\b
    | \{\{.*?\}\} | \{%.*?%\} | \$\{\w*\}                # fields of templates
    | <(?:\.{3}|…|[A-Za-z][A-Za-z '’_-]*)>
    | \[(?:\.{3}|…|_+|(?i:your|insert|add|name\ of|enter|fill|tbd|todo)\b[^\]]*)\](?!\()
    | \?{3,} | _{3,} | (?<!\w)[Xx]{2,}[-/.][Xx]{2,}
    """,
    re.VERBOSE,
)
"""Matches text that writers leave in a place that they will fill later."""

_ADDRESS = re.compile(
    r"\b(?:[\w-]+\.)*example\.(?:org|com|net|edu)\b|[\w-]\.(?:example|invalid|test)(?=[/:\s>)]|$)|\b(?:yourdomain|your-?clinic)\.\w+",
    re.IGNORECASE,
)
"""Matches web and email addresses of the domains that are reserved for examples (RFC 2606)."""

_NUMBER = re.compile(
    r"(?<!\d)555[-. \u2010-\u2015]?01\d\d(?!\d)|(?<![\d.,$£€])(?:\(?\d{3}\)?[-. ]?)?\b555[-. ](?!1212)\d{4}(?!\d)"
    r"|\b01632[ -]?960[ -]?\d{3}\b|\b07700[ -]?900[ -]?\d{3}\b|\b7946[ -]?0\d{3}\b"
    r"|\b(?:123[-. ]?456[-. ]?7890|000[-. ]0{3,4}(?:[-. ]0{3,4})?)(?!\d)"
)
"""Matches telephone numbers that are reserved for fiction (555 numbers in North America, those of Ofcom in Britain)."""

_PATTERNS = (
    (_HABITS, "is a placeholder"),
    (_ADDRESS, "is an address for examples only"),
    (_NUMBER, "is a telephone number for examples only"),
)


@cache
def _list_template_sentences() -> frozenset[str]:
    """Return the letters of each sentence of the placeholder texts."""
    texts = (_CITATION.sub("", text) for text in list_placeholders())
    return frozenset(normalize_letters(sentence) for text in texts for sentence in split_sentences(text))


def _find_placeholders(subject: Subject) -> Iterator[Found]:
    for path, value in walk_values(subject.guide, skip=("accepted", "include", "$schema", "id")):
        if isinstance(value, Prose) or (isinstance(value, str) and not isinstance(value, Link)):
            yield from _find_in_text(format_path(path), value)


def _find_in_text(path: str, text: Prose | str) -> Iterator[Found]:
    """Find the placeholders of a text, each once."""
    runs = make_passage(path, text).runs
    sentences = (sentence for run in runs for sentence in split_sentences(run.words))
    for sentence in dict.fromkeys(sentences):
        if normalize_letters(sentence) in _list_template_sentences():
            yield Found(
                path, f"{quote_sentence(sentence)} is text of the template that `acucontent new` uses.", sentence
            )
    source = str(text)
    for pattern, message in _PATTERNS:
        for words in dict.fromkeys(found.group() for found in pattern.finditer(source)):
            yield Found(path, f"{quote_sentence(words)} {message}.", words)


CHECKS = (
    Check(
        code="C101",
        title="A placeholder was not replaced",
        severity="error",
        why="A reader who finds an instruction to the writer, or a number that nobody answers, is left without help.",
        fix="Write the text, address or number that belongs here, or delete the field.",
        source="Rule of acucontent: no unfinished text. RFC 2606 and NANPA list what is for examples only.",
        find=_find_placeholders,
    ),
)
