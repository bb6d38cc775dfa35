"""Messages about what could not be saved or read, which the pages of the desk show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock


class Notices:
    """Messages for the person at the desk, each of them once. It is thread-safe."""

    def __init__(self) -> None:
        self._messages: dict[str, None] = {}
        self._lock = Lock()

    @property
    def messages(self) -> Sequence[str]:
        """The messages, in order."""
        with self._lock:
            return tuple(self._messages)

    def report(self, message: str) -> None:
        """Add a message, unless it is there already."""
        with self._lock:
            self._messages[message] = None

    def withdraw(self, message: str) -> None:
        """Remove a message that is not true any more."""
        with self._lock:
            self._messages.pop(message, None)

    def report_unsaved(self, error: OSError) -> str:
        """Report that something cannot be saved, and why. Return the message; nothing if it is there already."""
        message = f"The desk cannot save what it remembers: choices, sets or prints. They end with it. {error}"
        if message in self.messages:
            return ""
        self.report(message)
        return message

    def report_damage(self, path: Path, aside: Path) -> None:
        """Report a damaged file that was set aside."""
        self.report(f"{path} was damaged, so a new one was started. The damaged file is now {aside.name}.")
