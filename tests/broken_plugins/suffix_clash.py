"""A plugin with a format whose suffix is already provided."""

from acucontent import Artifact, Exporter, Options, hookimpl


@hookimpl
def acucontent_exporters():
    """Yield a second format with the suffix .json."""
    yield Exporter(
        name="other-json",
        title="Another JSON",
        suffix=".json",
        media_type="application/json",
        options=Options,
        export=lambda edition, options: Artifact(b"{}"),
    )
