"""Plain text of inlines: one function for the inlines of prose and for those of a document."""

from __future__ import annotations

from collections.abc import Iterable


def flatten(inlines: Iterable[object]) -> str:
    """Return the words of inlines, without markup and without the marks of citations.

    An inline with `text` is words, one with `children` holds other inlines, and one with neither is the mark of a
    citation: it is left out with the space before it.
    """
    words = ""
    for inline in inlines:
        if (text := getattr(inline, "text", None)) is not None:
            words += text
        elif (children := getattr(inline, "children", None)) is not None:
            words += flatten(children)
        else:
            words = words.rstrip(" ")
    return words
