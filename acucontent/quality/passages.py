"""Find the text of a guide that readers see: each field with its path, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from acucontent.model import prose
from acucontent.model.base import Link
from acucontent.model.guide import Guide
from acucontent.model.paths import Path, format_path, walk_values
from acucontent.model.plain_text import flatten
from acucontent.model.prose import ListBlock, Prose, TermId
from acucontent.quality.sentences import split_sentences

READER_LINES = frozenset(
    {
        *("title", "subtitle", "name", "sign", "situation", "question", "therapy", "term"),
        *("population", "outcome", "time_frame", "description", "scope", "strength"),
        *("note", "meaning"),
        *("head", "row_head", "caption", "label"),
        *("short_name", "people", "measured", "purpose"),
        *("short", "brief", "message"),  # what sheets print
        *("text",),  # what may matter in a decision
    }
)
"""The names of one-line fields that are written for readers."""

OTHER_LINES = frozenset(
    {
        *("body", "former_names", "payer", "publisher", "by", "graded_by"),  # names of organizations and people
        *("medical_name", "location", "say"),  # for health workers and for screen readers
        *("scheme", "singular", "plural"),  # names of gradings and of units
    }
)
"""The names of one-line fields that are exempt from plain writing: names, codes and words for health workers."""

UNREAD_FIELDS = frozenset({"references", "authors", "names", "codes", "series", "access", "accepted"})
"""The names of fields that readers do not read: names, numbers, and notes for programs and editors."""

NAME_LINES = frozenset({"name", "sort_as", "title", "display", "code", "pinyin", "english", "by", "note"})
"""The names of the one-line fields inside `UNREAD_FIELDS` that are printed, too, and could hold an unsafe sentence."""

_QUOTED_FIELDS = frozenset({"accepted", "author", "editor", "issued", "accessed", "custom"})
"""Fields that are never judged: they are not printed, or are parts of a citation, which are the words of others."""


_SENTENCE_END = re.compile(r"[.!?;。\uff01\uff1f]['”’\")\]»]*\s*$")
_OPEN_END = re.compile(
    r"\b(?:an?|the|your|his|her|their|our|any|all|no|not|never|to|of|with|without|and|or|for|from|on|in|at|by|is|are|will|can)$"
)
"""Words that another word must follow."""
_FEW_WORDS = 3
"""The number of words of a run that can be one word of a sentence that is written down a list."""


@dataclass(frozen=True)
class TextRun:
    """A paragraph, a list item or a line."""

    words: str
    """The text without markup and citations."""
    item: bool = False
    """Whether the run is an item of a list."""

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences."""
        return split_sentences(self.words)


@dataclass(frozen=True)
class JoinedRuns:
    """The last sentence of a paragraph or list item and the first of the next, read as one."""

    words: str
    ends: tuple[int, ...]
    """Where the words of each run but the last end."""

    def is_crossed(self, start: int, end: int) -> bool:
        """Return whether words reach from one run into another."""
        return any(start < each < end for each in self.ends)


@dataclass(frozen=True)
class Passage:
    """One field that a reader sees."""

    path: str
    """The path in the guide."""
    source: str
    """The text as it was written."""
    runs: tuple[TextRun, ...]
    """The paragraphs, list items or line of the field."""
    prose: Prose | None = None
    """The parsed prose; None if the field is a line."""
    is_name: bool = False
    """Whether the field is a name, an address or another line that usually is no sentence."""

    @cached_property
    def words(self) -> str:
        """The text of all runs, in one line."""
        return " ".join(run.words for run in self.runs)

    @property
    def sentences(self) -> Iterator[str]:
        """The sentences."""
        return (sentence for run in self.runs for sentence in run.sentences)

    @cached_property
    def joined_runs(self) -> tuple[JoinedRuns, ...]:
        """Runs that follow each other without the end of a sentence between them, because a sentence can span them."""
        return tuple(_join_runs(self.runs))

    @property
    def part(self) -> str:
        """The part of the guide to which the field belongs."""
        return self.path.split(".", 1)[0]

    @property
    def lists(self) -> Iterator[ListBlock]:
        """Every list, including nested lists."""
        return _find_lists(self.prose.blocks) if self.prose else iter(())

    @property
    def terms(self) -> Iterator[tuple[TermId, str]]:
        """The glossary entries that the field links to, each with the words of the link."""
        for inline in prose.walk_inlines(self.prose.blocks) if self.prose else ():
            if isinstance(inline, prose.InnerLink) and isinstance(inline.to, TermId):
                yield inline.to, flatten(inline.children)


