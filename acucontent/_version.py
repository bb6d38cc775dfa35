"""The package's version, kept apart so that printing it costs nothing."""

__version__ = "0.1.0"
