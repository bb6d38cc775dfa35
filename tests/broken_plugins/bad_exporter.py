"""A plugin whose exporter cannot have a file name or a flag."""

from acucontent import Artifact, Exporter, Options, hookimpl


class Loose(Options):
    """Options that no command line can offer."""

    out: str = "."
    sizes: tuple[int, ...] = ()
    title: str


@hookimpl
def acucontent_exporters():
    """Nothing of it is right."""
    yield Exporter(
        name="Word Document",
        title="Word",
        suffix="../docx",
        media_type="word",
        options=Loose,
        export=lambda edition, options: Artifact(b"w"),
    )
