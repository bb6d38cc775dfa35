"""Sign PDFs with a key, and read the signatures of PDFs. Both need the extra `sign`."""

from acucontent.signing.certificates import BadCertificate
from acucontent.signing.reports import SignatureReport, is_signed, read_signatures, require_library
from acucontent.signing.signer import AlreadySigned, BadKey, Signer, read_signer, sign_pdf

__all__ = [
    "AlreadySigned",
    "BadCertificate",
    "BadKey",
    "SignatureReport",
    "Signer",
    "is_signed",
    "read_signatures",
    "read_signer",
    "require_library",
    "sign_pdf",
]
