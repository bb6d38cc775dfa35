"""The names and addresses of licences."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-([0-9]\.[0-9])")
_EXCEPTION = re.compile(r"\bWITH\s+\S+")
_OPERATORS = ("AND", "OR")
_PARTS = {"BY": "Attribution", "NC": "Non Commercial", "ND": "No Derivatives", "SA": "Share Alike"}
_REACH = {"1.0": "Generic", "2.0": "Generic", "2.5": "Generic", "3.0": "Unported", "4.0": "International"}


def called(expression: str) -> str | None:
    """The name of a Creative Commons licence, as the SPDX list has it; none for any other, and none for several.

    >>> called("CC-BY-NC-4.0")
    'Creative Commons Attribution Non Commercial 4.0 International'
    """
    if expression == "CC0-1.0":
        return "Creative Commons Zero v1.0 Universal"
    found = _CREATIVE_COMMONS.fullmatch(expression)
    if not found or found[2] not in _REACH:
        return None
    parts = " ".join(_PARTS[part] for part in found[1].split("-"))
    return f"Creative Commons {parts} {found[2]} {_REACH[found[2]]}"


def addresses(expression: str) -> tuple[str, ...]:
    """Where the text of each licence in an SPDX expression stands; one that is the guide's own has no address.

    >>> addresses("CC-BY-NC-4.0 OR MIT")
    ('https://creativecommons.org/licenses/by-nc/4.0/', 'https://spdx.org/licenses/MIT.html')
    """
    names = re.findall(r"[A-Za-z0-9.-]+", _EXCEPTION.sub("", expression))
    licences = (name for name in names if name not in _OPERATORS and not name.startswith("LicenseRef-"))
    return tuple(_address(licence) for licence in dict.fromkeys(licences))


def _address(licence: str) -> str:
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if found := _CREATIVE_COMMONS.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return f"https://spdx.org/licenses/{licence}.html"
