"""The page to which blocks are written, and the passages of text that they produce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from acucontent.document.blocks import Inlines, Words
from acucontent.document.labels import Labels
from acucontent_text.inlines import join_inlines
from acucontent_text.lines import join_phone_numbers, tidy_text, wrap_text
from acucontent_text.plain_ascii import convert_to_ascii


@dataclass(frozen=True)
class Passage:
    """Consecutive lines, separated from others by blank lines."""

    lines: tuple[str, ...]
    heading: bool = False


@dataclass(frozen=True)
class Page:
    """The context in which a block is written."""

    width: int | None
    """The number of available columns; None if lines are not wrapped."""
    ascii: bool
    labels: Labels
    number: tuple[int, ...] | None = ()
    """The number of the section; None if it is not numbered."""
    heading: str = ""
    """The heading above the block."""
    lists: int = 0
    """The number of lists around the block."""

    def format_inlines(self, inlines: Inlines) -> str:
        """Return inlines as tidy text, in ASCII if the option is set."""
        text = tidy_text(join_inlines(inlines))
        return join_phone_numbers(convert_to_ascii(text) if self.ascii else text)

    def format_text(self, words: str) -> str:
        """Return a string as tidy text, in ASCII if the option is set."""
        return self.format_inlines((Words(words),))

    def make_passage(self, text: str, rest: str = "", *, heading: bool = False) -> Iterator[Passage]:
        """Yield one passage, or none if the text is empty."""
        if text:
            yield Passage(wrap_text(text, self.width, rest=rest), heading)

    def indent(self, columns: int) -> Page:
        """Return the page for blocks that are indented by a number of columns."""
        return replace(self, width=None if self.width is None else self.width - columns)

    def has_room(self, columns: int) -> bool:
        """Return whether a number of columns is available. Lines that are not wrapped have room for anything."""
        return self.width is None or columns <= self.width

    def enter_section(self, number: int | None) -> Page:
        """Return the page for a section, given the section's number in its parent, or None if it has no number."""
        if number is None or self.number is None:
            return replace(self, number=None)
        return replace(self, number=(*self.number, number))

    def is_heading_repeated(self, title: str) -> bool:
        """Return whether a title repeats the start of the heading above it."""
        return self.heading.casefold().startswith(title.casefold())
