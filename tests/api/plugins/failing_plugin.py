"""A plugin whose exporters and checks fail, in ways that they foresee and in ways that they do not."""

from acucontent import AcucontentError, Artifact, Check, Exporter, Found, Options, hookimpl


class NoPaper(AcucontentError, RuntimeError):
    """An error of the plugin's own."""


def refuse(edition, options):
    """Refuse what is asked, for a reason that a user can understand."""
    raise NoPaper("There is no paper of that size. Choose another one.")


def fail(edition, options):
    """Fail by mistake."""
    return Artifact({}["colour"])


def refuse_check(subject):
    """Refuse to check."""
    raise NoPaper("Nothing can be checked on no paper.")
    yield Found("", "")


def _exporter(name, export):
    media_type = f"text/{name}"
    return Exporter(name=name, title=name, suffix=f".{name}", media_type=media_type, options=Options, export=export)


@hookimpl
def acucontent_exporters():
    """Two formats that cannot be made."""
    yield _exporter("refusing", refuse)
    yield _exporter("failing", fail)


@hookimpl
def acucontent_checks():
    """A check that cannot run."""
    yield Check(
        code="X101",
        title="Never found",
        severity="note",
        why="It is a test.",
        fix="Do nothing.",
        source="None.",
        find=refuse_check,
    )
