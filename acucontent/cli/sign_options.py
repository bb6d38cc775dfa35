"""The options of commands that sign PDFs. A password is never an argument, which other users of the machine can see."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from acucontent.signing import Signer

PASSWORD = "ACUCONTENT_SIGN_PASSWORD"
"""The environment variable with the password of the key."""

Command = TypeVar("Command", bound=Callable[..., Any])


def sign_options(command: Command) -> Command:
    """Add the options `--sign` and `--sign-password-file` to a command."""
    path = click.Path(path_type=Path)
    password = click.option(
        "--sign-password-file",
        metavar="FILE",
        type=path,
        help=f"File with the password of the key (default: the variable {PASSWORD}, or a prompt).",
    )
    key = click.option(
        "--sign", metavar="FILE", type=path, help="Sign the PDFs with the key in a PKCS#12 file (.p12 or .pfx)."
    )
    return key(password(command))


def _read_certificates(ctx: click.Context, param: click.Parameter, paths: tuple[Path, ...]) -> tuple[bytes, ...]:
    try:
        return tuple(path.read_bytes() for path in paths)
    except OSError as error:
        raise click.BadParameter(f"{error.filename}: cannot be read: {error.strerror}") from None


trust_option = click.option(
    "--trust",
    "trusted",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    callback=_read_certificates,
    help="Certificate (PEM or DER) of a signer, or of its issuer, that you trust; may be given several times.",
)
"""The `--trust` option of commands that read signatures: the contents of the files."""


def read_signer_of(key: Path | None, password_file: Path | None) -> Signer | None:
    """Return the signer of a key file, which signs at the time of the clock; None without a file.

    Raises:
        click.UsageError: There is a file with a password, but no key.
        BadKey: The key or the file with its password cannot be used.
        MissingLibrary: The library that signs is not installed.
    """
    if key is None:
        if password_file:
            raise click.UsageError("--sign-password-file applies only to --sign. To fix it, add --sign FILE")
        return None
    from acucontent.signing import read_signer, require_library

    require_library()
    return read_signer(key, _find_password(key, password_file), datetime.datetime.now(datetime.UTC))


def _find_password(key: Path, file: Path | None) -> str | None:
    """Return the password from its file, from the environment, or from a person at a terminal; None if it has none."""
    if file is not None:
        return _read_password(file)
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    if sys.stdin.isatty() and key.is_file():
        answer: str = click.prompt(f"Password of {key}", default="", hide_input=True, show_default=False, err=True)
        return answer
    return None


def _read_password(file: Path) -> str:
    """Return the first line of a file."""
    from acucontent.signing import BadKey

    try:
        with file.open(encoding="utf-8-sig") as stream:
            return stream.readline(10_000).rstrip("\r\n")
    except OSError as error:
        raise BadKey(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadKey(f"{file}: is not text in UTF-8") from None
