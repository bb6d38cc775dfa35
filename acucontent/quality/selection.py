"""Select the checks to run by codes and families."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from acucontent.errors import AcucontentError
from acucontent.model.suggestions import describe_unknown
from acucontent.quality.check import Check


class UnknownCheck(AcucontentError, LookupError):
    """A name is neither the code of a check nor a family; the message suggests similar codes."""


def select_checks(
    checks: Mapping[str, Check], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Check, ...]:
    """Return the checks to run, ordered by code.

    Args:
        checks: All checks by code.
        select: Codes, or letters of families, to run (default: all).
        ignore: Codes, or letters of families, to skip.

    Raises:
        UnknownCheck: A name is neither a code nor a family, or no check is installed.
    """
    if not checks:
        raise UnknownCheck("No check is installed. To see why, run: acucontent list")
    selected = find_codes(checks, select) or frozenset(checks)
    ignored = find_codes(checks, ignore)
    return tuple(check for code, check in sorted(checks.items()) if code in selected and code not in ignored)


def find_codes(checks: Mapping[str, Check], names: Iterable[str]) -> frozenset[str]:
    """Return the codes that some names select.

    Args:
        checks: All checks by code.
        names: Codes, or letters of families; each can be a comma-separated list.

    Raises:
        UnknownCheck: A name is neither a code nor a family.
    """
    families: dict[str, set[str]] = {}
    for code, check in checks.items():
        families.setdefault(check.family, set()).add(code)
    found: set[str] = set()
    for name in (part.strip().upper() for each in names for part in each.split(",")):
        if name not in families and name not in checks:
            raise UnknownCheck(_describe_unknown_check(name, checks, families))
        found |= families.get(name) or {name}
    return frozenset(found)


def _describe_unknown_check(name: str, checks: Iterable[str], families: Iterable[str]) -> str:
    known = f"Families: {', '.join(sorted(families)) or 'none'}"
    unknown = describe_unknown("check", name, checks, listed=False)
    return f"{unknown} {known}. To see all checks, run: acucontent check --explain all"
