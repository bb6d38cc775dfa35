"""A plugin that misspells the hook."""

from acucontent import hookimpl


@hookimpl
def acucontent_exporter():
    """One exporter, though there may be many."""
    return []
