"""Read the signatures of a PDF from anyone, through pyHanko. A child process runs this: see `read_signatures`."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import io
from collections.abc import Iterator
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from acucontent.signing.certificates import BadCertificate, get_name
from acucontent.signing.later_changes import only_fills_in
from acucontent.signing.revision import adds_only_signature, find_unsigned_length

_BROKEN: dict[str, Any] = {
    "signer": "an unknown signer",
    "time": None,
    "intact": False,
    "covers_file": False,
    "filled_in": False,
    "adds_only_signature": False,
    "unsigned_length": 0,
    "signed_length": 0,
    "trusted": False,
    "fingerprint": "",
}
"""The report on a signature that cannot be read. Those after it are not read."""


def list_signatures(data: bytes, *trusted: bytes) -> list[dict[str, Any]]:
    """Return the fields of a `SignatureReport` for each signature.

    Args:
        data: The PDF.
        trusted: The contents of certificate files, as PEM or DER.

    Raises:
        BadCertificate: A certificate file is invalid.
    """
    roots = [certificate for file in trusted for certificate in _load_certificates(file)]
    reader = PdfFileReader(io.BytesIO(data))
    return list(_describe_each(reader, data, roots))


def _describe_each(reader: PdfFileReader, data: bytes, roots: list[x509.Certificate]) -> Iterator[dict[str, Any]]:
    try:
        for signature in reader.embedded_regular_signatures:
            yield _describe(signature, data, roots)
    except MemoryError:
        raise
    except Exception:  # the library raises errors of many kinds for signatures that are damaged
        yield _BROKEN


def _load_certificates(file: bytes) -> Iterator[x509.Certificate]:
    try:
        found: Any = pem.unarmor(file, multiple=True) if pem.detect(file) else [(None, None, file)]
        for _, _, block in found:
            certificate = x509.Certificate.load(block, strict=True)
            certificate.native  # noqa: B018 - parses all of it
            yield certificate
    except (ValueError, TypeError):
        raise BadCertificate("is not a certificate. Expected PEM (-----BEGIN CERTIFICATE-----) or DER") from None


def _describe(signature: EmbeddedPdfSignature, data: bytes, roots: list[x509.Certificate]) -> dict[str, Any]:
    time, certificate = signature.self_reported_timestamp, signature.signer_cert
    status = asyncio.run(_validate(signature, roots, time))
    covers_file = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    covers_revision = status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    byte_range: Any = signature.byte_range
    length = int(byte_range[2]) + int(byte_range[3])
    return {
        "signer": get_name(certificate),
        "time": time.isoformat() if time else None,
        "intact": status.intact and status.valid,
        "covers_file": covers_file,
        "filled_in": covers_revision and not covers_file and only_fills_in(signature, data[length:]),
        "adds_only_signature": adds_only_signature(signature),
        "unsigned_length": find_unsigned_length(signature, data),
        "signed_length": length if covers_revision else 0,
        "trusted": bool(status.intact and status.valid and status.trusted),
        "fingerprint": hashlib.sha256(certificate.dump()).hexdigest(),
    }


async def _validate(
    signature: EmbeddedPdfSignature, roots: list[x509.Certificate], time: datetime.datetime | None
) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=roots if time else [], moment=time, allow_fetching=False, revocation_mode="soft-fail"
    )
    return await async_validate_pdf_signature(
        signature, context, key_usage_settings=KeyUsageConstraints(key_usage=set()), skip_diff=True
    )
