"""A plugin whose check has faults."""

from acucontent import Check, hookimpl


@hookimpl
def acucontent_checks():
    """A check without a sound code, severity or sentence."""
    yield Check(code="x1", title="Bad.", severity="fatal", why="", fix="mend it", source="", find=None)
