"""Libraries that should be there: packages from pip by their metadata, and the native ones behind WeasyPrint."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as PipRequirement

PANGO = (
    "Debian, Ubuntu: apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "macOS: brew install pango",
    "Windows: install MSYS2 from https://www.msys2.org with its default options, then in its UCRT64 window:",
    "         pacman -S mingw-w64-ucrt-x86_64-pango",
)
"""How to install Pango and its friends. On Windows WeasyPrint looks in the folder where MSYS2 puts them,
`C:\\msys64\\ucrt64\\bin`; another one is named in the variable WEASYPRINT_DLL_DIRECTORIES."""


@dataclass(frozen=True)
class Requirement:
    """One thing that this program needs; where it is missing or wrong, why, and how to fix it."""

    what: str
    wrong: str = ""
    fixes: tuple[str, ...] = ()


def packages(what: str, wanted: str) -> Requirement:
    """Whether a distribution is installed with what it requires, named as pip has it: `acucontent[pdf]`."""
    try:
        requirement = PipRequirement(wanted)
    except InvalidRequirement:
        return Requirement(what, f"{wanted!r} is not what pip can install", ("Tell the plugin's author",))
    wrong = sorted(set(_missing(requirement)))
    return Requirement(what, "; ".join(wrong), (f"pip install --upgrade '{wanted}'",) if wrong else ())


def _missing(wanted: PipRequirement) -> Iterator[str]:
    """What is not installed, or in a version that will not do."""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        yield f"{wanted.name} is not installed"
        return
    if not wanted.specifier.contains(found, prereleases=True):
        yield f"{wanted.name} is {found}, but {wanted.specifier} is needed"
    for text in requires(wanted.name) or ():
        inner = PipRequirement(text)
        if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in wanted.extras or {""}):
            yield from _missing(inner)


def pango() -> Iterator[Requirement]:
    """Whether WeasyPrint finds Pango and the HarfBuzz that cuts fonts down; nothing where it is not installed."""
    try:
        with warnings.catch_warnings(record=True) as warned, redirect_stdout(io.StringIO()):
            warnings.simplefilter("always")
            import_module("weasyprint")
    except ImportError as error:
        if not any(_missing(PipRequirement("weasyprint"))):
            yield Requirement(
                "WeasyPrint", f"it cannot be imported: {error}", ("pip install --force-reinstall weasyprint",)
            )
        return
    except OSError as error:
        yield Requirement("Pango", str(error).partition(".  ")[0].partition("\n")[0], PANGO)
        return
    subset = [str(warning.message) for warning in warned if "HarfBuzz" in str(warning.message)]
    yield Requirement("Pango", "libharfbuzz-subset cannot be loaded" if subset else "", PANGO if subset else ())
