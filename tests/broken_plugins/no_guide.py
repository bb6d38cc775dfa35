"""Provides a guide without an id and a folder."""

from acucontent import GuideSource, hookimpl


@hookimpl
def acucontent_guides():
    """Yield a guide of nothing."""
    yield GuideSource(None, None)
