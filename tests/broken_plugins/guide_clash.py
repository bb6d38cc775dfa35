"""A plugin with a guide whose id is already provided."""

from pathlib import Path

from acucontent import GuideSource, hookimpl


@hookimpl
def acucontent_guides():
    """Yield a second guide with the id back-pain."""
    yield GuideSource("back-pain", Path(__file__).parent)
