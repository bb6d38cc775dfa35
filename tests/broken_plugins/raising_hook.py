"""A plugin whose hook raises."""

from acucontent import hookimpl


@hookimpl
def acucontent_exporters():
    """Raise."""
    raise RuntimeError("the license server did not answer")
