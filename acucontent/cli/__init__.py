"""The command line: the only code that prints. The module of a sub-command is imported when it is called."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from acucontent._version import __version__
from acucontent.cli.output import discard_output, escape_controls, prepare_streams, print_line, print_text

COMMANDS = {
    "batch": "Fill in a sheet for each row of a table.",
    "build": "Build the files of a guide.",
    "cache": "Show or clear the cache.",
    "check": "Report every problem in one or more guides.",
    "desk": "Open a page in the browser for printing sheets.",
    "diff": "Show what changed between two versions of a guide.",
    "doctor": "Check the installation and show how to fix it.",
    "list": "List guides, formats, plugins and plugin problems.",
    "new": "Create a guide or a clinic overlay from a template.",
    "passport": "Write the quality passport of a guide, for review and signature.",
    "preview": "Show a guide in the browser while it is written.",
    "schema": "Print the JSON Schema of a document.",
    "site": "Build a static site of guides, with an index and a search.",
    "verify": "Verify that PDFs, EPUBs and web pages are unchanged and current.",
}
"""The summary of each sub-command, by name. They are here so that the help imports no module of a sub-command."""

EXIT_FAILED = 2
"""Exit status: the command could not run, for a reason other than problems in a guide."""
EXIT_INTERRUPTED = 130
"""Exit status: interrupted from the keyboard (128 plus the number of the signal, as in shells)."""
EXIT_BROKEN_PIPE = 141
"""Exit status: the program that read our output closed the pipe."""


class Program(click.Group):
    """The command with its sub-commands. Every error in a sub-command becomes a message and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the sub-commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import and return a sub-command, which is in the module with its name."""
        if cmd_name not in COMMANDS:
            from acucontent.model.suggestions import describe_unknown  # --version does not need it

            ctx.fail(describe_unknown("command", cmd_name, COMMANDS))
        command: click.Command = import_module(f"acucontent.cli.{cmd_name}").run_command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sub-commands with their summaries."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> NoReturn:
        """Run a sub-command and exit: 0 for success, 1 if a guide has problems, 2 if the command could not run."""
        ctx.exit(_run_command(ctx, super().invoke))

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Parse the arguments of the command."""
        with _escape_usage_errors():
            return super().make_context(*args, **more)


def _run_command(ctx: click.Context, invoke: Callable[[click.Context], Any]) -> int:
    try:
        with _escape_usage_errors():
            status = invoke(ctx)
    except (click.ClickException, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        print_text("\nInterrupted.", error=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        discard_output(1, 2)
        return EXIT_BROKEN_PIPE
    except Exception as error:
        if os.environ.get("ACUCONTENT_DEBUG"):
            raise
        return _report_error(error)
    return int(status or 0)


@contextmanager
def _escape_usage_errors() -> Iterator[None]:
    """Escape unprintable characters of the arguments that the message of a usage error quotes."""
    try:
        yield
    except click.ClickException as error:
        error.message = escape_controls(error.message)  # type: ignore[misc]  # only declared final
        raise


def _report_error(error: Exception) -> int:
    """Print an error and return the exit status."""
    if isinstance(error, ModuleNotFoundError):
        print_text(f"Error: {error}. To show what is missing, run: acucontent doctor", error=True)
        return EXIT_FAILED
    from acucontent.cli.errors import report_error  # imports what may be missing

    return report_error(error)


@click.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="acucontent", message="%(prog)s %(version)s")
def program() -> None:
    """Build patient guides from validated data as PDF handouts, web pages, EPUB, FHIR, JSON and plain text.

    To build the guide back-pain, run: acucontent build
    """


def main() -> NoReturn:
    """Run the command and exit."""
    prepare_streams()
    signal.signal(signal.SIGTERM, _exit_on_signal)
    warnings.showwarning = _print_warning
    program.main(prog_name="acucontent")
    raise AssertionError("click exits")


def _print_warning(message: Warning | str, *args: Any, **kwargs: Any) -> None:
    """Print a warning in one line, without the place in the code that issued it."""
    print_line(f"Warning: {message}", error=True)


def _exit_on_signal(number: int, frame: FrameType | None) -> NoReturn:
    """Exit normally on SIGTERM, so that no incomplete file is left."""
    sys.exit(128 + number)
