"""Output for people and for programs. Only these functions print.

Text for people is encoded as their console expects it; characters that it cannot show, and characters that could change
what a terminal shows, are escaped. Documents for programs are always UTF-8 (RFC 8259, section 8.1).
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

import click

from acucontent.errors import AcucontentError

_UNENCODABLE = "acucontent.unencodable"
"""The name of the error handler for characters that the encoding of a console lacks."""

_ASCII = {
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{BULLET}": "*",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{MULTIPLICATION SIGN}": "x",
}
"""Typographic characters and what stands for them on a console that lacks them. Others are escaped."""

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Invisible characters that scripts such as Persian need, and that change nothing else."""


class CannotPrint(click.ClickException, AcucontentError, RuntimeError):
    """Standard output cannot be written, for example to a full disk."""

    exit_code = 2


def prepare_streams() -> None:
    """Let standard output and standard error accept every character, also if they are closed."""
    _open_closed_streams()
    codecs.register_error(_UNENCODABLE, _replace_unencodable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_UNENCODABLE)


def print_line(line: object, *, error: bool = False) -> None:
    """Print one line. Line breaks in it are escaped, too.

    Args:
        line: The line.
        error: Whether to print it on standard error.

    Raises:
        CannotPrint: Standard output cannot be written.
    """
    _print(escape_controls(str(line)) + "\n", error=error)


def print_lines(lines: Iterable[str], *, error: bool = False) -> None:
    """Print lines, see `print_line`."""
    _print("".join(f"{escape_controls(line)}\n" for line in lines), error=error)


def print_text(text: str, *, error: bool = False) -> None:
    """Print a text of several lines. The characters that `print_line` escapes are escaped, except line breaks."""
    print_lines(text.split("\n"), error=error)


def print_document(document: str) -> None:
    """Print a document for a program, such as JSON, in UTF-8.

    Invisible characters and half surrogate pairs, which Python reads from names that are not UTF-8, are escaped as JSON
    allows in every text.

    Raises:
        CannotPrint: Standard output cannot be written.
    """
    characters = (each if each == "\n" or _is_harmless(each) else _escape_as_json(each) for each in document)
    _print("".join(characters).encode("utf-8"), error=False)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal, which can show progress."""
    return stream is not None and stream.isatty()


def discard_output(*numbers: int) -> None:
    """Discard what is still to be written; otherwise Python tries to write it on exit, and reports an error.

    Args:
        *numbers: The file descriptors: 1 is standard output, 2 is standard error.
    """
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        for number in numbers:
            os.dup2(null, number)


def escape_controls(text: str) -> str:
    r"""Return a text with characters that could change what a terminal shows as escapes.

    >>> escape_controls("a\x1b[2Jb"), escape_controls("“5 mg”")
    ('a\\x1b[2Jb', '“5 mg”')
    """
    if text.isprintable():
        return text
    return "".join(each if _is_harmless(each) else ascii(each)[1:-1] for each in text)


def _is_harmless(character: str) -> bool:
    is_space = character.isspace() and ord(character) >= ord("\N{NO-BREAK SPACE}")
    return character.isprintable() or character in _JOINERS or (is_space and character not in "\u2028\u2029")


def _escape_as_json(character: str) -> str:
    """Return the escape of a character in JSON, from its code units in UTF-16 (RFC 8259, section 7)."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _print(message: str | bytes, *, error: bool) -> None:
    try:
        # For a stream that it is not given, click ignores an encoding of ASCII, which the console may have.
        click.echo(message, file=sys.stderr if error else sys.stdout, nl=False)
    except BrokenPipeError:
        raise
    except OSError as failure:
        if error:
            return
        discard_output(1)
        reason = failure.strerror or failure
        raise CannotPrint(f"Standard output cannot be written: {reason}. Write to another file or disk.") from failure


def _open_closed_streams() -> None:
    """Open closed streams on the null device; otherwise the next open file would receive what is printed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - open until the end
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - open until the end


def _replace_unencodable(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII in place of characters that an encoding lacks, and the position after them (`codecs`)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join(_ASCII.get(each) or ascii(each)[1:-1] for each in characters), error.end
