"""A plugin that gives a check with a code that is taken, and another that is not."""

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
    """The clashing one first."""
    yield _check("F101")
    yield _check("XX101")
