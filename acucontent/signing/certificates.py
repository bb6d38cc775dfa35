"""The names of certificates, and the error of invalid ones."""

from __future__ import annotations

from typing import Any

from acucontent.errors import AcucontentError

_MAX_NAME = 200
"""The maximum length of a name, in characters."""


class BadCertificate(AcucontentError, ValueError):
    """A file has no certificate; the message says which is expected."""


def get_name(certificate: Any) -> str:
    """Return the name of a certificate's subject, on one line that is safe to print on a terminal.

    Args:
        certificate: A certificate of asn1crypto, from anyone.
    """
    common = certificate.subject.native.get("common_name")
    name = common if isinstance(common, str) and common.strip() else certificate.subject.human_friendly
    line = " ".join(name.split())[:_MAX_NAME]
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line)
