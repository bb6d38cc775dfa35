"""The finished pages and styles of an ebook, which the checks examine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from acucontent.quality.check import BaseCheck
from acucontent_epub.checks.styles import Rule, parse_inline_style, parse_rules

Page: TypeAlias = "etree._Element"  # noqa: SLF001 - lxml has no public name for it
"""The root of a parsed page."""

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Book:
    """The pages and styles of an ebook before they are packed."""

    language: str
    """The language of the book, as a BCP 47 tag."""
    pages: Mapping[str, Page]
    """The pages by file name, in reading order."""
    styles: Mapping[str, str]
    """The style sheets by file name, in the order of the cascade."""
    names: frozenset[str] = frozenset()
    """The names of people and organizations, which have no language (WCAG 2.2, success criterion 3.1.2)."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all style sheets, in order."""
        return tuple(rule for name, css in self.styles.items() for rule in parse_rules(name, css))

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """The rules of all style sheets and of `style` attributes."""
        own = (
            parse_inline_style(where, element.get("style", ""))
            for where, element in self.find_elements()
            if "style" in element.attrib
        )
        return (*self.rules, *own)

    def find_elements(self, *names: str) -> Iterator[tuple[str, Page]]:
        """Yield each element with one of these names, or every element, with the name of its page."""
        for name, page in self.pages.items():
            for element in page.iter(*(names or ("*",))):
                yield name, element


PageCheck: TypeAlias = BaseCheck[Book]
"""A check of the finished pages and styles. The path of a finding is a page, or a line of a style sheet."""


def extract_text(element: Page) -> str:
    """Return the text of an element, with white space collapsed."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def get_accessible_name(element: Page) -> str:
    """Return the accessible name of an element: from `aria-labelledby`, `aria-label` or `alt`."""
    page = element.getroottree().getroot()
    labels = [
        extract_text(found) for id_ in element.get("aria-labelledby", "").split() for found in find_by_id(page, id_)
    ]
    return " ".join(labels).strip() or element.get("aria-label", "").strip() or element.get("alt", "").strip()


def find_by_id(page: Page, id_: str) -> list[Page]:
    """Return the elements of a page with an id; a valid page has at most one."""
    return [element for element in page.iter("*") if element.get("id") == id_]


def describe_element(element: Page) -> str:
    """Return a short description of an element for findings: its tag, and its id or the start of its text."""
    tag = etree.QName(element).localname
    known = element.get("id") or extract_text(element)[:40] or element.get("src") or ""
    return f"<{tag}> {known!r}" if known else f"<{tag}>"
