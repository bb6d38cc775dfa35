"""Decide what the differences between two PDFs mean."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from acucontent.containers import BadContainer
from acucontent.installer import format_install_command
from acucontent.isolation import run_isolated
from acucontent.rendering.template import Area
from acucontent.verification.answers import Answer, CannotBeCompared, Unchanged, make_changed
from acucontent.verification.printable import list_names

_COMPARE_PAGES = "acucontent.untrusted.pdf_pages:compare_pages"
_COMPARE_PARTS = "acucontent.untrusted.pdf_parts:compare_parts"
_FIND_STRAY_DRAWINGS = "acucontent.untrusted.field_drawings:find_stray_drawings"
"""The functions that compare PDFs, which only a child process imports."""

_SAVED_WITH_FORMS = (
    "catalog /Extensions",
    "catalog /Legal",
    "catalog /PageMode",
    "catalog /Perms",
    "catalog /PieceInfo",
)
"""The parts that programs add to a form that they save."""

_ACTIVE_PARTS = ("/AA", "/JavaScript", "/OCProperties", "/OpenAction", "attached files", "form ")
"""Parts of the names of parts that can change what readers see or do. No version of acucontent changes them."""


@dataclass(frozen=True)
class PdfCase:
    """How a PDF may differ from the one that acucontent makes."""

    versions: str
    """The versions that differ from the installed ones; empty if none does."""
    areas: Sequence[Sequence[Area]] = ()
    """For each page the areas to ignore, which are filled in."""


@dataclass(frozen=True)
class _Differences:
    """The differences between two PDFs, as places with a description."""

    content: tuple[str, ...]
    """Differences that no other version causes: of words, links and replacement texts, and hidden words."""
    appearance: tuple[str, ...]
    """Differences that other versions can cause."""
    only_breaks: bool
    """Whether the words differ only in where pages break."""
    has_fields: bool
    """Whether it has form fields, which anyone can fill in and save."""


def answer_for_pdf(expected: bytes, found: bytes, case: PdfCase) -> Answer:
    """Return whether a PDF is as acucontent makes it. The bytes are known to differ.

    Args:
        expected: The PDF as acucontent makes it.
        found: The PDF of anyone.
        case: How it may differ.

    Raises:
        BadContainer: The second file is damaged, or contains too much.
        Unreadable: It needs too much time or memory to be read.
    """
    if find_spec("pypdfium2") is None:
        needed = format_install_command("acucontent[quality]")
        return CannotBeCompared(f"its bytes differ, and to compare its words needs: {needed}")
    differences = _find_differences(expected, found, case)
    if case.versions:
        return _answer_for_versions(differences, case)
    if differences.content or differences.appearance:
        return make_changed(*differences.content, *differences.appearance)
    if differences.has_fields:
        return Unchanged("page count, and the words outside the form fields, pictures and links of every page")
    return CannotBeCompared(
        "the words, pictures and links of every page are the same, but the bytes differ: another program saved the "
        "file, or parts that are not visible differ"
    )


def _answer_for_versions(differences: _Differences, case: PdfCase) -> Answer:
    """Return the answer for a file that was made with other versions, so that its bytes cannot be the same."""
    if differences.only_breaks:
        return CannotBeCompared(
            f"the words are the same, but pages break at other places, which other versions can cause: {case.versions}"
        )
    if differences.content:
        return make_changed(*differences.content)
    if differences.appearance:
        return CannotBeCompared(
            f"the words of every page are the same, but not the rest ({list_names(differences.appearance)}), which "
            f"other versions can cause: {case.versions}"
        )
    outside = " outside the form fields" if differences.has_fields or case.areas else ""
    return Unchanged(
        f"page count, and the words{outside}, pictures and links of every page; not the bytes, because versions "
        f"differ: {case.versions}"
    )


def _find_differences(expected: bytes, found: bytes, case: PdfCase) -> _Differences:
    parts = run_isolated(_COMPARE_PARTS, expected, found, errors=(BadContainer,))
    has_fields = any(parts["fields"])
    areas = parts["fields"] if has_fields else case.areas
    pages = run_isolated(_COMPARE_PAGES, expected, found, json.dumps(areas), errors=(BadContainer,))
    stray = run_isolated(_FIND_STRAY_DRAWINGS, found, errors=(BadContainer,)) if has_fields else []
    changed = _list_changed_parts(parts, has_fields=has_fields)
    if case.versions:  # the embedded files name the versions
        changed = tuple(each for each in changed if not each.startswith("attached file "))
    active = tuple(each for each in changed if any(name in each for name in _ACTIVE_PARTS))
    return _Differences(
        content=(*pages["pages"], *pages["words"], *pages["hidden"], *_list_content(parts), *stray, *active),
        appearance=(
            *pages["pictures"],
            *parts["places"],
            *(each for each in changed if each not in active),
        ),
        only_breaks=pages["only_breaks"],
        has_fields=has_fields,
    )


def _list_content(parts: dict[str, Any]) -> tuple[str, ...]:
    return (*parts["links"], *parts["notes"], *parts["spoken"])


def _list_changed_parts(parts: dict[str, Any], *, has_fields: bool) -> tuple[str, ...]:
    """Return the parts that were changed, added or, in a file without form fields, removed."""
    added = [name for name in parts["added"] if not (has_fields and name in _SAVED_WITH_FORMS)]
    return (
        *(f"{name}: changed" for name in parts["changed"]),
        *(f"{name}: added" for name in added),
        *(f"{name}: missing" for name in parts["missing"] if not has_fields),
    )
