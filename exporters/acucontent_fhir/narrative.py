"""Narratives: the XHTML that people read of a resource."""

from __future__ import annotations

import re
from collections.abc import Iterable

from acucontent.document.blocks import Blocks
from acucontent.document.document import Document
from acucontent.markup import load_templates
from acucontent_fhir.identifiers import Resource

_WHITE_SPACE = re.compile("[ \\n]+")
"""White space between elements; a no-break space is none."""


def make_narrative(document: Document, blocks: Blocks, level: int) -> Resource:
    """Return a narrative of blocks. What it says is nowhere else as data, so its status is `additional`.

    Args:
        document: The document of the blocks.
        blocks: The blocks.
        level: The level of their first headings.
    """
    template = load_templates("acucontent_fhir").get_template("narrative.html")
    macros = template.make_module({"labels": document.labels})
    div = macros.narrative(blocks, level, document.language, document.direction)  # type: ignore[attr-defined]
    return {"status": "additional", "div": _WHITE_SPACE.sub(" ", str(div)).strip()}


def make_lines(lines: Iterable[str]) -> Resource:
    """Return a narrative of lines, which are generated from the data of a resource."""
    div = load_templates("acucontent_fhir").get_template("lines.html").render(lines=tuple(lines))
    return {"status": "generated", "div": _WHITE_SPACE.sub(" ", div).strip()}
