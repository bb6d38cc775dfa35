"""The errors and limits of files from anyone."""

from __future__ import annotations

from acucontent.errors import AcucontentError

MAX_BYTES = 40_000_000
"""The maximum size of a file, in bytes."""

MAX_IDENTITY_BYTES = 100_000
"""The maximum size of an embedded identity, in bytes."""

MAX_SOURCE_BYTES = 5_000_000
"""The maximum size of an embedded guide, in bytes."""

MAX_OVERLAY_BYTES = 15_000_000
"""The maximum size of an embedded overlay, whose logo is in base64, in bytes."""


class UnrecognizedFile(AcucontentError, ValueError):
    """A file was not made by acucontent, or is damaged; the message says which."""
