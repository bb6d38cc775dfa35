"""Required libraries: Python packages, checked by their metadata, and the native libraries of WeasyPrint."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Literal, TypeAlias

from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as PipRequirement

from acucontent.installer import format_install_command

PANGO = (
    "Debian, Ubuntu: apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "macOS: brew install pango",
    "Windows: install MSYS2 from https://www.msys2.org with its default options, then in its UCRT64 window:",
    "         pacman -S mingw-w64-ucrt-x86_64-pango",
)
"""How to install Pango and HarfBuzz. On Windows WeasyPrint looks in the folder where MSYS2 installs them,
`C:\\msys64\\ucrt64\\bin`; the variable WEASYPRINT_DLL_DIRECTORIES sets another folder."""


Status: TypeAlias = Literal["MISSING", "FAILED", "optional"]
"""The kind of a problem: something is not installed, is installed but broken, or is missing but rarely needed."""


@dataclass(frozen=True)
class Requirement:
    """A requirement: its name, its problem if there is one, and the commands that fix it."""

    name: str
    problem: str = ""
    fixes: tuple[str, ...] = ()
    status: Status = "MISSING"
    """The kind of its problem."""
    note: str = ""
    """What was found if there is no problem."""


def check_packages(what: str, wanted: str, status: Status = "MISSING") -> Requirement:
    """Check that a distribution and its requirements are installed.

    Args:
        what: The name of the requirement, for messages.
        wanted: The requirement as pip writes it, such as `acucontent[pdf]`.
        status: The status if a package is missing.
    """
    try:
        requirement = PipRequirement(wanted)
    except InvalidRequirement:
        return Requirement(
            what,
            f"{wanted!r} is not a valid requirement for pip",
            ("Report this to the author of the plugin",),
            "FAILED",
        )
    wrong = sorted(set(_find_missing(requirement)))
    fixes = (format_install_command(wanted, "--upgrade"),) if wrong else ()
    return Requirement(what, "; ".join(wrong), fixes, status, "installed")


def _find_missing(wanted: PipRequirement) -> Iterator[str]:
    """Yield a message for each package that is missing or has an unsupported version."""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        yield f"{wanted.name} is not installed"
        return
    if not wanted.specifier.contains(found, prereleases=True):
        yield f"{wanted.name} {found} is installed, but {wanted.specifier} is required"
    for text in requires(wanted.name) or ():
        inner = PipRequirement(text)
        if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in wanted.extras or {""}):
            yield from _find_missing(inner)


def check_pango() -> Iterator[Requirement]:
    """Check whether WeasyPrint can load Pango and HarfBuzz, which subsets fonts; yield nothing without WeasyPrint."""
    try:
        with warnings.catch_warnings(record=True) as warned, redirect_stdout(io.StringIO()):
            warnings.simplefilter("always")
            import_module("weasyprint")
    except ImportError as error:
        if not any(_find_missing(PipRequirement("weasyprint"))):
            yield Requirement(
                "WeasyPrint",
                f"cannot be imported: {error}",
                (format_install_command("weasyprint", "--force-reinstall"),),
                "FAILED",
            )
        return
    except OSError as error:
        yield Requirement("Pango", str(error).partition(".  ")[0].partition("\n")[0], PANGO)
        return
    subset = [str(warning.message) for warning in warned if "HarfBuzz" in str(warning.message)]
    yield Requirement("Pango")
    if subset:
        yield Requirement("HarfBuzz", "libharfbuzz-subset cannot be loaded: PDFs are slower", PANGO, "optional")
