"""Messages about what could not be saved or read, which the pages of the desk show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock


class Notices:
    """Messages for the person at the desk, each of them once. It is thread-safe."""

    def __init__(self) -> None:
        self._messages: dict[str, None] = {}
        self._unsaved: dict[str, str] = {}
        self._lock = Lock()

    @property
    def messages(self) -> Sequence[str]:
        """The messages, in order."""
        with self._lock:
            return tuple(dict.fromkeys((*self._messages, *self._unsaved.values())))

    def report(self, message: str) -> None:
        """Add a message, unless it is there already."""
        with self._lock:
            self._messages[message] = None

    def report_unsaved(self, source: str, error: OSError) -> None:
        """Report that something cannot be saved now, and why.

        Args:
            source: What cannot be saved, such as the name of a file. A later reason replaces the one before.
            error: The reason.
        """
        with self._lock:
            self._unsaved[source] = (
                f"Choices, sets or prints cannot be saved and are lost when the desk is closed. {error}"
            )

    def withdraw_unsaved(self, source: str) -> None:
        """Remove what was reported of a source, which is saved again."""
        with self._lock:
            self._unsaved.pop(source, None)

    def report_damage(self, path: Path, aside: Path) -> None:
        """Report a damaged file that was set aside."""
        self.report(f"{path} was damaged, so a new one was started. The damaged file is now {aside.name}.")
