"""A plugin whose hook wants something that it is not given."""

from acucontent import hookimpl


@hookimpl
def acucontent_exporters(settings):
    """Want settings."""
    return [settings]
