"""The page that blocks are written on, and the passages that they become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from acucontent.document.blocks import Inlines, Words
from acucontent.document.labels import Labels
from acucontent_text.inlines import run_of_words
from acucontent_text.lines import set_lines, tidy
from acucontent_text.plain_ascii import to_ascii


@dataclass(frozen=True)
class Passage:
    """Lines that stand together, with blank lines around them."""

    lines: tuple[str, ...]
    heading: bool = False


@dataclass(frozen=True)
class Page:
    """What a block must know of where it stands."""

    width: int
    """Columns that are left."""
    ascii: bool
    labels: Labels
    number: tuple[int, ...] | None = ()
    """The number of the section; none where sections are not numbered."""
    heading: str = ""
    """The heading that the block stands under."""
    lists: int = 0
    """How many lists it stands in."""

    def words(self, inlines: Inlines) -> str:
        """Inlines as tidy words, in ASCII where that is asked for."""
        text = tidy(run_of_words(inlines))
        return to_ascii(text) if self.ascii else text

    def text(self, words: str) -> str:
        """Plain words, likewise."""
        return self.words((Words(words),))

    def passage(self, text: str, rest: str = "", *, heading: bool = False) -> Iterator[Passage]:
        """One passage, or none when there is nothing to say."""
        if text:
            yield Passage(set_lines(text, self.width, rest=rest), heading)

    def in_section(self, number: int | None) -> Page:
        """The page inside a section: the section's number in its parent, or none."""
        if number is None or self.number is None:
            return replace(self, number=None)
        return replace(self, number=(*self.number, number))

    def repeats_heading(self, title: str) -> bool:
        """Whether a title says again what the heading above it has just said."""
        return self.heading.casefold().startswith(title.casefold())
