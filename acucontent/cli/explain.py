"""Explanations of checks, for `acucontent check --explain`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill

from acucontent.quality.check import Check
from acucontent.quality.selection import find_codes

ALL = "all"
"""The name that selects every check."""

_WIDTH = 100


def explain_checks(checks: Mapping[str, Check], name: str) -> str:
    """Return what a check, a family or all checks report, why it matters, how to fix it, and the source.

    Args:
        checks: The checks by code.
        name: A code, a family or `all`.

    Raises:
        UnknownCheck: There is no such check or family.
    """
    codes = frozenset(checks) if name.strip().casefold() == ALL else find_codes(checks, (name,))
    return "\n".join("".join(f"{line}\n" for line in _format_check(checks[code])) for code in sorted(codes))


def _format_check(check: Check) -> Iterator[str]:
    yield f"{check.code} ({check.severity}): {check.title}"
    for label, text in (("Why", check.why), ("To fix it", check.fix), ("Source", check.source)):
        yield fill(f"{label}: {text}", _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    if check.needs_rendered_files:
        yield "  Needs rendered files: --quick skips it."
