"""A plugin that gives a format of a name that is taken, and another that is not."""

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
    """The clashing one first."""
    yield EXPORTER
    yield replace(EXPORTER, name="quiet")
