"""The plain text of inlines, for those of prose and those of documents."""

from __future__ import annotations

from collections.abc import Iterable


def flatten(inlines: Iterable[object]) -> str:
    """Return the text of inlines, without markup, citation marks and the spaces before citation marks.

    Args:
        inlines: Inlines of any class. One with `text` is words, one with `children` contains other inlines, and one
            with neither is a citation mark.
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
