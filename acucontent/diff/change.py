"""The result of a comparison: changes, each with its path, its old and new value, and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from acucontent.model.guide import Guide

Part: TypeAlias = Literal[
    "safety",
    "message",
    "evidence",
    "sessions",
    "points",
    "practitioners",
    "costs",
    "questions",
    "forms",
    "handouts",
    "wording",
    "references",
    "guide",
]
"""The part of a guide that a change belongs to."""

PARTS: dict[Part, str] = {
    "safety": "Changed, removed and added warnings: read each one",
    "message": "Main messages",
    "evidence": "Evidence and recommendations",
    "sessions": "Treatment sessions",
    "points": "Points",
    "practitioners": "Practitioners",
    "costs": "Costs",
    "questions": "Questions and glossary",
    "forms": "Forms, checklists and tables",
    "handouts": "Handouts",
    "wording": "Reworded text",
    "references": "References",
    "guide": "About the guide",
}
"""The heading of each part, the most important part first."""

Kind: TypeAlias = Literal["added", "removed", "changed", "reordered", "reworded"]
"""The kind of a change."""

Mark: TypeAlias = Literal["weaker warning", "stronger claim"]
"""A hint: a warning became weaker or was removed, or a claim became stronger. Its absence proves nothing."""

WarningChange: TypeAlias = Literal["changed", "removed", "added"]
"""What happened to a warning."""

WARNING_CHANGES: tuple[WarningChange, ...] = ("changed", "removed", "added")
"""What can happen to a warning, in the order of summaries."""

MARKS: tuple[Mark, ...] = ("weaker warning", "stronger claim")
"""The marks, the more serious one first."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change between two versions of a guide."""

    part: Part
    kind: Kind
    path: str
    """The path in the new guide, or in the old guide if the value was removed: fields, ids and list indexes."""
    sentence: str
    """A description of the change, in one or two sentences."""
    before: str | None = None
    """The old value as text, in full if it is a warning; None if it was added."""
    after: str | None = None
    """The new value as text, in full if it is a warning; None if it was removed."""
    mark: Mark | None = None

    @property
    def changed_warning(self) -> bool:
        """Whether a warning was changed, removed or added, so that a person must read it."""
        return self.part == "safety"

    @property
    def warning(self) -> WarningChange | None:
        """What happened to the warning that the change touches; None if it touches none."""
        if not self.changed_warning:
            return None
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True)
class Version:
    """The version of a guide that was compared."""

    id: str
    title: str
    edition: str
    published: str
    content_hash: str

    @classmethod
    def from_guide(cls, guide: Guide) -> Version:
        """Return the version of a guide."""
        return cls(guide.id, guide.title, guide.edition, guide.published.isoformat(), guide.content_hash)


@dataclass(frozen=True)
class Comparison:
    """All changes between two versions of a guide, ordered by part."""

    old: Version
    new: Version
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether the two versions have the same content."""
        return not self.changes

    @property
    def counts(self) -> Counter[Part]:
        """The number of changes in each part."""
        return Counter(change.part for change in self.changes)

    @property
    def warnings(self) -> Counter[WarningChange]:
        """The number of warnings that were changed, removed and added."""
        return Counter(change.warning for change in self.changes if change.warning)

    def list_changes_in(self, part: Part) -> tuple[Change, ...]:
        """Return the changes in one part."""
        return tuple(change for change in self.changes if change.part == part)

    def list_marked_changes(self, mark: Mark) -> Iterator[Change]:
        """Return the changes that have one mark."""
        return (change for change in self.changes if change.mark == mark)
