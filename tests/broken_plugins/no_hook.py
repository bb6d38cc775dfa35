"""A plugin that forgot to mark its hook."""


def acucontent_exporters():
    """Not marked."""
    return []
