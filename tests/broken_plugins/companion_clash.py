"""Adds a companion file with the suffix of a built-in format."""

from acucontent import Artifact, Exporter, Options, hookimpl


class Choices(Options):
    """The options."""

    shape: str = "round"
    """An option."""


@hookimpl
def acucontent_exporters():
    """Yield a format."""
    yield Exporter(
        name="odd",
        title="Odd",
        suffix=".odd",
        companion_suffixes=(".pdf",),
        media_type="text/plain",
        options=Choices,
        export=lambda edition, options: Artifact(b"x"),
    )
