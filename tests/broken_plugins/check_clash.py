"""A plugin with a check whose code is already provided, and another check."""

from acucontent import Check, hookimpl


def _check(code):
    return Check(
        code=code,
        title="The title is short",
        severity="note",
        why="A short title says little.",
        fix="Write more.",
        source="Nothing but this test.",
        find=lambda subject: (),
    )


@hookimpl
def acucontent_checks():
    """Yield the clashing check first."""
    yield _check("F101")
    yield _check("XX101")
