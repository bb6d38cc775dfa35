"""Find the guide that a file was made from, and whether there is a newer edition."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from acucontent.identity import Identity
from acucontent.model.guide import Guide
from acucontent.reading import GuideProblems, NotReadable
from acucontent.registry import Registry

ResultCode: TypeAlias = Literal[
    "current",
    "outdated",
    "differs",
    "newer",
    "not-installed",
    "not-overdue",
    "overdue",
    "clinic-confirmed",
    "clinic-not-confirmed",
    "signed",
    "signature-not-trusted",
    "signature-not-read",
    "signature-broken",
]
"""The codes of results. About the guide: current, outdated, differs, newer, not-installed. About its review:
not-overdue, overdue. About the words of a clinic: clinic-confirmed, clinic-not-confirmed. About a signature: signed,
signature-not-trusted, signature-not-read, signature-broken."""

NOTES = frozenset({"clinic-not-confirmed", "signature-not-read", "signature-not-trusted"})
"""The codes of results that are neither good nor bad."""

_PASSED = NOTES | {"current", "not-overdue", "clinic-confirmed", "signed"}


@dataclass(frozen=True)
class VerifyResult:
    """One result of a verification. Its code is stable."""

    code: ResultCode
    message: str

    @property
    def failed(self) -> bool:
        """Whether the file should not be handed out."""
        return self.code not in _PASSED


@dataclass(frozen=True)
class KnownGuides:
    """The guides with which a file is compared."""

    given: Guide | None
    """The guide of `--source`."""
    installed: Guide | None
    """The installed guide with the id that the file claims."""
    problem: str | None = None
    """The reason why the installed guide cannot be used."""

    @property
    def all(self) -> tuple[Guide, ...]:
        """The guides, the given one first."""
        return tuple(each for each in (self.given, self.installed) if each is not None)

    def find_source(self, source: bytes | None) -> Guide | None:
        """Return the guide whose full text is the embedded guide of a file, or None."""
        return next((guide for guide in self.all if guide.source.encode("utf-8") == source), None)


def find_known_guides(identity: Identity, registry: Registry, given: Guide | None) -> KnownGuides:
    """Return the guides with which a file is compared.

    Args:
        identity: The identity that the file claims.
        registry: The installed guides.
        given: The guide of `--source`.
    """
    if identity.guide not in registry.guides:
        return KnownGuides(given, None, "no installed guide has this id")
    try:
        return KnownGuides(given, registry.load_installed(identity.guide))
    except (GuideProblems, NotReadable):
        fix = f"To see why, run: acucontent check {identity.guide}"
        return KnownGuides(given, None, f"the installed guide cannot be read. {fix}")


def compare_editions(identity: Identity, source: Guide | None, known: KnownGuides) -> VerifyResult:
    """Return whether a file is of the newest edition that is known here.

    Args:
        identity: The identity that the file claims.
        source: The known guide that the file embeds, or None if it is unknown.
        known: The guides with which the file is compared.
    """
    same = [guide for guide in known.all if guide.id == identity.guide]
    if not same:
        return VerifyResult("not-installed", f"{known.problem}, so it is unknown whether there is a newer edition")
    newest = max(same, key=lambda guide: make_sort_key(guide.edition))
    here = f"the {'given' if newest is known.given else 'installed'} guide is edition {newest.edition}"
    ours, theirs = make_sort_key(newest.edition), make_sort_key(identity.edition)
    if ours > theirs:
        return VerifyResult("outdated", f"{here}. Use that edition")
    if ours < theirs:
        return VerifyResult("newer", f"{here}, which is older")
    if source is None or any(guide.source != source.source for guide in _list_editions(same, newest)):
        return VerifyResult("differs", f"{here}, too, but its content is different")
    return VerifyResult("current", f"it is the {'given' if source is known.given else 'installed'} edition")


def _list_editions(guides: Sequence[Guide], newest: Guide) -> Iterator[Guide]:
    """Yield the guides of the newest edition."""
    key = make_sort_key(newest.edition)
    yield from (guide for guide in guides if make_sort_key(guide.edition) == key)


def make_sort_key(edition: str) -> tuple[tuple[int, ...], bool, str]:
    """Return the sort key of an edition: 1.0 and 1.0.0 are equal, and 2.0-draft comes before 2.0."""
    numbers, _, stage = edition.partition("-")
    found = [int(number[:9]) for number in re.findall(r"[0-9]+", numbers)]
    return (*found, 0, 0, 0)[:3], not stage, stage


def check_review(due: datetime.date, today: datetime.date) -> VerifyResult:
    """Return whether the review of a guide is overdue."""
    if today > due:
        return VerifyResult("overdue", f"its review was due on {due}")
    return VerifyResult("not-overdue", f"the next review is due on {due}")
