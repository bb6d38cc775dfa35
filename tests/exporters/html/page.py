"""A web page or fragment for tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from acucontent.markup import parse_html


@dataclass(frozen=True)
class WebPage:
    """The bytes of a page, and its elements."""

    data: bytes

    @cached_property
    def text(self) -> str:
        """The markup."""
        return self.data.decode()

    @cached_property
    def root(self) -> Element:
        """The outer element."""
        return parse_html(self.text)

    @property
    def ids(self) -> list[str]:
        """The id of each element, in reading order."""
        return [each.get("id", "") for each in self.root.iter() if each.get("id")]

    @property
    def headings(self) -> list[int]:
        """The level of each heading, in reading order."""
        return [int(each.tag[1]) for each in self.root.iter() if each.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
