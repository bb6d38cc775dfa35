"""The figures of findings that cannot be drawn, with the reason. `build` and `check` report them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from acucontent.document.compose.counts import MOST_ICONS
from acucontent.model.evidence import Evidence, Statement
from acucontent.model.outcomes import ArmCounts
from acucontent.model.ranges import DIFFERENCES, Estimate


@dataclass(frozen=True)
class Undrawn:
    """A figure that is not drawn."""

    path: str
    """Its path in the guide."""
    outcome: str
    """The name of its outcome."""
    reason: str
    """Why it is not drawn, and how to change that."""

    @property
    def message(self) -> str:
        """The reason as sentences."""
        return f"No chart shows '{self.outcome}' ({self.path}): {self.reason}."


def find_undrawn(evidence: Evidence) -> Iterator[Undrawn]:
    """Yield the figures that should be drawn but lack something: those with `drawn: false` are not meant to be."""
    for statement in evidence.statements:
        path = f"evidence.statements.{statement.id}"
        for place, figure in _list_figures(statement):
            reason = _find_reason(evidence, figure)
            if reason:
                yield Undrawn(f"{path}.{place}", evidence.outcomes[figure.outcome].name, reason)


def _list_figures(statement: Statement) -> Iterator[tuple[str, Estimate | ArmCounts]]:
    for index, number in enumerate(statement.numbers):
        if number.drawn and number.kind in DIFFERENCES:
            yield f"numbers.{index}", number
    for index, counts in enumerate(statement.counts):
        if counts.drawn:
            yield f"counts.{index}", counts


def _find_reason(evidence: Evidence, figure: Estimate | ArmCounts) -> str | None:
    if figure.checked == "unchecked":
        return None  # E126 reports it
    if isinstance(figure, ArmCounts):
        return f"counts out of more than {MOST_ICONS} people are too many icons" if figure.of > MOST_ICONS else None
    if evidence.outcomes[figure.outcome].scale is None:
        return f"the outcome '{figure.outcome}' has no scale"
    return None if figure.time_frame else "the figure has no time_frame"
