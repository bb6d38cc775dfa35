"""Read the signatures of a PDF, and take off those that add nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from acucontent.containers import PDF
from acucontent.rendering.exporter import MissingLibrary
from acucontent.signing import SignatureReport, is_signed, read_signatures
from acucontent.verification.sources import VerifyResult


def take_off_signatures(data: bytes, trusted: Iterable[bytes]) -> tuple[bytes, tuple[VerifyResult, ...]]:
    """Return a PDF as it was before it was signed, and a result for each signature.

    A file is returned as it is if it is not signed, if its signatures cannot be read, or if they add anything else.

    Args:
        data: The file.
        trusted: The contents of certificate files, see `acucontent.signing.read_signatures`.

    Raises:
        Unreadable: The signatures need too much time or memory to be read.
        BadCertificate: A certificate file is invalid.
    """
    if not data.startswith(PDF) or not is_signed(data):
        return data, ()
    try:
        reports = read_signatures(data, trusted)
    except MissingLibrary as error:
        return data, (VerifyResult("signature-not-read", str(error)),)
    return _take_off(data, reports), tuple(_list_results(reports))


def _take_off(data: bytes, reports: Sequence[SignatureReport]) -> bytes:
    only_signatures = all(each.intact and each.adds_only_signature for each in reports)
    if reports and only_signatures and reports[-1].covers_file:
        return data[: reports[0].unsigned_length]
    return data


def _list_results(reports: Iterable[SignatureReport]) -> Iterator[VerifyResult]:
    for each in reports:
        is_complete = each.intact and each.covers_file and each.adds_only_signature
        if not each.intact:
            yield VerifyResult("signature-broken", str(each))
        else:
            yield VerifyResult("signed" if is_complete and each.trusted else "signature-not-trusted", str(each))
