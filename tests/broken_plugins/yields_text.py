"""A plugin that yields the name of an exporter instead of the exporter."""

from acucontent import hookimpl


@hookimpl
def acucontent_exporters():
    """Yield a name."""
    yield "docx"
