"""A plugin whose hook raises an error of its own."""

from acucontent import AcucontentError, hookimpl


class NoLicense(AcucontentError, RuntimeError):
    """An error of the plugin's own."""


@hookimpl
def acucontent_guides():
    """Raise the plugin's own error."""
    raise NoLicense("The license has expired. Renew it.")
