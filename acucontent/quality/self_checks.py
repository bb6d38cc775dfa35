"""Checks of a run itself (Q): a check that failed, a file that could not be read, an unused or expired acceptance.

They find nothing in a guide. `run` makes their findings.
"""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject

_SOURCE = "Rule of acucontent: nothing is lost silently."


def _find_nothing(subject: Subject) -> Iterator[Found]:
    """Find nothing, because these problems are not in the guide."""
    return iter(())


CHECK_FAILED = Check(
    code="Q101",
    title="A check failed to run",
    severity="error",
    why="Without this check, the guide may have undetected problems.",
    fix="Install what is missing, or report the error to the author of the plugin.",
    source=_SOURCE,
    find=_find_nothing,
)
"""A check raised an error."""

FILE_UNREADABLE = Check(
    code="Q102",
    title="A rendered file could not be checked",
    severity="error",
    why="Only the text of the rendered file proves that a handout contains its warnings.",
    fix="Fix the cause that the message names, or run with --quick to skip the checks that need rendered files.",
    source=_SOURCE,
    find=_find_nothing,
)
"""A file could not be rendered, or its text could not be extracted."""

ACCEPTANCE_UNUSED = Check(
    code="Q103",
    title="An acceptance matches no finding",
    severity="warning",
    why="An acceptance that is no longer needed would hide the next finding at the same place.",
    fix="Delete the acceptance, or correct its code, path and words to match the finding.",
    source=_SOURCE,
    find=_find_nothing,
)
"""An acceptance accepts nothing."""

ACCEPTANCE_EXPIRED = Check(
    code="Q104",
    title="An acceptance has expired",
    severity="warning",
    why="The finding was accepted for a limited time, and that time is over.",
    fix="Fix the finding, or decide again and write a later date under `until`.",
    source=_SOURCE,
    find=_find_nothing,
)
"""The last day of an acceptance has passed."""

UNJUDGED_LANGUAGE = Check(
    code="Q105",
    title="A plugin cannot judge the language of the guide",
    severity="error",
    why="A check that cannot judge a language finds nothing in it, which proves nothing.",
    fix="Let a qualified person judge the wording and accept this finding with their role.",
    source=_SOURCE,
    find=_find_nothing,
)
"""The checks of a plugin do not support the language of the guide."""

UNVERIFIED_FORMAT = Check(
    code="Q106",
    title="A format does not declare how its files are read",
    severity="error",
    why="A reader may get only this file, and nothing proves that it contains the warnings.",
    fix="Declare `read_back` in the exporter, or let a qualified person read the files and accept this finding with "
    "their role and the name of the format as its words.",
    source=_SOURCE,
    find=_find_nothing,
)
"""The exporter of a plugin has no `read_back`, so the proof that warnings reach the reader does not cover it."""

NOT_COMPOSED = Check(
    code="Q107",
    title="A handout cannot be composed",
    severity="error",
    why="The handout cannot be built, and its text is not checked.",
    fix="Fix the cause that the message names, such as a path under `include` that has no section.",
    source=_SOURCE,
    find=_find_nothing,
)
"""A handout raised an error when it was composed."""

CHECKS: tuple[Check, ...] = (
    CHECK_FAILED,
    FILE_UNREADABLE,
    ACCEPTANCE_UNUSED,
    ACCEPTANCE_EXPIRED,
    UNJUDGED_LANGUAGE,
    UNVERIFIED_FORMAT,
    NOT_COMPOSED,
)
"""The checks of this family."""
