"""What the checks look at: the finished pages and styles of an ebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from acucontent.quality.check import BaseCheck
from acucontent_epub.checks.styles import Rule, inline_rule, rules

Page: TypeAlias = "etree._Element"  # noqa: SLF001 - lxml has no public name for it
"""The root of a parsed page."""

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Book:
    """An ebook before it is packed."""

    language: str
    """The language of the book, as a BCP 47 tag."""
    pages: Mapping[str, Page]
    """The pages by their file names, in the order of reading."""
    styles: Mapping[str, str]
    """The style sheets by their file names, in the order in which the pages name them."""
    names: frozenset[str] = frozenset()
    """The names of people and bodies, which have no language (WCAG 2.2, success criterion 3.1.2)."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all style sheets, in order."""
        return tuple(rule for name, css in self.styles.items() for rule in rules(name, css))

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """Those, and what elements say of their own style."""
        own = (
            inline_rule(where, element.get("style", ""))
            for where, element in self.elements()
            if "style" in element.attrib
        )
        return (*self.rules, *own)

    def elements(self, *names: str) -> Iterator[tuple[str, Page]]:
        """Each element of these names, or each at all, with the name of its page."""
        for name, page in self.pages.items():
            for element in page.iter(*(names or ("*",))):
                yield name, element


PageCheck: TypeAlias = BaseCheck[Book]
"""A check of the finished pages and styles. What it finds has the page or the line of a style sheet as its path."""


def words(element: Page) -> str:
    """The words of an element, each run of white space as one space."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def told(element: Page) -> str:
    """The name of an element for those who do not see it: what it points to, its label, its alternative."""
    page = element.getroottree().getroot()
    pointed = [words(found) for id_ in element.get("aria-labelledby", "").split() for found in by_id(page, id_)]
    return " ".join(pointed).strip() or element.get("aria-label", "").strip() or element.get("alt", "").strip()


def by_id(page: Page, id_: str) -> list[Page]:
    """The elements of a page with an id; there should be one."""
    return [element for element in page.iter("*") if element.get("id") == id_]


def named(element: Page) -> str:
    """How a finding names an element: its tag, and its id or the beginning of its words."""
    tag = etree.QName(element).localname
    known = element.get("id") or words(element)[:40] or element.get("src") or ""
    return f"<{tag}> {known!r}" if known else f"<{tag}>"
