"""What a check is for, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill

from acucontent.quality.check import Check
from acucontent.quality.selection import find_codes

ALL = "all"
"""Stands for every check."""

_WIDTH = 100


def explained(checks: Mapping[str, Check], name: str) -> str:
    """What a check, a family or all checks are for: what is wrong, why it matters, how to fix it, and the source.

    Raises:
        UnknownCheck: there is no such check or family.
    """
    codes = frozenset(checks) if name.strip().casefold() == ALL else find_codes(checks, (name,))
    return "\n".join("".join(f"{line}\n" for line in _lines(checks[code])) for code in sorted(codes))


def _lines(check: Check) -> Iterator[str]:
    yield f"{check.code} ({check.severity}): {check.title}"
    for head, words in (("Why", check.why), ("To fix it", check.fix), ("Source", check.source)):
        yield fill(f"{head}: {words}", _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    if check.finished:
        yield "  It looks into the finished files; --quick leaves it out."
