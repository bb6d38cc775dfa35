"""Raises the error of Ctrl-C when it is imported."""

raise KeyboardInterrupt
