"""A plugin whose exporters and checks raise expected and unexpected errors."""

from acucontent import AcucontentError, Artifact, Check, Exporter, Found, Options, hookimpl


class NoPaper(AcucontentError, RuntimeError):
    """An error of the plugin's own."""


def raise_no_paper(edition, options):
    """Raise an error of the plugin with a message for users."""
    raise NoPaper("There is no paper of that size. Choose another one.")


def raise_key_error(edition, options):
    """Raise an unexpected error."""
    return Artifact({}["colour"])


def fail_check(subject):
    """Raise an error of the plugin from a check."""
    raise NoPaper("Nothing can be checked on no paper.")
    yield Found("", "")


def _make_exporter(name, export):
    media_type = f"text/{name}"
    return Exporter(name=name, title=name, suffix=f".{name}", media_type=media_type, options=Options, export=export)


@hookimpl
def acucontent_exporters():
    """Yield two formats that fail."""
    yield _make_exporter("refusing", raise_no_paper)
    yield _make_exporter("failing", raise_key_error)


@hookimpl
def acucontent_checks():
    """Yield a check that fails."""
    yield Check(
        code="X101",
        title="Never found",
        severity="note",
        why="It is a test.",
        fix="Do nothing.",
        source="None.",
        find=fail_check,
    )
