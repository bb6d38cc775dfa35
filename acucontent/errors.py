"""The base class of every error that acucontent raises on purpose."""

from __future__ import annotations


class AcucontentError(Exception):
    """Something that the caller can correct; the message says what is wrong, where, and how to fix it.

    Every public error of acucontent and of its exporters derives from it, besides the builtin that fits
    (`class UnknownFormat(AcucontentError, LookupError)`). A plugin derives its own errors from it, so that their
    messages are shown as they are instead of as a defect.
    """

    plugin: str | None = None
    """The plugin that raised it, as `'points-csv' of acucontent-points-csv 1.0`; None for acucontent's own."""


def describe_error(error: BaseException) -> str:
    """Return what a user is shown of any error: the one rule for all reports.

    The message of an `AcucontentError` was written for users; the plugin that raised it is named before it. Any other
    error is unexpected: its class is named too, on one line, for whoever must fix it.
    """
    if isinstance(error, AcucontentError):
        return f"plugin {error.plugin}: {error}" if error.plugin else str(error)
    return " ".join(f"{type(error).__name__}: {error}".split())
