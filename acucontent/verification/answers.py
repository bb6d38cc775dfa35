"""The answers to the question whether a file is unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from acucontent.verification.printable import make_printable

AnswerKind: TypeAlias = Literal["unchanged", "changed", "cannot-be-compared"]


@dataclass(frozen=True)
class Unchanged:
    """A file is as acucontent makes it from the guide that is known here."""

    kind: ClassVar[AnswerKind] = "unchanged"
    comparison: str
    """What was compared, such as `byte for byte`."""

    def __str__(self) -> str:
        return f"compared {self.comparison}"


@dataclass(frozen=True)
class Changed:
    """A file differs from the one that acucontent makes."""

    kind: ClassVar[AnswerKind] = "changed"
    places: tuple[str, ...]
    """The differences, such as `page 3: “call 911” expected, “stay at home” found`."""

    def __str__(self) -> str:
        return "; ".join(self.places)


@dataclass(frozen=True)
class CannotBeCompared:
    """It cannot be decided whether a file was changed."""

    kind: ClassVar[AnswerKind] = "cannot-be-compared"
    reason: str

    def __str__(self) -> str:
        return self.reason


Answer: TypeAlias = Unchanged | Changed | CannotBeCompared
"""The three answers."""


MAX_PLACES = 20
"""The maximum number of places of an answer."""


def make_changed(*places: str) -> Changed:
    """Return the answer for some places, each printable, without those beyond a limit."""
    rest = (f"and {len(places) - MAX_PLACES} more",) if len(places) > MAX_PLACES else ()
    return Changed((*map(make_printable, places[:MAX_PLACES]), *rest))


def dump_answer(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON values."""
    return {"kind": answer.kind, **vars(answer)}


def load_answer(values: dict[str, Any]) -> Answer:
    """Return the answer that `dump_answer` returned as JSON values."""
    match values:
        case {"kind": "unchanged", "comparison": str(comparison)}:
            return Unchanged(comparison)
        case {"kind": "changed", "places": list(places)}:
            return make_changed(*map(str, places))
        case {"reason": reason}:
            return CannotBeCompared(str(reason))
    return CannotBeCompared("the file cannot be read")
