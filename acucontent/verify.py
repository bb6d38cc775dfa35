"""Verify whether a PDF, EPUB or web page is as acucontent makes it, and whether it is still current.

The edition of the file is rendered again from a guide that is known here, and the two are compared. What a file says
about itself decides only what is rendered. A signature is read apart, see `acucontent.signing`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from acucontent.clinic import Overlay
from acucontent.containers import BadContainer
from acucontent.embedded_files import EmbeddedFiles, UnrecognizedFile, parse_guide, read_embedded_files, read_files
from acucontent.identity import IDENTITY, OVERLAY, SOURCE, Identity
from acucontent.isolation import Unreadable
from acucontent.model.guide import Guide
from acucontent.registry import Registry, discover
from acucontent.verification.answers import Answer, CannotBeCompared, Changed, Unchanged, make_changed
from acucontent.verification.comparison import compare_file
from acucontent.verification.later_changes import add_later_changes
from acucontent.verification.overlays import compare_overlays, read_overlay
from acucontent.verification.own_source import describe_agreement
from acucontent.verification.signed_files import SignedFile, read_signed_file
from acucontent.verification.sources import (
    KnownGuides,
    VerifyResult,
    check_review,
    compare_editions,
    find_known_guides,
)

__all__ = [
    "CannotBeCompared",
    "Changed",
    "Unchanged",
    "Verdict",
    "VerifyResult",
    "read_embedded_guide",
    "verify",
]


@dataclass(frozen=True)
class Verdict:
    """The edition that a file claims to be, whether it is unchanged, and whether it is current."""

    identity: Identity
    """What the file claims. Only an unchanged file is known to be this edition."""
    title: str | None
    """The title of the handout; None if the guide of the file is unknown."""
    answer: Answer
    """Whether the file is unchanged, changed, or cannot be compared."""
    results: tuple[VerifyResult, ...]
    """Whether the guide is current, whether its review is overdue, and whose words a clinic's words are."""

    @property
    def passed(self) -> bool:
        """Whether the file is unchanged, its guide is current, and its review is not overdue."""
        return isinstance(self.answer, Unchanged) and not any(result.failed for result in self.results)


@dataclass(frozen=True)
class _Claim:
    """A file with what it claims, and what it is compared with."""

    path: Path
    file: SignedFile
    embedded: EmbeddedFiles
    """The files that it embedded before it was signed."""
    identity: Identity
    known: KnownGuides
    registry: Registry
    own_overlay: Overlay | None
    """The clinic's own overlay."""


def verify(  # noqa: PLR0913 - each has a name and a default
    path: str | Path,
    *,
    registry: Registry | None = None,
    source: Guide | None = None,
    overlay: Overlay | None = None,
    trusted: Iterable[bytes] = (),
    today: datetime.date | None = None,
) -> Verdict:
    """Verify whether a PDF, EPUB or web page is unchanged and current.

    The edition of the file is rendered again, with its options, and the bytes are compared. If they differ, the files
    of an EPUB are compared one by one, of a web page its words, styles and elements, and of a PDF the words, pictures
    and links of every page: a form may be filled
    in and saved by another program, and bytes cannot be equal with other versions of the libraries. The text of a sheet
    that `acucontent batch` filled in is not compared.

    Args:
        path: The file.
        registry: The formats and guides to compare it with (default: the installed ones).
        source: One more guide to compare it with (default: none).
        overlay: The overlay of the clinic, with which the clinic's words and logo in the file are compared (default:
            they are only checked like those of any overlay).
        trusted: The contents of certificate files, as PEM or DER, of signers or of those who issue certificates
            (default: no signature is trusted).
        today: The date on which to check whether the review is overdue (default: do not check).

    Raises:
        UnrecognizedFile: The file cannot be read within limits of time and memory, or was not made by acucontent.
        MissingLibrary: The file is a PDF, and the library that reads PDF is not installed.
        BadCertificate: A certificate file is invalid.
    """
    registry, path = discover() if registry is None else registry, Path(path)
    embedded = read_embedded_files(path)
    file = _read_signed_file(path, embedded.data, trusted)
    if file.unsigned != file.data:
        embedded = _read_unsigned_files(path, file)
    identity = _read_identity(embedded.identity, path)
    known = find_known_guides(identity, registry, source)
    return _verify(_Claim(path, file, embedded, identity, known, registry, overlay), today)


def _read_signed_file(path: Path, data: bytes, trusted: Iterable[bytes]) -> SignedFile:
    try:
        return read_signed_file(data, trusted)
    except Unreadable as error:
        raise UnrecognizedFile(f"{path}: its signatures: {error}") from None


def _read_unsigned_files(path: Path, file: SignedFile) -> EmbeddedFiles:
    """Return the files that were embedded before the signature: later ones are changes, not claims."""
    try:
        return read_files(file.unsigned)
    except (BadContainer, Unreadable) as error:
        raise UnrecognizedFile(f"{path}: before its signature: {error}") from None


