"""Has an option of a built-in format, with other values."""

from acucontent import Artifact, Exporter, Options, hookimpl


class Choices(Options):
    """The options."""

    paper: int = 7
    """An option."""


@hookimpl
def acucontent_exporters():
    """Yield a format."""
    yield Exporter(
        name="odd",
        title="Odd",
        suffix=".odd",
        companion_suffixes=(),
        media_type="text/plain",
        options=Choices,
        export=lambda edition, options: Artifact(b"x"),
    )
