"""Raises an error that cannot describe itself."""


class Mute(Exception):
    """An error without words."""

    def __str__(self):
        """Fail."""
        raise RuntimeError("no words")


raise Mute
