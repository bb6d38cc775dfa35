"""Access (A): what shuts out whoever listens, cannot see colors, or meets the words without the page around them.

Figures without alternatives, tables without heads and skipped headings cannot be written in a guide: the document is
composed with them. What a guide's own words can spoil is looked for here. Contrast and type size are judged on the
finished files, by the tests of the exporters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from acucontent.document.blocks import Section
from acucontent.model.paths import follow_path
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Inline, InnerLink, Paragraph, ProseBlock, WebLink, walk_inlines
from acucontent.quality.check import Check, Found
from acucontent.quality.passages import Passage, english, english_passages, passages
from acucontent.quality.phrases import word_list
from acucontent.quality.subject import Subject

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|gov|edu|int|uk|eu|de)(?:/\S*)?\b")
_TYPED_MARK = re.compile(r"^(?:[•·▪◦‣–—*]|\(?\d{1,2}[.)]|[a-h]\))\s")
_FOREIGN = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\u0400-\u04ff\u0590-\u06ff]+|\b\w*[āēīōūǎěǐǒǔǖǘǚǜ]\w*\b", re.IGNORECASE
)


@cache
def _lists() -> Mapping[str, Any]:
    lists = word_list("acucontent.quality.checks", "access", "en")
    assert lists is not None, "access.en.yaml comes with the package"
    return lists


def _inlines(passage: Passage) -> Iterator[Inline]:
    return walk_inlines(passage.prose.blocks) if passage.prose else iter(())


def _links(subject: Subject) -> Iterator[tuple[Passage, str, str]]:
    """Every link with the passage it stands in, where it leads, and its words."""
    for passage in passages(subject.guide):
        for inline in _inlines(passage):
            if isinstance(inline, WebLink):
                yield passage, inline.address, flatten(inline.children).strip()
            elif isinstance(inline, InnerLink):
                yield passage, f"{inline.to.target}:{inline.to}", flatten(inline.children).strip()


def _empty_links(subject: Subject) -> Iterator[Found]:
    empty = set(_lists()["empty_links"])
    for passage, address, words in _links(subject) if english(subject.guide) else ():
        if words.casefold().strip(" .:→>»") in empty:
            yield Found(passage.path, f"The link to {address} says only “{words}”.", words)


def _bare_addresses(subject: Subject) -> Iterator[Found]:
    for passage in passages(subject.guide):
        if passage.prose:
            for found in dict.fromkeys(_ADDRESS.findall(passage.words)):
                yield Found(passage.path, f"The address “{found}” stands in the text.", found.rstrip(".,;:)"))


def _same_words(subject: Subject) -> Iterator[Found]:
    """Links out of the guide whose words are the same and whose addresses are not."""
    first: dict[str, str] = {}
    for passage, address, words in _links(subject):
        if ":" in address and address.split(":")[0] in {"http", "https"}:
            other = first.setdefault(words.casefold(), address)
            if other != address:
                yield Found(passage.path, f"“{words}” leads to {address} here and to {other} elsewhere.", words)


def _repeated_headings(subject: Subject) -> Iterator[Found]:
    told: set[str] = set()
    for edition in subject.sheets if english(subject.guide) else ():
        for block in edition.document.blocks():
            if isinstance(block, Section):
                inner = [each for each in block.blocks if isinstance(each, Section)]
                times = Counter(flatten(each.title).casefold() for each in inner)
                for each in inner:
                    title = flatten(each.title)
                    if times[title.casefold()] > 1 and each.id not in told:
                        told.add(each.id)
                        message = f"The heading “{title}” stands more than once under “{flatten(block.title)}”."
                        yield Found(_place(subject, each.id), message)


def _place(subject: Subject, block: str) -> str:
    """The place in the guide that a block was made from, or the nearest around it."""
    *_, (path, _) = ("", subject.guide), *follow_path(subject.guide, block)
    return path


def _lists_of_one(subject: Subject) -> Iterator[Found]:
    for passage in passages(subject.guide):
        for block in passage.lists:
            if len(block.items) == 1:
                words = _first_words(block.items[0])
                yield Found(passage.path, f"This list has a single item: “{words}”", words)


def _first_words(blocks: tuple[ProseBlock, ...]) -> str:
    return flatten(blocks[0].children) if blocks and isinstance(blocks[0], Paragraph) else ""


def _typed_marks(subject: Subject) -> Iterator[Found]:
    """Lists whose marks were typed, so that no program knows them as lists; one number opens no list."""
    for passage in passages(subject.guide):
        marked = [run.words for run in passage.runs if not run.item and _TYPED_MARK.match(run.words)]
        if len(marked) > 1:
            message = f"{len(marked)} paragraphs begin with a typed mark, such as “{marked[0][:30]}”."
            yield Found(passage.path, message, marked[0])


def _unmarked_languages(subject: Subject) -> Iterator[Found]:
    """Words in other letters, or with the tone marks of pinyin, whose language nothing tells."""
    told = {term.id for term in subject.guide.glossary if term.language}
    own_letters = subject.guide.language.split("-")[0]
    for passage in passages(subject.guide) if own_letters in {"en", "de", "fr", "es", "it", "nl", "pt"} else ():
        words = passage.words
        for term, linked in passage.terms:
            if term in told:
                words = words.replace(linked, " ")
        if _is_told_term(subject, passage):
            continue
        for found in dict.fromkeys(_FOREIGN.findall(words)):
            yield Found(passage.path, f"Nothing says in which language “{found}” is.", found)


def _is_told_term(subject: Subject, passage: Passage) -> bool:
    """Whether a passage is the word of a glossary entry that tells its language."""
    steps = passage.path.split(".")
    return steps[0] == "glossary" and steps[-1] == "term" and bool(subject.guide.glossary[steps[1]].language)


@cache
def _by_color() -> re.Pattern[str]:
    colors, shown = "|".join(_lists()["colors"]), "|".join(_lists()["shown"])
    return re.compile(
        rf"\b(?:the|this|that|each|every|any) (?:{colors}) (?:{shown})\b"
        rf"|\b(?:in|marked|shown|printed) (?:in )?(?:{colors})\b(?! \w)",
        re.IGNORECASE,
    )


@cache
def _by_place() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{place}\b" for place in _lists()["places"]), re.IGNORECASE)


def _only(pattern: Callable[[], re.Pattern[str]], message: str) -> Callable[[Subject], Iterator[Found]]:
    """A check that finds each place where a pattern stands."""

    def find(subject: Subject) -> Iterator[Found]:
        for passage in english_passages(subject.guide):
            for found in dict.fromkeys(pattern().findall(passage.words)):
                yield Found(passage.path, message.format(found), found)

    return find


CHECKS = (
    Check(
        code="A101",
        title="The words of a link do not say where it leads",
        severity="error",
        why="Whoever listens to a page goes from link to link and hears the words of each link alone.",
        fix="Make the link of words that name what is found there: [licensing boards](https://…).",
        source="WCAG 2.2, success criteria 2.4.4 and 2.4.9; NHS digital service manual, Formatting: Links",
        find=_empty_links,
    ),
    Check(
        code="A102",
        title="A web address stands in the text",
        severity="warning",
        why="A screen reader spells an address letter by letter, and nobody can tell what it leads to.",
        fix="Make a link of words: [name of the page](https://…); on paper its address is printed beside it.",
        source="WCAG 2.2, success criterion 2.4.4; NHS digital service manual, Formatting: Links",
        find=_bare_addresses,
    ),
    Check(
        code="A103",
        title="Links with the same words lead to different places",
        severity="warning",
        why="In a list of links the two cannot be told apart.",
        fix="Name in each link what makes it different.",
        source="WCAG 2.2, success criterion 2.4.9 and its technique H30",
        find=_same_words,
    ),
    Check(
        code="A104",
        title="A heading stands more than once in a section",
        severity="warning",
        why="Readers who go from heading to heading cannot tell which of the two they are at.",
        fix="Give each its own name.",
        source="WCAG 2.2, success criterion 2.4.6",
        find=_repeated_headings,
    ),
    Check(
        code="A105",
        title="A list has a single item",
        severity="warning",
        why="A screen reader announces a list and its length; of one item that is noise.",
        fix="Write it as a sentence.",
        source="NHS digital service manual, Formatting: Lists; WCAG 2.2, success criterion 1.3.1",
        find=_lists_of_one,
    ),
    Check(
        code="A106",
        title="The marks of a list are typed",
        severity="error",
        why="What only looks like a list is read as one run of words, and nobody hears how many items it has.",
        fix="Write a list: each item on its own line behind “- ” or “1. ”, an empty line before the first.",
        source="WCAG 2.2, success criterion 1.3.1 and its technique H48",
        find=_typed_marks,
    ),
    Check(
        code="A107",
        title="Words in another language are not marked",
        severity="error",
        why="A screen reader speaks them by the rules of the wrong language, so that nobody understands them.",
        fix="Put the word into the glossary with its language and link to it, or say it in the guide's language.",
        source="WCAG 2.2, success criterion 3.1.2",
        find=_unmarked_languages,
    ),
    Check(
        code="A108",
        title="Something is told by its color or weight alone",
        severity="warning",
        why="Some readers cannot tell colors apart; grey print, plain text and sound have none.",
        fix="Name it by its heading or its words.",
        source="WCAG 2.2, success criteria 1.3.3 and 1.4.1",
        find=_only(_by_color, "“{}” names something by how it looks."),
    ),
    Check(
        code="A109",
        title="Something is told by its place on the page alone",
        severity="warning",
        why="The same words stand elsewhere in an ebook, in large print and on a sheet, and nowhere for who listens.",
        fix="Name the part by its heading, or link to it.",
        source="WCAG 2.2, success criterion 1.3.3",
        find=_only(_by_place, "“{}” names something by where it stands."),
    ),
)
"""Every check of the family."""
