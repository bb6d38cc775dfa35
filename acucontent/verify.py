"""Paper that can be checked: which edition a PDF or EPUB is, whether it is whole, and whether it is still current.

It says whether a file agrees with itself and with the guide that is installed. It is no signature: who means to
deceive can make a file that agrees with itself, but not one that agrees with the installed guide.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import ValidationError

from acucontent.embedded_files import UnrecognizedFile, read_embedded_files
from acucontent.identity import IDENTITY, SOURCE, Identity
from acucontent.model.canonical import compute_content_hash, dump_canonical_json
from acucontent.model.guide import Guide
from acucontent.reading import GuideProblems, NotReadable
from acucontent.registry import Registry, discover

Code: TypeAlias = Literal[
    "genuine", "changed", "current", "outdated", "differs", "newer", "not-installed", "due", "overdue"
]
"""What can be found. The content: genuine, changed. Beside the installed guide: current, outdated, differs, newer,
not-installed. The review: due, overdue."""

_WRONG = frozenset({"changed", "outdated", "differs", "overdue"})


@dataclass(frozen=True)
class VerifyResult:
    """One thing that was found; its code is stable."""

    code: Code
    message: str

    @property
    def wrong(self) -> bool:
        """Whether the file should not be handed out."""
        return self.code in _WRONG


@dataclass(frozen=True)
class Verdict:
    """What a file says that it is, and what was found."""

    identity: Identity
    title: str | None
    """The title of the handout; none where it is a report, or its content is not what it claims."""
    results: tuple[VerifyResult, ...]

    @property
    def sound(self) -> bool:
        """Whether it is genuine and nothing is wrong with it."""
        return not any(result.wrong for result in self.results)


class _Changed(Exception):
    """The content is not what the file claims."""


def verify(path: str | Path, *, registry: Registry | None = None, today: datetime.date | None = None) -> Verdict:
    """What a PDF or EPUB is, and whether it is whole and current.

    Args:
        path: The file.
        registry: The installed guides to compare it with; what is installed unless told.
        today: The day on which it is looked at; unless told, it does not matter whether the review is overdue.

    Raises:
        UnrecognizedFile: it cannot be read, or carries nothing of ours.
        MissingLibrary: it is a PDF, and the library that reads one is not installed.
    """
    held = read_embedded_files(Path(path))
    identity = _identity(held.identity, path)
    beside = _beside(identity, discover() if registry is None else registry)
    try:
        guide = _guide(identity, held.source)
    except _Changed as error:
        return Verdict(identity, None, (VerifyResult("changed", str(error)), beside))
    genuine = VerifyResult("genuine", f"the content is what the hash {identity.sha256} says")
    title = None if identity.report else guide.handouts[identity.handout].title
    return Verdict(identity, title, (genuine, beside, *_review(guide, today)))


def embedded_guide(path: str | Path) -> Guide:
    """The guide that a PDF or EPUB was made from, when it is what the file claims.

    Raises:
        UnrecognizedFile: it cannot be read, carries nothing of ours, or its content was changed.
        MissingLibrary: it is a PDF, and the library that reads one is not installed.
    """
    held = read_embedded_files(Path(path))
    try:
        return _guide(_identity(held.identity, path), held.source)
    except _Changed as error:
        raise UnrecognizedFile(f"{path}: {error}: the guide in it cannot be relied on") from None


def _identity(said: bytes, path: str | Path) -> Identity:
    try:
        return Identity.model_validate_json(said)
    except ValidationError:
        raise UnrecognizedFile(
            f"{path}: its {IDENTITY} does not say which edition it is, so it is not one of ours"
        ) from None


def _guide(identity: Identity, source: bytes | None) -> Guide:
    """The guide that a file carries.

    Raises:
        _Changed: it is not what the identity says; the message says how.
    """
    if source is None:
        raise _Changed(f"its {SOURCE} is missing or damaged")
    text = source.decode("utf-8", "replace")
    if compute_content_hash(text) != identity.sha256:
        raise _Changed(f"its {SOURCE} has the hash {compute_content_hash(text)}, but it claims {identity.sha256}")
    try:
        guide = Guide.model_validate_json(source)
    except (ValidationError, RecursionError):
        raise _Changed(f"its {SOURCE} is no guide that this version of acucontent knows") from None
    if dump_canonical_json(guide) != text:
        raise _Changed(f"its {SOURCE} is not written as this version of acucontent writes it")
    for what, said, there in _claims(identity, guide):
        if said not in there:
            raise _Changed(f"it claims the {what} {said}, but its {SOURCE} holds {', '.join(there)}")
    return guide


def _claims(identity: Identity, guide: Guide) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What the identity says of the guide, each with what it may be."""
    yield "guide", identity.guide, (guide.id,)
    yield "edition", identity.edition, (guide.edition,)
    yield "language", identity.language, guide.languages
    yield "handout", identity.handout, guide.handouts.ids
    yield "region", identity.region, guide.regions.ids


def _beside(identity: Identity, registry: Registry) -> VerifyResult:
    """How it stands beside the installed guide."""
    if identity.guide not in registry.guides:
        return VerifyResult(
            "not-installed", "the guide is not installed here: nothing tells whether there is a newer one"
        )
    try:
        installed = registry.load(identity.guide)
    except (GuideProblems, NotReadable):
        mend = f"To see why, run: acucontent check {identity.guide}"
        return VerifyResult("not-installed", f"the installed guide cannot be read. {mend}")
    here = f"the installed guide is edition {installed.edition}"
    if _order(installed.edition) > _order(identity.edition):
        return VerifyResult("outdated", f"{here}: hand out that one")
    if _order(installed.edition) < _order(identity.edition):
        return VerifyResult("newer", f"{here}, an older one")
    if installed.content_hash != identity.sha256:
        return VerifyResult("differs", f"{here} too, but its content has the hash {installed.content_hash}")
    return VerifyResult("current", "it is the edition that is installed")


def _order(edition: str) -> tuple[tuple[int, ...], bool, str]:
    """What sorts editions: 1.0 and 1.0.0 are one, and 2.0-draft comes before 2.0."""
    numbers, _, stage = edition.partition("-")
    found = [int(number[:9]) for number in re.findall(r"[0-9]+", numbers)]
    return (*found, 0, 0, 0)[:3], not stage, stage


def _review(guide: Guide, today: datetime.date | None) -> Iterator[VerifyResult]:
    due = guide.review.next_due
    if today is not None:
        overdue = today > due
        yield VerifyResult("overdue" if overdue else "due", f"its review {'was' if overdue else 'is'} due on {due}")
