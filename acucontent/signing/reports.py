"""What is known about the signatures of a PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec

from acucontent.installer import format_install_command
from acucontent.isolation import run_isolated
from acucontent.rendering.exporter import MissingLibrary
from acucontent.signing.certificates import BadCertificate

READER = "acucontent.signing.signatures:list_signatures"
"""The function that reads signatures. Only a child process imports it, with its library."""


@dataclass(frozen=True)
class SignatureReport:
    """One signature of a PDF. A signature proves something only if it is intact, complete and trusted."""

    signer: str
    """The name that the certificate gives. Anyone can make a certificate with any name."""
    time: str | None
    """The time that the signer claims, as in ISO 8601; None if there is none."""
    intact: bool
    """Whether the signed bytes are unchanged, and the signature belongs to the certificate."""
    covers_file: bool
    """Whether it covers the whole file, so that nothing was added later."""
    filled_in: bool
    """Whether something was added later that only fills in form fields, which the signature does not cover."""
    adds_only_signature: bool
    """Whether what was added to the unsigned file is a signature and nothing else, such as a changed page."""
    unsigned_length: int
    """The length of the file before it was signed, in bytes: `data[:unsigned_length]` is the unsigned file."""
    signed_length: int
    """The length of the file when it was signed, in bytes; 0 if the signature does not cover all of it."""
    trusted: bool
    """Whether the certificate is a given one, or was issued by one, and was valid at the claimed time."""
    fingerprint: str
    """The SHA-256 of the certificate, as hexadecimal digits; empty if it cannot be read."""

    @property
    def failed(self) -> bool:
        """Whether it is broken, or more than form fields was changed since the file was made.

        Trust is another question.
        """
        return not (self.intact and (self.covers_file or self.filled_in) and self.adds_only_signature)

    def __str__(self) -> str:
        """Return the report on one line."""
        if not self.intact:
            return f"broken: the file was changed after it was signed, or the signature is invalid; {self.signer}"
        trust = "trusted" if self.trusted else "not trusted (give its certificate with --trust)"
        rest = "" if self.covers_file else "; it does not cover what was added to the file later"
        if self.filled_in:
            rest = "; it covers the form as it was signed, and fields were filled in later"
        added = "" if self.adds_only_signature else "; the file was changed in the step in which it was signed"
        return f"intact, by {self.signer}, {trust}{rest}{added}"


def is_signed(data: bytes) -> bool:
    """Return whether a PDF may have signatures. This is cheap; `read_signatures` is not."""
    return b"/ByteRange" in data


def read_signatures(data: bytes, trusted: Iterable[bytes] = ()) -> tuple[SignatureReport, ...]:
    """Return a report on each signature of a PDF, in the order of signing. Nothing is fetched from the network.

    Args:
        data: The PDF, which a child process reads.
        trusted: The contents of certificate files, as PEM or DER: of signers, or of those who issue certificates. The
            certificates of the system are not trusted.

    Raises:
        Unreadable: The signatures cannot be read.
        BadCertificate: A certificate file is invalid.
        MissingLibrary: The library that reads signatures is not installed.
    """
    require_library()
    found = run_isolated(READER, data, *trusted, errors=(BadCertificate,))
    return tuple(SignatureReport(**each) for each in found)


def require_library() -> None:
    """Check that the library that signs and reads signatures is installed.

    Raises:
        MissingLibrary: It is not installed.
    """
    if find_spec("pyhanko") is None:
        fix = f"Install it: {format_install_command('acucontent[sign]')}"
        raise MissingLibrary(f"signatures need pyHanko. {fix}")