def is_line(path: Path, value: object, names: Collection[str]) -> bool:
    """Return whether a value is a line in a field of one of these names, and not the id of a record."""
    return isinstance(value, str) and not isinstance(value, Link) and path[-1] in names


def find_passages(guide: Guide) -> Iterator[Passage]:
    """Yield every field that a reader sees, in the order of the model, without references and names of people."""
    for path, value in walk_values(guide, skip=UNREAD_FIELDS):
        if isinstance(value, Prose) or is_line(path, value, READER_LINES):
            yield make_passage(format_path(path), value)


def find_other_passages(guide: Guide) -> Iterator[Passage]:
    """Yield every other line that is printed, such as the name of a payer: it is exempt from plain writing only.

    The title of a reference is left out, because it is a quotation.
    """
    for path, value in walk_values(guide, skip=_QUOTED_FIELDS):
        if isinstance(value, str) and _is_other_line(path):
            yield make_passage(format_path(path), value, is_name=True)


def _is_other_line(path: Path) -> bool:
    around = UNREAD_FIELDS.intersection(map(str, path))
    if "references" in around:
        return path[-1] == "note"
    return path[-1] in (NAME_LINES if around else OTHER_LINES) or "former_names" in path


def make_passage(path: str, value: Prose | str, is_name: bool = False) -> Passage:
    """Return the passage of one field: its prose, or its line."""
    if isinstance(value, Prose):
        return Passage(path, value.source, tuple(_find_runs(value.blocks)), value)
    return Passage(path, value, (TextRun(value),), is_name=is_name)


def _join_runs(runs: Sequence[TextRun]) -> Iterator[JoinedRuns]:
    """Yield each two runs between which no sentence ends, and each series of such runs of a few words."""
    series: list[str] = []
    for run, following in pairwise((*runs, TextRun(""))):
        last, first = run.sentences[-1:], following.sentences[:1]
        is_open = bool(last and first) and _can_go_on(run.words, first[0])
        if is_open:
            yield _join_words((last[0], first[0]))
        if last and len(run.words.split()) <= _FEW_WORDS and (is_open or series):
            series.append(last[0])
        if not is_open or len(run.words.split()) > _FEW_WORDS:
            if len(series) > 2:
                yield _join_words(series)
            series = []


def _can_go_on(words: str, following: str) -> bool:
    """Return whether a sentence can go on after a run: it has no end, and is short or open, or the next is small."""
    is_part = len(words.split()) <= _FEW_WORDS + 1 or following[0].islower() or bool(_OPEN_END.search(words.lower()))
    return is_part and not _SENTENCE_END.search(words)


def _join_words(runs: Sequence[str]) -> JoinedRuns:
    parts = [run.rstrip(": ") for run in runs]
    return JoinedRuns(" ".join(parts), tuple(len(" ".join(parts[:count])) for count in range(1, len(parts))))


def _find_lists(blocks: tuple[prose.ProseBlock, ...]) -> Iterator[ListBlock]:
    for block in blocks:
        if isinstance(block, ListBlock):
            yield block
            for item in block.items:
                yield from _find_lists(item)


def _find_runs(blocks: tuple[prose.ProseBlock, ...], item: bool = False) -> Iterator[TextRun]:
    for block in blocks:
        match block:
            case prose.Paragraph(children):
                yield TextRun(flatten(children).strip(), item)
            case ListBlock(items=items):
                for inner in items:
                    yield from _find_runs(inner, item=True)


def split_at_links(text: Prose) -> Iterator[str]:
    """Yield the words of prose between citations, links and paragraphs: print adds marks and page numbers there."""
    for paragraph in _find_paragraphs(text.blocks):
        run: list[str] = []
        for inline in (*prose.walk_inlines((paragraph,)), prose.Citation(())):
            match inline:
                case prose.Words(words):
                    run.append(words)
                case prose.Strong() | prose.Emphasis():
                    pass
                case _:
                    yield "".join(run)
                    run = []


def _find_paragraphs(blocks: tuple[prose.ProseBlock, ...]) -> Iterator[prose.Paragraph]:
    for block in blocks:
        match block:
            case prose.Paragraph():
                yield block
            case ListBlock(items=items):
                for inner in items:
                    yield from _find_paragraphs(inner)


def is_english(guide: Guide) -> bool:
    """Return whether the guide is in English, the only language for which the checks have word lists."""
    return guide.language.split("-")[0] == "en"
