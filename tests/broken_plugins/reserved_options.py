"""Has options that commands use."""

from acucontent import Artifact, Exporter, Options, hookimpl


class Choices(Options):
    """The options."""

    formats: str = "x"
    """An option."""
    no_cache: str = "x"
    """An option."""
    Width: str = "x"
    """An option."""
    get_defaults: str = "x"
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
