"""The texts that a bundle adds to the words of its document; in each, `0` stands for any number."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.blocks import CERTAINTY_DOTS, Callout, Facts, Figure
from acucontent.document.document import Document
from acucontent_fhir.composition import ENCLOSED

_SIGNS = ("☐", "○", "0.", "[", "]", ",", ":", "_", ENCLOSED, *CERTAINTY_DOTS.values())
"""The boxes, the numbers of a continued list, the brackets and commas of citation marks, the colon and the line of a
blank, the title of the section with the enclosed file, and the dots of a certainty."""


def list_added_texts(document: Document) -> Iterator[str]:
    """Yield the texts that the bundle of a document adds to it."""
    yield from _SIGNS
    for block in document.walk_blocks():
        match block:
            case Callout(kind=kind):
                yield f"{document.labels(kind)}:"
            case Figure(alternative=alternative):
                yield alternative
            case Facts(title=title):
                yield title
            case _:
                pass
