"""Get a value once, and the same value or error each time after that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from acucontent.errors import AcucontentError

T = TypeVar("T")


class Once(Generic[T]):
    """The values of a function by their key. It is thread-safe: threads that ask at once get the same value."""

    def __init__(self, function: Callable[[str], T]) -> None:
        self._function = function
        self._found: dict[str, tuple[T] | AcucontentError] = {}

    def get(self, key: str) -> T:
        """Return the value that the function returned first, or raise the error that it raised first.

        Raises:
            AcucontentError: The function raised it.
        """
        found = self._found.get(key) or self._found.setdefault(key, self._call(key))
        if isinstance(found, AcucontentError):
            raise found.with_traceback(None)  # otherwise it grows each time
        return found[0]

    def _call(self, key: str) -> tuple[T] | AcucontentError:
        try:
            return (self._function(key),)
        except AcucontentError as error:
            return error
