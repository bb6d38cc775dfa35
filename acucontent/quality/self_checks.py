"""Checks of the run itself (Q): a check that failed, a file that could not be read, an acceptance of nothing.

They find nothing in a guide: the run that notices one makes the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject


def _find_nothing(subject: Subject) -> Iterator[Found]:
    """Find nothing: what these checks report is no part of a guide."""
    return iter(())


CHECK_FAILED = Check(
    code="Q101",
    title="A check could not run",
    severity="error",
    why="What a check did not look at is not known to be well.",
    fix="Install what is missing, or tell the author of the plugin.",
    source="This program's promise: nothing is lost in silence.",
    find=_find_nothing,
)
"""A check that raised an error."""

UNFINISHED = Check(
    code="Q102",
    title="A finished file could not be looked into",
    severity="error",
    why="That a warning stands in a handout is proved from the finished file alone, not from what was meant.",
    fix="Fix what the message names; to check the guide alone, run it again with --quick.",
    source="This program's promise: nothing is lost in silence.",
    find=_find_nothing,
)
"""A file that could not be made or not be read again."""

ACCEPTS_NOTHING = Check(
    code="Q103",
    title="An acceptance matches no finding",
    severity="warning",
    why="An acceptance that was left behind hides the next finding at its place.",
    fix="Delete it from what is accepted, or write the code and the place as the finding has them.",
    source="This program's promise: nothing is lost in silence.",
    find=_find_nothing,
)
"""An acceptance that accepts nothing."""

LAPSED = Check(
    code="Q104",
    title="An acceptance has lapsed",
    severity="warning",
    why="It was decided for a time only, and that time is over.",
    fix="Fix what it let stand, or decide again and write the new day under until.",
    source="This program's promise: nothing is lost in silence.",
    find=_find_nothing,
)
"""An acceptance whose last day is past."""

CHECKS: tuple[Check, ...] = (CHECK_FAILED, UNFINISHED, ACCEPTS_NOTHING, LAPSED)
"""The checks of this family."""
