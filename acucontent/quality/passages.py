"""The words of a guide as its checks look at them: each field that a reader sees, its path, runs and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from acucontent.model import prose
from acucontent.model.guide import Guide
from acucontent.model.paths import format_path, walk_values
from acucontent.model.plain_text import flatten
from acucontent.model.prose import ListBlock, Prose, TermId
from acucontent.quality.reading import split

LINES = frozenset(
    {
        *("title", "subtitle", "name", "sign", "situation", "question", "therapy", "term"),
        *("population", "outcome", "time_frame", "description", "measure", "scope", "strength"),
    }
)
"""Fields of one line that are written for the reader."""

NOT_LINES = frozenset(
    {
        *("body", "former_names", "payer", "publisher", "by", "graded_by"),  # names of bodies and people
        *("medical_name", "location", "say"),  # for health workers and for the ear
    }
)
"""Fields of one line that are names, codes or words for health workers; rules of plain writing are not for them."""

NOT_READ = frozenset({"references", "authors", "names", "codes", "series", "access", "accepted"})
"""Fields whose records no reader reads: names, numbers and what is said to programs and to those who check."""


@dataclass(frozen=True)
class Run:
    """A paragraph, a list item or a line: its words without marks and citations."""

    words: str
    item: bool = False
    """Whether it is an item of a list."""

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences."""
        return tuple(split(self.words))


@dataclass(frozen=True)
class Passage:
    """One field that a reader sees."""

    path: str
    """Its path in the guide."""
    source: str
    """As it was written."""
    runs: tuple[Run, ...]
    """What it says, run by run."""
    prose: Prose | None = None
    """Its prose; none where the field is a line."""

    @cached_property
    def words(self) -> str:
        """All that it says, in one line."""
        return " ".join(run.words for run in self.runs)

    @property
    def sentences(self) -> Iterator[str]:
        """Its sentences."""
        return (sentence for run in self.runs for sentence in run.sentences)

    @property
    def part(self) -> str:
        """The part of the guide that it stands in."""
        return self.path.split(".", 1)[0]

    @property
    def lists(self) -> Iterator[ListBlock]:
        """Every list in it, those in lists too."""
        return _lists(self.prose.blocks) if self.prose else iter(())

    @property
    def terms(self) -> Iterator[tuple[TermId, str]]:
        """The glossary entries that it links to, each with the words of the link."""
        for inline in prose.walk_inlines(self.prose.blocks) if self.prose else ():
            if isinstance(inline, prose.InnerLink) and isinstance(inline.to, TermId):
                yield inline.to, flatten(inline.children)


def passages(guide: Guide) -> Iterator[Passage]:
    """Every field that a reader sees, in the order of the model; references and names of people are not among them."""
    for path, value in walk_values(guide, skip=NOT_READ):
        if isinstance(value, Prose):
            yield Passage(format_path(path), value.source, tuple(_runs(value.blocks)), value)
        elif isinstance(value, str) and path[-1] in LINES:
            yield Passage(format_path(path), value, (Run(value),))


def _lists(blocks: tuple[prose.ProseBlock, ...]) -> Iterator[ListBlock]:
    for block in blocks:
        if isinstance(block, ListBlock):
            yield block
            for item in block.items:
                yield from _lists(item)


def _runs(blocks: tuple[prose.ProseBlock, ...], item: bool = False) -> Iterator[Run]:
    for block in blocks:
        match block:
            case prose.Paragraph(children):
                yield Run(flatten(children).strip(), item)
            case ListBlock(items=items):
                for inner in items:
                    yield from _runs(inner, item=True)


def english_passages(guide: Guide) -> Iterator[Passage]:
    """Every field that a reader sees of a guide in English, and none of another."""
    return passages(guide) if english(guide) else iter(())


def english(guide: Guide) -> bool:
    """Whether the guide is written in English, the only language whose words the checks know."""
    return guide.language.split("-")[0] == "en"
