"""Checks of an ebook's accessibility, on its finished pages and styles. Each finding names the page or the style.

A claim rests on checks by their codes: see `acucontent_epub.accessibility`.
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
