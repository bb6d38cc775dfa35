"""What a comparison gives: changes, each with its place, what it was, what it is, and a sentence that says so."""

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
    "handouts",
    "wording",
    "references",
    "guide",
]
"""What a change is about."""

PARTS: dict[Part, str] = {
    "safety": "Safety",
    "message": "What the guide says first",
    "evidence": "Evidence and recommendations",
    "sessions": "The course of treatment",
    "points": "Points",
    "practitioners": "Practitioners",
    "costs": "Costs",
    "questions": "Questions and words explained",
    "handouts": "Handouts",
    "wording": "Wording: other words for the same facts",
    "references": "References",
    "guide": "About the guide",
}
"""The parts in the order of their weight, with their headings."""

Kind: TypeAlias = Literal["added", "removed", "changed", "reordered", "reworded"]
"""What happened."""

Mark: TypeAlias = Literal["weaker warning", "stronger claim"]
"""What a reviewer must not miss: a warning that became weaker or went, or a claim that became bolder."""

MARKS: tuple[Mark, ...] = ("weaker warning", "stronger claim")
"""The marks, the graver first."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that changed."""

    part: Part
    kind: Kind
    path: str
    """The place in the new guide, or in the old one of what was removed: fields, ids and places in lists."""
    sentence: str
    """What changed, in one or two sentences."""
    before: str | None = None
    """What it was, in words; none where nothing stood there."""
    after: str | None = None
    """What it is, in words; none where nothing stands there."""
    mark: Mark | None = None


@dataclass(frozen=True)
class Version:
    """Which version of a guide was compared."""

    id: str
    title: str
    edition: str
    published: str
    content_hash: str

    @classmethod
    def of(cls, guide: Guide) -> Version:
        """What tells a guide from its other versions."""
        return cls(guide.id, guide.title, guide.edition, guide.published.isoformat(), guide.content_hash)


@dataclass(frozen=True)
class Comparison:
    """What changed from one version to another, by part."""

    old: Version
    new: Version
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not self.changes

    @property
    def counts(self) -> Counter[Part]:
        """How many changes each part has."""
        return Counter(change.part for change in self.changes)

    def of(self, part: Part) -> tuple[Change, ...]:
        """The changes of a part."""
        return tuple(change for change in self.changes if change.part == part)

    def marked(self, mark: Mark) -> Iterator[Change]:
        """The changes of a mark."""
        return (change for change in self.changes if change.mark == mark)
