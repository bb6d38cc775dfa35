"""Read the signatures of a PDF, and take off those that add nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from acucontent.containers import PDF
from acucontent.rendering.exporter import MissingLibrary
from acucontent.signing import SignatureReport, is_signed, read_signatures
from acucontent.verification.sources import VerifyResult


@dataclass(frozen=True)
class SignedFile:
    """A file as it was before it was signed, when it was signed, and as it is. Without signatures they are the same."""

    unsigned: bytes
    signed: bytes
    data: bytes
    only_filled_in: bool = True
    """Whether what was added after it was signed only fills in form fields."""
    results: tuple[VerifyResult, ...] = ()
    """A result for each signature."""


def read_signed_file(data: bytes, trusted: Iterable[bytes]) -> SignedFile:
    """Return the stages of a file.

    They are the same if it is not signed, if its signatures cannot be read, or if the first one is broken or adds
    anything else.

    Args:
        data: The file.
        trusted: The contents of certificate files, see `acucontent.signing.read_signatures`.

    Raises:
        Unreadable: The signatures need too much time or memory to be read.
        BadCertificate: A certificate file is invalid.
    """
    if not data.startswith(PDF) or not is_signed(data):
        return SignedFile(data, data, data)
    try:
        reports = read_signatures(data, trusted)
    except MissingLibrary as error:
        return SignedFile(data, data, data, results=(VerifyResult("signature-not-read", str(error)),))
    results = tuple(_list_results(reports))
    own = list(_find_own_signatures(reports))
    if not own:
        return SignedFile(data, data, data, results=results)
    first, last = own[0], own[-1]
    only_filled_in = last.covers_file or last.filled_in
    return SignedFile(data[: first.unsigned_length], data[: last.signed_length], data, only_filled_in, results)


def _find_own_signatures(reports: Sequence[SignatureReport]) -> Iterator[SignatureReport]:
    """Yield the first signature, and those that follow it with nothing between them."""
    end: int | None = None
    for each in reports:
        follows = end is None or each.unsigned_length == end
        if not (each.intact and each.adds_only_signature and each.signed_length and follows):
            return
        yield each
        end = each.signed_length


def _list_results(reports: Iterable[SignatureReport]) -> Iterator[VerifyResult]:
    for each in reports:
        if not each.intact:
            yield VerifyResult("signature-broken", str(each))
        else:
            is_complete = not each.failed and each.trusted
            yield VerifyResult("signed" if is_complete else "signature-not-trusted", str(each))
