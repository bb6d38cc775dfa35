"""Has an option whose default is computed, and the computation fails."""

from pydantic import Field

from acucontent import Artifact, Exporter, Options, hookimpl


class Sizes(Options):
    """The options."""

    depth: int = Field(default_factory=lambda: 1 // 0)
    """The depth."""


@hookimpl
def acucontent_exporters():
    """Yield a format."""
    yield Exporter(
        name="deep",
        title="Deep",
        suffix=".deep",
        media_type="text/plain",
        options=Sizes,
        export=lambda edition, options: Artifact(b"x"),
    )