def _verify(claim: _Claim, today: datetime.date | None) -> Verdict:
    guide = claim.known.find_source(claim.embedded.source)
    answer, notes = _find_answer(claim, guide)
    currency = compare_editions(claim.identity, guide, claim.known)
    review = (check_review(guide.review.next_due, today),) if guide and today else ()
    title = _find_title(guide, claim.identity)
    return Verdict(claim.identity, title, answer, (currency, *review, *notes, *claim.file.results))


def _find_title(guide: Guide | None, identity: Identity) -> str | None:
    known = guide is not None and identity.report is None and identity.handout in guide.handouts.ids
    return guide.handouts[identity.handout].title if guide is not None and known else None


def _find_answer(claim: _Claim, guide: Guide | None) -> tuple[Answer, tuple[VerifyResult, ...]]:
    """Return whether a file is unchanged, and the result about the words of a clinic."""
    try:
        answer, notes = _compare(claim, guide)
        return add_later_changes(answer, claim.file), notes
    except (BadContainer, Unreadable) as error:
        raise UnrecognizedFile(f"{claim.path}: {error}") from None


def _compare(claim: _Claim, guide: Guide | None) -> tuple[Answer, tuple[VerifyResult, ...]]:
    """Return the answer for a file as it was before it was signed, and the result about the words of a clinic.

    Raises:
        BadContainer: The file is damaged, or contains too much.
        Unreadable: It needs too much time or memory to be read.
    """
    if claim.identity.report:
        return CannotBeCompared("it is a report, which is not made again"), ()
    if claim.embedded.merged:
        return CannotBeCompared("it is a merged file of many sheets. To fix it, verify the single sheets"), ()
    try:
        overlay = read_overlay(claim.embedded.overlay) if claim.embedded.overlay is not None else None
    except (BadContainer, Unreadable) as error:
        return CannotBeCompared(f"its {OVERLAY} {error}"), ()
    if guide is None:
        agreement = describe_agreement(claim.embedded, claim.identity, overlay)
        return CannotBeCompared(f"unknown source. {agreement}"), ()
    answer = compare_file(claim.embedded.data, claim.identity, guide, overlay, claim.registry)
    return _add_clinic(answer, claim, overlay)


def _add_clinic(answer: Answer, claim: _Claim, overlay: Overlay | None) -> tuple[Answer, tuple[VerifyResult, ...]]:
    """Return the answer with the comparison of the clinic's words."""
    if claim.own_overlay is not None:
        places = tuple(compare_overlays(overlay, claim.own_overlay, claim.identity))
        if places:
            earlier = answer.places if isinstance(answer, Changed) else ()
            return make_changed(*earlier, *places), ()
        return answer, (VerifyResult("clinic-confirmed", "the clinic's words and logo are those of its file"),)
    if overlay is None:
        return answer, ()
    name = overlay.clinic.name
    words = f"the words and the logo of '{name}' are those in the file; only --clinic FILE confirms them"
    return answer, (VerifyResult("clinic-not-confirmed", words),)


def read_embedded_guide(path: str | Path) -> Guide:
    """Return the guide that a PDF, EPUB or web page embeds. The rest of the file may be of another guide, see `verify`.

    Raises:
        UnrecognizedFile: The file cannot be read, was not made by acucontent, or its embedded guide was changed.
        MissingLibrary: The file is a PDF, and the library that reads PDF is not installed.
    """
    embedded = read_embedded_files(Path(path))
    identity = _read_identity(embedded.identity, path)
    if embedded.source is None:
        raise UnrecognizedFile(f"{path}: its {SOURCE} is missing or damaged")
    try:
        guide = parse_guide(embedded.source)
    except UnrecognizedFile as error:
        raise UnrecognizedFile(f"{path}: {error}") from None
    if guide.digest != identity.sha256:
        raise UnrecognizedFile(f"{path}: its {SOURCE} was changed: its SHA-256 is not {identity.sha256}")
    for name, claimed, expected in _list_claims(identity, guide):
        if claimed not in expected:
            raise UnrecognizedFile(f"{path}: its {name} is {claimed}, but its {SOURCE} has {', '.join(expected)}")
    return guide


def _read_identity(content: bytes, path: str | Path) -> Identity:
    try:
        return Identity.model_validate_json(content)
    except ValidationError:
        raise UnrecognizedFile(f"{path}: its {IDENTITY} is invalid, so it was not made by acucontent") from None


def _list_claims(identity: Identity, guide: Guide) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the name of each field of the identity, its value, and the values that the guide allows."""
    yield "guide", identity.guide, (guide.id,)
    yield "edition", identity.edition, (guide.edition,)
    yield "language", identity.language, guide.languages
    yield "handout", identity.handout, guide.handouts.ids
    yield "region", identity.region, guide.regions.ids
