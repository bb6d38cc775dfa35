"""A plugin with an invalid exporter."""

from acucontent import Artifact, Exporter, Options, hookimpl


class Loose(Options):
    """Options that cannot be command-line flags."""

    out: str = "."
    sizes: tuple[int, ...] = ()
    title: str


@hookimpl
def acucontent_exporters():
    """Yield an exporter with only invalid fields."""
    yield Exporter(
        name="Word Document",
        title="Word",
        suffix="../docx",
        media_type="word",
        options=Loose,
        export=lambda edition, options: Artifact(b"w"),
    )
