"""Accessibility checks of the finished pages and styles of an ebook. Each finding gives the page or style sheet.

The claims in `acucontent_epub.accessibility` depend on these checks, by code.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from acucontent_epub.checks import color, language, layout, motion, navigation, pictures, structure
from acucontent_epub.checks.book import Book, PageCheck

CHECKS: Mapping[str, PageCheck] = MappingProxyType(
    {
        check.code: check
        for module in (pictures, structure, navigation, language, motion, color, layout)
        for check in module.CHECKS
    }
)
"""Every check by its code."""

__all__ = ["CHECKS", "Book", "PageCheck"]
