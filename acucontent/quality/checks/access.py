"""Access (A): barriers for readers who listen, cannot see colors, or read the text in another layout.

These checks find barriers in the text of a guide. Text alternatives of figures, heads of tables and levels of headings
are composed, so a guide cannot omit them. The tests of the exporters check contrast and type size in rendered files.
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
from acucontent.quality.languages import ENGLISH, LANGUAGE_CHECKS
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import load_word_list
from acucontent.quality.subject import Subject

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|gov|edu|int|uk|eu|de)(?:/\S*)?\b")
_TYPED_MARK = re.compile(r"^(?:[•·▪◦‣–—*]|\(?\d{1,2}[.)]|[a-h]\))\s")
_FOREIGN = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\u0400-\u04ff\u0590-\u06ff]+|\b\w*[āēīōūǎěǐǒǔǖǘǚǜ]\w*\b", re.IGNORECASE
)

_LATIN = ("en", "de", "fr", "es", "it", "nl", "pt")
"""The languages in which another script, or a tone mark of pinyin, is a word of another language."""


@cache
def _load_lists() -> Mapping[str, Any]:
    lists = load_word_list("acucontent.quality.checks", "access", "en")
    assert lists is not None, "access.en.yaml is part of the package"
    return lists


def _walk_inlines(passage: Passage) -> Iterator[Inline]:
    return walk_inlines(passage.prose.blocks) if passage.prose else iter(())


def _find_links(subject: Subject) -> Iterator[tuple[Passage, str, str]]:
    """Yield each link: its passage, its target and its words."""
    for passage in subject.passages:
        for inline in _walk_inlines(passage):
            if isinstance(inline, WebLink):
                yield passage, inline.address, flatten(inline.children).strip()
            elif isinstance(inline, InnerLink):
                yield passage, f"{inline.to.target}:{inline.to}", flatten(inline.children).strip()


def _find_empty_links(subject: Subject) -> Iterator[Found]:
    empty = set(_load_lists()["empty_links"])
    for passage, address, words in _find_links(subject):
        if words.casefold().strip(" .:→>»") in empty:
            yield Found(passage.path, f"The words of the link to {address} are only “{words}”.", words)


def _find_bare_addresses(subject: Subject) -> Iterator[Found]:
    for passage in subject.passages:
        if passage.prose:
            for found in dict.fromkeys(_ADDRESS.findall(passage.words)):
                yield Found(passage.path, f"The text contains the web address “{found}”.", found.rstrip(".,;:)"))


def _find_ambiguous_links(subject: Subject) -> Iterator[Found]:
    """Find web links with the same words but different addresses."""
    first: dict[str, str] = {}
    for passage, address, words in _find_links(subject):
        if ":" in address and address.split(":")[0] in {"http", "https"}:
            other = first.setdefault(words.casefold(), address)
            if other != address:
                yield Found(passage.path, f"“{words}” links to {address} here and to {other} elsewhere.", words)


def _find_repeated_headings(subject: Subject) -> Iterator[Found]:
    reported: set[str] = set()
    for edition in subject.handout_editions:
        for block in edition.document.walk_blocks():
            if isinstance(block, Section):
                subsections = [each for each in block.blocks if isinstance(each, Section)]
                counts = Counter(flatten(each.title).casefold() for each in subsections)
                for each in subsections:
                    title = flatten(each.title)
                    if counts[title.casefold()] > 1 and each.id not in reported:
                        reported.add(each.id)
                        message = f"The heading “{title}” is repeated in the section “{flatten(block.title)}”."
                        yield Found(_find_nearest_path(subject, each.id), message)


def _find_nearest_path(subject: Subject, block: str) -> str:
    """Return the path in the guide from which a block was composed, or its nearest parent."""
    *_, (path, _) = ("", subject.guide), *follow_path(subject.guide, block)
    return path


def _find_single_item_lists(subject: Subject) -> Iterator[Found]:
    for passage in subject.passages:
        for block in passage.lists:
            if len(block.items) == 1:
                words = _get_first_paragraph(block.items[0])
                yield Found(passage.path, f"The list has only one item: “{words}”", words)


def _get_first_paragraph(blocks: tuple[ProseBlock, ...]) -> str:
    return flatten(blocks[0].children) if blocks and isinstance(blocks[0], Paragraph) else ""


def _find_typed_marks(subject: Subject) -> Iterator[Found]:
    """Find lists with typed markers, which are not marked up as lists. A single number is not a list."""
    for passage in subject.passages:
        marked = [run.words for run in passage.runs if not run.item and _TYPED_MARK.match(run.words)]
        if len(marked) > 1:
            message = f"{len(marked)} paragraphs begin with a typed list marker, such as “{marked[0][:30]}”."
            yield Found(passage.path, message, marked[0])


def _find_unmarked_languages(subject: Subject) -> Iterator[Found]:
    """Find words in another script, or with the tone marks of pinyin, whose language is not marked."""
    marked = {term.id for term in subject.guide.glossary if term.language}
    for passage in subject.passages:
        words = passage.words
        for term, linked in passage.terms:
            if term in marked:
                words = words.replace(linked, " ")
        if _is_marked_term(subject, passage):
            continue
        for found in dict.fromkeys(_FOREIGN.findall(words)):
            yield Found(passage.path, f"The language of “{found}” is not marked.", found)


def _is_marked_term(subject: Subject, passage: Passage) -> bool:
    """Return whether a passage is the term of a glossary entry with a language."""
    steps = passage.path.split(".")
    return steps[0] == "glossary" and steps[-1] == "term" and bool(subject.guide.glossary[steps[1]].language)


@cache
def _compile_colors() -> re.Pattern[str]:
    colors, shown = "|".join(_load_lists()["colors"]), "|".join(_load_lists()["shown"])
    return re.compile(
        rf"\b(?:the|this|that|each|every|any) (?:{colors}) (?:{shown})\b"
        rf"|\b(?:in|marked|shown|printed) (?:in )?(?:{colors})\b(?! \w)",
        re.IGNORECASE,
    )


@cache
def _compile_positions() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{place}\b" for place in _load_lists()["places"]), re.IGNORECASE)


def _make_finder(pattern: Callable[[], re.Pattern[str]], message: str) -> Callable[[Subject], Iterator[Found]]:
    """Make a function that finds each match of a pattern."""

    def find(subject: Subject) -> Iterator[Found]:
        for passage in subject.passages:
            for found in dict.fromkeys(pattern().findall(passage.words)):
                yield Found(passage.path, message.format(found), found)

    return find


CHECKS = (
    LANGUAGE_CHECKS["A"],
    Check(
        code="A101",
        languages=ENGLISH,
        title="The words of a link do not describe its target",
        severity="error",
        why="People who use a screen reader move from link to link and hear only the words of each link.",
        fix="Use link words that describe the target: [licensing boards](https://…).",
        source="WCAG 2.2, success criteria 2.4.4 and 2.4.9; NHS digital service manual, Formatting: Links",
        find=_find_empty_links,
    ),
    Check(
        code="A102",
        title="The text contains a web address",
        severity="warning",
        why="A screen reader spells out an address letter by letter, and the address does not describe its target.",
        fix="Write a link with words: [name of the page](https://…). On paper, its address is printed after the words.",
        source="WCAG 2.2, success criterion 2.4.4; NHS digital service manual, Formatting: Links",
        find=_find_bare_addresses,
    ),
    Check(
        code="A103",
        title="Links with the same words have different targets",
        severity="warning",
        why="In a list of links, readers cannot distinguish them.",
        fix="Give each link words of its own.",
        source="WCAG 2.2, success criterion 2.4.9 and its technique H30",
        find=_find_ambiguous_links,
    ),
    Check(
        code="A104",
        title="A heading is repeated in a section",
        severity="warning",
        why="Readers who move from heading to heading cannot tell which one they have reached.",
        fix="Give each heading a name of its own.",
        source="WCAG 2.2, success criterion 2.4.6",
        find=_find_repeated_headings,
    ),
    Check(
        code="A105",
        title="A list has only one item",
        severity="warning",
        why="A screen reader announces each list and its length, which only distracts if there is one item.",
        fix="Write the item as a sentence.",
        source="NHS digital service manual, Formatting: Lists; WCAG 2.2, success criterion 1.3.1",
        find=_find_single_item_lists,
    ),
    Check(
        code="A106",
        title="A list has typed markers",
        severity="error",
        why="A screen reader does not announce it as a list, so listeners do not learn that it has items, or how many.",
        fix="Begin each item on a new line with “- ” or “1. ”, and put an empty line before the first item.",
        source="WCAG 2.2, success criterion 1.3.1 and its technique H48",
        find=_find_typed_marks,
    ),
    Check(
        code="A107",
        languages=_LATIN,
        title="Words in another language are not marked",
        severity="error",
        why="A screen reader pronounces them by the rules of the wrong language, and listeners cannot understand them.",
        fix="Add the word to the glossary with its language and link to it, or use words in the guide's language.",
        source="WCAG 2.2, success criterion 3.1.2",
        find=_find_unmarked_languages,
    ),
    Check(
        code="A108",
        languages=ENGLISH,
        title="Something is identified only by its color or weight",
        severity="warning",
        why="Some readers cannot distinguish colors, and gray prints, plain text and speech do not have them.",
        fix="Identify it by its heading or its words.",
        source="WCAG 2.2, success criteria 1.3.3 and 1.4.1",
        find=_make_finder(_compile_colors, "“{}” identifies something only by its appearance."),
    ),
    Check(
        code="A109",
        languages=ENGLISH,
        title="Something is identified only by its position on the page",
        severity="warning",
        why="Positions differ between an ebook, large print and a sheet, and people who listen have no page.",
        fix="Identify the part by its heading, or link to it.",
        source="WCAG 2.2, success criterion 1.3.3",
        find=_make_finder(_compile_positions, "“{}” identifies something only by its position."),
    ),
)
"""Every check of the family."""
