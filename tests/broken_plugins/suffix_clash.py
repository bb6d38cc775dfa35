"""A plugin whose files would stand in the place of another format's."""

from acucontent import Artifact, Exporter, Options, hookimpl


@hookimpl
def acucontent_exporters():
    """A second kind of JSON."""
    yield Exporter(
        name="other-json",
        title="Another JSON",
        suffix=".json",
        media_type="application/json",
        options=Options,
        export=lambda edition, options: Artifact(b"{}"),
    )
