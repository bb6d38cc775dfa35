"""Raise what WeasyPrint and fontTools only log, such as a missing picture."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from acucontent.rendering.exporter import ExportFailed

_LOGGERS = ("weasyprint", "fontTools")
_HARMLESS = "Using fontTools instead of HarfBuzz-Subset"
"""The start of the message of systems without libharfbuzz-subset, such as Debian 11 and Ubuntu 22.04. Their fonts are
subset by fontTools, and nothing is missing (https://github.com/Kozea/WeasyPrint/issues/2885)."""


class IncompleteRendering(ExportFailed):
    """A library logged a warning while it made the pages: something is missing or looks wrong."""


class _WarningCollector(logging.Handler):
    """Collects the messages of the thread that created it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.thread == self._thread and not message.startswith(_HARMLESS):
            self.messages[message] = None


@contextmanager
def raise_warnings() -> Iterator[None]:
    """Raise an error at the end of the block if a library logged a warning in it.

    Raises:
        IncompleteRendering: There was a warning. The message lists each of them once.
    """
    collector = _WarningCollector()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(collector)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(collector)
    if collector.messages:
        raise IncompleteRendering("Something would be missing or wrong on the pages: " + "; ".join(collector.messages))
