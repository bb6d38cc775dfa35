"""A plugin whose hook raises an error."""

from acucontent import hookimpl


@hookimpl
def acucontent_exporters():
    """Raise an error."""
    raise RuntimeError("the license server did not answer")
