"""A plugin that misspells the name of a hook."""

from acucontent import hookimpl


@hookimpl
def acucontent_exporter():
    """Return no exporters."""
    return []
