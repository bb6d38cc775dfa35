"""Rules for the handouts of a guide: their kinds, and what they include."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from acucontent.model.base import Records
from acucontent.model.fault import Fault
from acucontent.model.handouts import COMBINED_SECTIONS, Handout
from acucontent.model.paths import NoSuchPart, Path, find_value, follow_path, iterate_children, list_steps
from acucontent.model.volumes import is_reference_only

_SAFETY: tuple[Path, ...] = (("sessions",), ("practitioners", "warning_signs"), ("risks", "needle_safety"))
"""The places whose records reach every reader."""


def find_handout_faults(handouts: Any, whole: Any) -> Iterator[Fault]:
    """Yield every broken rule about the handouts of a guide.

    Args:
        handouts: The valid handouts; anything else if there are none.
        whole: The guide; if it is invalid, a partial guide.
    """
    if not isinstance(handouts, Records):
        return
    first = next(list_steps(find_value(whole, "handouts")), None)
    references = 0
    for step, handout in iterate_children(handouts):
        path = ("handouts", step)
        references += handout.kind == "reference"
        why = _refuse_kind(handout, references, is_first=handout.id == first)
        if why:
            yield Fault("handout_kind", (*path, "kind"), why)
        for place, included in enumerate(handout.include):
            why = None if included in COMBINED_SECTIONS else _refuse_path(handout, included, whole)
            if why:
                yield Fault("dead_include", (*path, "include", place), why)


def find_hidden_warnings(values: Iterable[tuple[Path, Any]]) -> Iterator[Fault]:
    """Yield the records that warn but would be printed in the reference volume only."""
    for path, value in values:
        if is_reference_only(value) and any(path[: len(place)] == place for place in _SAFETY):
            message = "is a warning or an instruction for safety, which every reader needs: remove reference_only"
            yield Fault("hidden_warning", (*path, "reference_only"), message)


def _refuse_kind(handout: Handout, references: int, *, is_first: bool) -> str | None:
    """Return the message that a handout must be of another kind; None if it is of the right kind.

    Args:
        handout: The handout.
        references: The number of reference volumes up to this handout.
        is_first: Whether it is the first handout.
    """
    if is_first and handout.kind != "guide":
        return f"'{handout.kind}', but the first handout is the guide for patients: write guide"
    if not is_first and handout.kind == "guide":
        return "'guide', but only the first handout is the guide for patients: write sheet"
    if handout.kind == "reference" and references > 1:
        return "'reference', but an earlier handout is the reference volume, too: write sheet"
    return None


def _refuse_path(handout: Handout, included: str, whole: Any) -> str | None:
    """Return the message that a handout cannot include a path; None if it can."""
    try:
        find_value(whole, included)
    except NoSuchPart as error:
        return str(error)
    hidden = [path for path, value in follow_path(whole, included) if is_reference_only(value)]
    if hidden and handout.kind != "reference":
        return f"'{hidden[0]}' is reference_only, so that a handout of kind '{handout.kind}' cannot include it"
    return None
