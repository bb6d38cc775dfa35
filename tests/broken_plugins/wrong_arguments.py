"""A plugin whose hook has an unsupported argument."""

from acucontent import hookimpl


@hookimpl
def acucontent_exporters(settings):
    """Return the settings."""
    return [settings]
