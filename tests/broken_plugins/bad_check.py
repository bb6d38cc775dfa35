"""A plugin with an invalid check."""

from acucontent import Check, hookimpl


@hookimpl
def acucontent_checks():
    """Yield a check with an invalid code, severity and texts."""
    yield Check(code="x1", title="Bad.", severity="fatal", why="", fix="fix it", source="", find=None)
