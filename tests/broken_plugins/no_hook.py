"""A plugin whose hook has no marker."""


def acucontent_exporters():
    """Return no exporters."""
    return []
