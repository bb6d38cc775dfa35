"""A plugin that yields the name of an exporter rather than the exporter."""

from acucontent import hookimpl


@hookimpl
def acucontent_exporters():
    """A name."""
    yield "docx"
