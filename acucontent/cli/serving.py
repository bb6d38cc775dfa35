"""Options and functions that the commands share that serve pages: `desk` and `preview`."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from acucontent.cli.output import print_line, print_text
from acucontent.errors import AcucontentError
from acucontent.installer import format_install_command

if TYPE_CHECKING:  # packages of the extra `desk`
    from starlette.types import ASGIApp

    from acucontent.desk.web.security import Guard

TOKEN_VARIABLE = "ACUCONTENT_DESK_TOKEN"
"""The environment variable with the token."""

_REQUIRED = ("starlette", "uvicorn", "python_multipart", "watchfiles", "pypdfium2", "uharfbuzz", "fontTools")
"""The modules that pages are served with; those of each format are imported when it is rendered."""

F = TypeVar("F", bound=Callable[..., Any])


class MissingPackages(AcucontentError, ImportError):
    """Packages of the extra `desk` are missing; the message names them and the command that installs them."""


def server_options(port: int) -> Callable[[F], F]:
    """Return the decorator that adds the options of a command that serves pages.

    Args:
        port: The default of `--port`, so that one of each command can run.
    """

    def add_options(command: F) -> F:
        for option in (*reversed(_OPTIONS), _make_port_option(port)):
            command = option(command)
        return command

    return add_options


def _make_port_option(port: int) -> Callable[[F], F]:
    return click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=port,
        show_default=True,
        metavar="NUMBER",
        help="Port to listen on; 0 for any free port.",
    )


_OPTIONS = (
    click.option(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="Address to listen on (default: 127.0.0.1, which only this machine can reach). Others require a token.",
    ),
    click.option(
        "--address",
        metavar="URL",
        help="Address in browsers if a proxy serves the page, such as https://desk.example.org. Requires a token.",
    ),
    click.option(
        "--token-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help=f"File with the token that each browser must enter (default: ${TOKEN_VARIABLE}).",
    ),
    click.option("--no-browser", is_flag=True, help="Do not open the page in the browser."),
)


def check_requirements() -> None:
    """Check that the packages that serve pages are installed.

    Raises:
        MissingPackages: Some are not.
    """
    missing = [name for name in _REQUIRED if find_spec(name) is None]
    if missing:
        names = ", ".join(name.replace("_", "-") for name in missing)
        command = format_install_command("acucontent[desk]", "--upgrade")
        raise MissingPackages(f"packages are not installed: {names}. To fix it, run: {command}")


def serve_pages(  # noqa: PLR0913 - the options of the commands
    make_app: Callable[[Guard], ASGIApp],
    name: str,
    *,
    host: str,
    port: int,
    address: str | None,
    token_file: Path | None,
    no_browser: bool,
) -> None:
    """Serve pages until the command is interrupted. The first line of output is their address.

    Args:
        make_app: Returns the application behind a guard.
        name: The name of the command.
        host: The address to listen at.
        port: The port.
        address: The address at which browsers reach the pages, if a proxy serves them.
        token_file: The file with the token.
        no_browser: Whether to open no browser.

    Raises:
        InvalidAddress: `address` is no address of a proxy.
        ListenFailed: The port is in use, or the address is not one of this machine.
    """
    from acucontent.desk import server  # imports what may be missing
    from acucontent.desk.web.security import Guard, is_loopback, parse_address

    shared = parse_address(address) if address is not None else ""
    token = _read_token(token_file)
    if not token and (shared or not is_loopback(host)):
        option = f"--address {shared}" if shared else f"--host {host}"
        raise click.UsageError(
            f"{option} lets other machines reach the desk, which needs a token. "
            f"To fix it, add --token-file FILE or set {TOKEN_VARIABLE}"
        )
    with server.open_listener(host, port) as listener:
        port = listener.getsockname()[1]
        app = make_app(Guard(host, port, token, shared))
        own = server.format_address(host, port)
        shown, where = (f"{shared}/", f", listening at {own}") if shared else (own, "")
        with suppress(KeyboardInterrupt):  # Ctrl-C before the server takes it
            print_line(f"acucontent {name}: {shown}{where} (to stop it, press Ctrl-C)")
            if not no_browser:
                server.open_browser(shown)
            server.serve(app, listener)
        print_text("\nStopped.", error=True)


def _read_token(path: Path | None) -> str:
    """Return the token; empty if there is none. Messages never quote it."""
    from acucontent.desk.web.security import MIN_TOKEN_LENGTH

    place = f"The file {path}" if path else TOKEN_VARIABLE
    try:
        token = _decode(path.read_bytes()).strip() if path else os.environ.get(TOKEN_VARIABLE, "").strip()
    except UnicodeDecodeError:
        raise click.UsageError(f"{place} is not a text file.") from None
    if (token or path) and len(token) < MIN_TOKEN_LENGTH:
        raise click.UsageError(
            f"{place} has a token that is too short: expected at least {MIN_TOKEN_LENGTH} characters"
        )
    return token


def _decode(content: bytes) -> str:
    """Return the text of a file in UTF-8, or in one of the encodings that Windows writes with a byte order mark."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if is_utf16 else "utf-8-sig")
