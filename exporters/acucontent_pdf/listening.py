"""What WeasyPrint and fontTools only log, such as a missing picture, is raised."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from acucontent.rendering.exporter import ExportFailed

_LOGGERS = ("weasyprint", "fontTools")


class NotWhole(ExportFailed):
    """The libraries warned while the pages were made: something would be missing from them, or look wrong."""


class _Listener(logging.Handler):
    """Keeps what is said in the thread that made it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: dict[str, None] = {}
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.heard[record.getMessage()] = None


@contextmanager
def hearing_warnings() -> Iterator[None]:
    """Raise what the libraries log while the block runs.

    Raises:
        NotWhole: they warned of anything; the message has each warning once.
    """
    listener = _Listener()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(listener)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(listener)
    if listener.heard:
        raise NotWhole("The pages would not be whole: " + "; ".join(listener.heard))
