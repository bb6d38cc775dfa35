"""Read the narratives of a document bundle, as a system that shows it does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from acucontent.markup import extract_text
from acucontent.rendering.exporter import UnreadableText


def read_narratives(data: bytes) -> tuple[str, ...]:
    """Return the title and the narrative of the composition, and those of each section, in order.

    Raises:
        UnreadableText: The data are not a document bundle in JSON, or a narrative is not XHTML.
    """
    try:
        composition = json.loads(data)["entry"][0]["resource"]
        return (_read_part(composition), *(_read_part(section) for section in composition["section"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ElementTree.ParseError) as error:
        raise UnreadableText(f"The bundle is damaged: {type(error).__name__}: {error}") from error


def _read_part(part: dict[str, Any]) -> str:
    return " ".join(_walk_texts(part))


def _walk_texts(part: dict[str, Any]) -> Iterator[str]:
    yield part["title"]
    if "text" in part:
        yield extract_text(ElementTree.fromstring(part["text"]["div"]))
