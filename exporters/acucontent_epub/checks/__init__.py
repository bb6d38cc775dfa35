"""Checks of an ebook's accessibility: each a function from the finished book to what it finds wrong, with its place.

A claim rests on checks by name: see `acucontent_epub.claims`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from acucontent_epub.checks import color, language, layout, motion, navigation, pictures, structure
from acucontent_epub.checks.book import Book

Check = Callable[[Book], Iterator[str]]
"""Yields what is wrong and where, one sentence each; nothing when all is well."""

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "alternatives": pictures.alternatives,
        "descriptions": pictures.descriptions,
        "headings": structure.headings,
        "tables": structure.tables,
        "links": structure.links,
        "identity": structure.identity,
        "titles": navigation.titles,
        "contents": navigation.contents,
        "figures and tables listed": navigation.figures_and_tables_listed,
        "page list": navigation.page_list,
        "language of pages": language.language_of_pages,
        "language of words": language.language_of_words,
        "still": motion.still,
        "controls": motion.controls,
        "text contrast": color.text_contrast,
        "line contrast": color.line_contrast,
        "order": layout.order,
        "reflow": layout.reflow,
        "resizing": layout.resizing,
        "focus": layout.focus,
        "underlines": layout.underlines,
    }
)
"""Every check by its name."""

__all__ = ["CHECKS", "Book", "Check"]
