"""Inlines of prose and of documents have plain words."""

from __future__ import annotations

import pytest

from acucontent.document import blocks
from acucontent.model import prose
from acucontent.model.plain_text import flatten


@pytest.mark.parametrize(
    "inlines",
    [
        (
            blocks.Words("It "),
            blocks.Strong((blocks.Words("may"),)),
            blocks.Words(" help "),
            blocks.Note("a"),
            blocks.Words("."),
        ),
        (
            prose.Words("It "),
            prose.Strong((prose.Words("may"),)),
            prose.Words(" help "),
            prose.Citation(()),
            prose.Words("."),
        ),
    ],
    ids=["document", "prose"],
)
def test_words_lose_their_marks(inlines: tuple[object, ...]) -> None:
    """Emphasis is left out, and so is the mark of a citation with the space before it."""
    assert flatten(inlines) == "It may help."
