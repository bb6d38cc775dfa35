"""Has the suffix of the Spanish files of a built-in format."""

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
        suffix=".es.pdf",
        companion_suffixes=(),
        media_type="text/plain",
        options=Choices,
        export=lambda edition, options: Artifact(b"x"),
    )
