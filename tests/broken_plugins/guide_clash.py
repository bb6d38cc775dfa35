"""A plugin that gives a guide of an id that is taken."""

from pathlib import Path

from acucontent import GuideSource, hookimpl


@hookimpl
def acucontent_guides():
    """A second guide to back pain."""
    yield GuideSource("back-pain", Path(__file__).parent)
