"""Error messages on stderr, and their exit statuses."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.build import BuildFailed, Failed
from acucontent.cli import EXIT_FAILED
from acucontent.cli.formatting import format_count
from acucontent.cli.output import print_text
from acucontent.errors import AcucontentError, describe_error
from acucontent.reading import GuideProblems
from acucontent.rendering.exporter import MissingLibrary, PluginFailed

EXIT_PROBLEMS = 1
"""Exit status: a guide has problems."""


def report_error(error: Exception) -> int:
    """Print an error and return the exit status."""
    match error:
        case GuideProblems():
            print_text(format_problems(error), error=True)
            return EXIT_PROBLEMS
        case BuildFailed():
            for message, names in _group_failures(error).items():
                print_error(f"{', '.join(names)} failed: {message}")
            return max(_find_exit_status(failed) for failed in error.failed)
    print_error(_format_error(error))
    return EXIT_FAILED


def print_error(message: str) -> None:
    """Print an error message. Its other lines are indented, so that no quoted text looks like a message of its own."""
    print_text("Error: " + message.replace("\n", "\n  "), error=True)


def format_problems(error: GuideProblems) -> str:
    """Return every problem with its line and a caret below its column, and the number of problems."""
    return "\n".join([*_format_each_problem(error), format_count(len(error.problems), "problem")])


def _format_each_problem(error: GuideProblems) -> Iterator[str]:
    for problem in error.problems:
        yield str(problem)
        if problem.format_excerpt():
            yield problem.format_excerpt()


def _group_failures(error: BuildFailed) -> dict[str, dict[str, None]]:
    """Return the names of the files that failed with each message: one cause is one error."""
    names: dict[str, dict[str, None]] = {}
    for failed in error.failed:
        names.setdefault(_format_error(failed.error), {})[failed.path.name] = None
    return names


def _find_exit_status(failed: Failed) -> int:
    """Return 1 if an exporter rejected the guide, and 2 for a missing library, an error of the disk, or a bug."""
    error = failed.error
    rejected = isinstance(error, AcucontentError) and not isinstance(error, MissingLibrary | PluginFailed | OSError)
    return EXIT_PROBLEMS if rejected else EXIT_FAILED


def _format_error(error: Exception) -> str:
    """Return the message of an error; for an unexpected error, also how to show the traceback."""
    if isinstance(error, AcucontentError):
        return describe_error(error)
    if isinstance(error, OSError):
        return str(error)
    advice = "To show the traceback, set ACUCONTENT_DEBUG=1 and run it again."
    return f"{describe_error(error)}\nThis is a bug in acucontent. {advice}"
