"""A plugin with a format whose name is already provided, and another format."""

from dataclasses import replace

from acucontent import Artifact, Exporter, Options, hookimpl

EXPORTER = Exporter(
    name="text",
    title="Another text",
    suffix=".other",
    media_type="text/plain",
    options=Options,
    export=lambda edition, options: Artifact(b"other"),
)


@hookimpl
def acucontent_exporters():
    """Yield the clashing format first."""
    yield EXPORTER
    yield replace(EXPORTER, name="quiet")
