"""Verify which edition a PDF or EPUB is, whether its content is unchanged, and whether it is still current.

A file is compared with its own content hash and with the installed guide. This does not replace a signature: a forged
file can be consistent with itself, but not with the installed guide.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import ValidationError

from acucontent.embedded_files import UnrecognizedFile, parse_guide, read_embedded_files
from acucontent.identity import IDENTITY, SOURCE, Identity
from acucontent.model.canonical import compute_content_hash, dump_canonical_json
from acucontent.model.guide import Guide
from acucontent.reading import GuideProblems, NotReadable
from acucontent.registry import Registry, discover

Code: TypeAlias = Literal[
    "genuine", "changed", "current", "outdated", "differs", "newer", "not-installed", "not-overdue", "overdue"
]
"""The codes of results. About the content: genuine, changed. About the comparison with the installed guide: current,
outdated, differs, newer, not-installed. About the review: not-overdue, overdue."""

_FAILED = frozenset({"changed", "outdated", "differs", "overdue"})


@dataclass(frozen=True)
class VerifyResult:
    """One result of a verification. Its code is stable."""

    code: Code
    message: str

    @property
    def failed(self) -> bool:
        """Whether the file should not be handed out."""
        return self.code in _FAILED


@dataclass(frozen=True)
class Verdict:
    """The edition that a file claims to be, and the results of its verification."""

    identity: Identity
    title: str | None
    """The title of the handout; None for a report, or if the content was changed."""
    results: tuple[VerifyResult, ...]

    @property
    def passed(self) -> bool:
        """Whether no result failed."""
        return not any(result.failed for result in self.results)


class _Changed(Exception):
    """The content does not match the identity of the file."""


def verify(path: str | Path, *, registry: Registry | None = None, today: datetime.date | None = None) -> Verdict:
    """Verify which edition a PDF or EPUB is, and whether it is unchanged and current.

    Args:
        path: The file.
        registry: The guides to compare it with (default: the installed ones).
        today: The date on which to check whether the review is overdue (default: do not check).

    Raises:
        UnrecognizedFile: The file cannot be read, or was not made by acucontent.
        MissingLibrary: The file is a PDF, and the library that reads PDF is not installed.
    """
    embedded = read_embedded_files(Path(path))
    identity = _read_identity(embedded.identity, path)
    comparison = _compare_with_installed(identity, discover() if registry is None else registry)
    try:
        guide = _read_guide(identity, embedded.source)
    except _Changed as error:
        return Verdict(identity, None, (VerifyResult("changed", str(error)), comparison))
    genuine = VerifyResult("genuine", f"the content matches the hash {identity.sha256}")
    title = None if identity.report else guide.handouts[identity.handout].title
    return Verdict(identity, title, (genuine, comparison, *_check_review(guide, today)))


def read_embedded_guide(path: str | Path) -> Guide:
    """Return the guide that a PDF or EPUB was made from.

    Raises:
        UnrecognizedFile: The file cannot be read, was not made by acucontent, or its content was changed.
        MissingLibrary: The file is a PDF, and the library that reads PDF is not installed.
    """
    embedded = read_embedded_files(Path(path))
    try:
        return _read_guide(_read_identity(embedded.identity, path), embedded.source)
    except _Changed as error:
        raise UnrecognizedFile(f"{path}: {error}: the embedded guide was changed") from None


def _read_identity(content: bytes, path: str | Path) -> Identity:
    try:
        return Identity.model_validate_json(content)
    except ValidationError:
        raise UnrecognizedFile(f"{path}: its {IDENTITY} is invalid, so it was not made by acucontent") from None


def _read_guide(identity: Identity, source: bytes | None) -> Guide:
    """Return the embedded guide of a file.

    Raises:
        _Changed: It does not match the identity; the message says how.
    """
    if source is None:
        raise _Changed(f"its {SOURCE} is missing or damaged")
    text = source.decode("utf-8", "replace")
    if compute_content_hash(text) != identity.sha256:
        raise _Changed(f"its {SOURCE} has the hash {compute_content_hash(text)}, expected {identity.sha256}")
    try:
        guide = parse_guide(source)
    except UnrecognizedFile as error:
        raise _Changed(str(error)) from None
    if dump_canonical_json(guide) != text:
        raise _Changed(f"its {SOURCE} is not in the canonical form of this version of acucontent")
    for name, claim, expected in _list_claims(identity, guide):
        if claim not in expected:
            raise _Changed(f"its {name} is {claim}, but its {SOURCE} has {', '.join(expected)}")
    return guide


def _list_claims(identity: Identity, guide: Guide) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the name of each field of the identity, its value, and the values that the guide allows."""
    yield "guide", identity.guide, (guide.id,)
    yield "edition", identity.edition, (guide.edition,)
    yield "language", identity.language, guide.languages
    yield "handout", identity.handout, guide.handouts.ids
    yield "region", identity.region, guide.regions.ids


def _compare_with_installed(identity: Identity, registry: Registry) -> VerifyResult:
    """Compare the identity of a file with the installed guide."""
    if identity.guide not in registry.guides:
        return VerifyResult(
            "not-installed", "the guide is not installed, so it is unknown whether there is a newer edition"
        )
    try:
        installed = registry.load_installed(identity.guide)
    except (GuideProblems, NotReadable):
        fix = f"To see why, run: acucontent check {identity.guide}"
        return VerifyResult("not-installed", f"the installed guide cannot be read. {fix}")
    here = f"the installed guide is edition {installed.edition}"
    if _make_sort_key(installed.edition) > _make_sort_key(identity.edition):
        return VerifyResult("outdated", f"{here}. Use that edition")
    if _make_sort_key(installed.edition) < _make_sort_key(identity.edition):
        return VerifyResult("newer", f"{here}, which is older")
    if installed.content_hash != identity.sha256:
        return VerifyResult("differs", f"{here}, too, but its content has the hash {installed.content_hash}")
    return VerifyResult("current", "it is the installed edition")


def _make_sort_key(edition: str) -> tuple[tuple[int, ...], bool, str]:
    """Return the sort key of an edition: 1.0 and 1.0.0 are equal, and 2.0-draft comes before 2.0."""
    numbers, _, stage = edition.partition("-")
    found = [int(number[:9]) for number in re.findall(r"[0-9]+", numbers)]
    return (*found, 0, 0, 0)[:3], not stage, stage


def _check_review(guide: Guide, today: datetime.date | None) -> Iterator[VerifyResult]:
    """Yield whether the review of a guide is overdue, if a date is given."""
    due = guide.review.next_due
    if today is not None:
        yield (
            VerifyResult("overdue", f"its review was due on {due}")
            if today > due
            else VerifyResult("not-overdue", f"the next review is due on {due}")
        )
