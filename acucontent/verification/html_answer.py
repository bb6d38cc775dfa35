"""Decide what the differences between two web pages mean."""

from __future__ import annotations

from acucontent.containers import BadContainer
from acucontent.data_blocks import BadDataBlock, cut_data_block
from acucontent.identity import IDENTITY
from acucontent.isolation import run_isolated
from acucontent.verification.answers import Answer, CannotBeCompared, Unchanged, make_changed
from acucontent.verification.printable import list_names

_COMPARE = "acucontent.untrusted.html_comparison:compare_pages"
"""The function that compares pages, which only a child process imports."""


def answer_for_html(expected: bytes, found: bytes, versions: str) -> Answer:
    """Return whether a web page is as acucontent makes it. Only equal bytes make it unchanged.

    Args:
        expected: The page as acucontent makes it.
        found: The page of anyone.
        versions: The versions that differ from the installed ones; empty if none does.

    Raises:
        BadContainer: The second page is damaged, or contains too much.
        Unreadable: It needs too much time or memory to be read.
    """
    ours, theirs = _cut_identity(expected), _cut_identity(found)
    if versions and ours == theirs:
        return Unchanged(f"byte for byte, except the list of versions, which differ: {versions}")
    differences = run_isolated(_COMPARE, ours, theirs, errors=(BadContainer,))
    others = [f"{name}: differ" for name in differences["other"]]
    changes = (*differences["words"], *differences["active"])
    if changes or (others and not versions):
        return make_changed(*changes, *others)
    if others:
        return CannotBeCompared(
            f"the words of the page are the same, but {list_names(others)}, which other versions can cause: {versions}"
        )
    return CannotBeCompared("its words and elements are the same, but not its bytes: another program saved it again")


def _cut_identity(page: bytes) -> bytes:
    """Return a page without its identity, whose values were compared, and which names the versions."""
    try:
        return cut_data_block(page, IDENTITY)
    except BadDataBlock as error:
        raise BadContainer(f"it does not contain exactly one {IDENTITY}") from error
