"""The base class of every error that acucontent raises on purpose."""

from __future__ import annotations


class AcucontentError(Exception):
    """An error that the caller can fix; the message says what is wrong, where, and how to fix it.

    Every public error of acucontent and its exporters derives from this class and from a suitable builtin error
    (`class UnknownFormat(AcucontentError, LookupError)`). Errors of a plugin should derive from it, too: their messages
    are then shown as they are; any other error of a plugin is reported as a bug.
    """

    plugin: str | None = None
    """The plugin that raised the error, such as `'points-csv' of acucontent-points-csv 1.0`; None for acucontent."""


def describe_error(error: BaseException) -> str:
    """Return the text that users see for an error. All reports use this function.

    For an `AcucontentError` it is the message, after the name of the plugin that raised it. For any other error, which
    is unexpected, it is the name of the class and the message, on one line.
    """
    if isinstance(error, AcucontentError):
        return f"plugin {error.plugin}: {_get_message(error)}" if error.plugin else _get_message(error)
    return " ".join(f"{type(error).__name__}: {_get_message(error)}".split())


def _get_message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # the error of a plugin can fail to describe itself
        return "an error without a message"
