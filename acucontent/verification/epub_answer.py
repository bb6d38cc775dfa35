"""Decide what the differences between two EPUBs mean."""

from __future__ import annotations

from typing import Any

from acucontent.containers import BadContainer
from acucontent.identity import IDENTITY
from acucontent.isolation import run_isolated
from acucontent.verification.answers import Answer, CannotBeCompared, Unchanged, make_changed
from acucontent.verification.printable import list_names

_COMPARE = "acucontent.untrusted.epub_comparison:compare_epubs"
"""The function that compares EPUBs, which only a child process imports."""

EMBEDDED_IDENTITY = f"META-INF/{IDENTITY}"


def answer_for_epub(expected: bytes, found: bytes, versions: str) -> Answer:
    """Return whether an EPUB is as acucontent makes it.

    Args:
        expected: The EPUB as acucontent makes it.
        found: The EPUB of anyone.
        versions: The versions that differ from the installed ones; empty if none does.

    Raises:
        BadContainer: The second file is damaged, or contains too much.
        Unreadable: It needs too much time or memory to be read.
    """
    differences = run_isolated(_COMPARE, expected, found, errors=(BadContainer,))
    others = _list_others(differences, ignored=EMBEDDED_IDENTITY if versions else None)
    words = _list_changed_words(differences)
    if words or (others and not versions):
        return make_changed(*words, *others)
    if others:
        return CannotBeCompared(
            f"the words of every chapter are the same, but {list_names(others)}, which other versions can cause: "
            f"{versions}"
        )
    if differences["hidden_parts"]:
        return CannotBeCompared("its files are the same, but the archive contains more than its files")
    if versions:
        return Unchanged(f"every file in the EPUB except the list of versions, which differ: {versions}")
    return Unchanged("every file in the EPUB; another program packed it again")


def _list_changed_words(differences: dict[str, Any]) -> list[str]:
    """Return the places at which words were changed, dropped, added or reordered."""
    return [
        *(f"{name}: missing" for name in differences["missing"]),
        *(f"{name}: added" for name in differences["added"]),
        *differences["order"],
        *differences["words"],
    ]


def _list_others(differences: dict[str, Any], ignored: str | None) -> list[str]:
    """Return the differences that leave the words as they are, such as those of style sheets."""
    return [
        *(f"{name}: missing" for name in differences["missing_other"]),
        *(f"{name}: added" for name in differences["added_other"]),
        *(f"{name}: differs" for name in differences["other"] if name != ignored),
    ]
