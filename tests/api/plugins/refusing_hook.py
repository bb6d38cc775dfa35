"""A plugin whose hook raises an error of its own."""

from acucontent import AcucontentError, hookimpl


class NoLicense(AcucontentError, RuntimeError):
    """An error of the plugin's own."""


@hookimpl
def acucontent_guides():
    """Refuse."""
    raise NoLicense("The license has expired. Renew it.")
