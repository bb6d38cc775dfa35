"""The base class of every error that acucontent raises on purpose."""

from __future__ import annotations


class AcucontentError(Exception):
    """Something that the caller can correct; the message says what is wrong, where, and how to fix it.

    Every public error of acucontent and of its exporters derives from it, besides the builtin that fits
    (`class UnknownFormat(AcucontentError, LookupError)`). A plugin derives its own errors from it, so that their
    messages are shown as they are instead of as a defect.
    """
