"""The search index of a region: the text of each section of its pages, in a script that a page can load from a disk.

A page that was opened from a disk cannot fetch data, but it can load a script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from acucontent.markup import extract_text, parse_html
from acucontent.model.volumes import HandoutKind

INDEX_NAME = "search-index.js"
"""The name of the search index in the folder of a region."""

VARIABLE = "acucontentSearchIndexes"
"""The global variable in which the scripts put the index of each folder."""

_WEIGHTS: dict[HandoutKind, float] = {"guide": 1.0, "sheet": 0.9, "decision aid": 0.9, "reference": 0.7}
"""How much a match counts by the kind of the handout: the guide for patients says most in plain words."""
_REFERENCES_WEIGHT = 0.2
"""How much a match in a list of references counts, beside the weight of its handout."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class SearchPage:
    """A page to search: its title, that of its guide, its file name in the folder, and its bytes."""

    title: str
    guide: str
    """The title of its guide."""
    kind: HandoutKind
    name: str
    data: bytes


def write_search_index(folder: str, pages: tuple[SearchPage, ...]) -> bytes:
    """Return a script that adds the index of a folder to those of the site.

    Args:
        folder: The name of the folder, by which the search finds the index.
        pages: The pages, in the order in which equal matches are listed.
    """
    index: dict[str, Any] = {
        "pages": [[page.title, page.guide, f"{folder}/{page.name}", _WEIGHTS[page.kind]] for page in pages],
        "sections": [
            [number, *section] for number, page in enumerate(pages) for section in list_sections(page.data.decode())
        ],
    }
    # In a script, "<" could begin a tag if someone put it into a page.
    content = json.dumps(index, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    key = json.dumps(folder)
    return f"(self.{VARIABLE} ??= {{}})[{key}] = {content};\n".encode()


def list_sections(page: str) -> Iterator[tuple[str, str, str, str, float]]:
    """Yield the id, title, parent's title, text and weight of each section, without the text of sections in it."""
    yield from _walk_sections(parse_html(page), "")


def _walk_sections(parent: Element, parent_title: str) -> Iterator[tuple[str, str, str, str, float]]:
    for element in parent:
        title = _find_title(element) if element.tag == "section" else ""
        if title and element.get("id"):
            own = Element("div")
            own.extend(each for each in element if each.tag != "section" and each.tag not in _HEADINGS)
            references = any("references" in each.get("class", "").split() for each in own.iter("ol"))
            yield element.get("id", ""), title, parent_title, _read(own), _REFERENCES_WEIGHT if references else 1.0
        yield from _walk_sections(element, title or parent_title)


def _find_title(section: Element) -> str:
    return next((_read(each) for each in section if each.tag in _HEADINGS), "")


def _read(element: Element) -> str:
    """Return the text of an element without citation marks."""
    return _SPACE.sub(" ", extract_text(_remove_marks(element))).strip()


def _remove_marks(element: Element) -> Element:
    """Return a copy of an element without citation marks, which are the only text in `sup`."""
    copied = Element("span" if element.tag == "sup" else element.tag, element.attrib)
    copied.tail = element.tail
    if element.tag != "sup":
        copied.text = element.text
        copied.extend(map(_remove_marks, element))
    return copied
