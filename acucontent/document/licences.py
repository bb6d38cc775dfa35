"""The names and addresses of licences."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-([0-9]\.[0-9])")
_EXCEPTION = re.compile(r"\bWITH\s+\S+")
_OPERATORS = ("AND", "OR")
_PARTS = {"BY": "Attribution", "NC": "Non Commercial", "ND": "No Derivatives", "SA": "Share Alike"}
_REACH = {"1.0": "Generic", "2.0": "Generic", "2.5": "Generic", "3.0": "Unported", "4.0": "International"}


def get_licence_name(expression: str) -> str | None:
    """Return the name of a Creative Commons licence from the SPDX list, or None for any other expression.

    >>> get_licence_name("CC-BY-NC-4.0")
    'Creative Commons Attribution Non Commercial 4.0 International'
    """
    if expression == "CC0-1.0":
        return "Creative Commons Zero v1.0 Universal"
    found = _CREATIVE_COMMONS.fullmatch(expression)
    if not found or found[2] not in _REACH:
        return None
    parts = " ".join(_PARTS[part] for part in found[1].split("-"))
    return f"Creative Commons {parts} {found[2]} {_REACH[found[2]]}"


def list_licence_urls(expression: str) -> tuple[str, ...]:
    """Return the address of the text of each licence in an SPDX expression. A guide's own licence has none.

    >>> list_licence_urls("CC-BY-NC-4.0 OR MIT")
    ('https://creativecommons.org/licenses/by-nc/4.0/', 'https://spdx.org/licenses/MIT.html')
    """
    names = re.findall(r"[A-Za-z0-9.-]+", _EXCEPTION.sub("", expression))
    licences = (name for name in names if name not in _OPERATORS and not name.startswith("LicenseRef-"))
    return tuple(_get_licence_url(licence) for licence in dict.fromkeys(licences))


def _get_licence_url(licence: str) -> str:
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if found := _CREATIVE_COMMONS.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return f"https://spdx.org/licenses/{licence}.html"
