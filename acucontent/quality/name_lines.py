"""Tell the words of a name or address from a sentence that is written in its place."""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"\b(?:[A-Z][\w'’]*\s){1,2}(?:Rd|Road|St|Street|Ave|Avenue|Mile|Lane|Ln|Drive|Dr|Way|Court|Ct|Place|Pl|Square|Sq"
    r"|Close|Crescent|Terrace|Hill|Park|Boulevard|Blvd|Row|Gardens?|Mews|Quay|Plaza|Building|House|Tower|Highway|Hwy"
    r"|Parkway|Circle|Alley|Walk|Bridge|Green|Grove|Estate|Yard|Wharf|Pier|Beach|Bay|Island|Valley|Village|Springs)\b"
)
"""A place or street of up to two words before its kind: `Miracle Mile`, `The Cure Rd`."""
_ARTICLES = frozenset(("the", "a", "an"))


def is_part_of_name(line: str, start: int, end: int) -> bool:
    """Return whether words of a name or address line are part of a name rather than a statement.

    A single word states nothing there (`Miracle Acupuncture`), and neither does the name of a street.

    Args:
        line: The line.
        start: Where the words begin.
        end: Where they end.
    """
    words = [word for word in line[start:end].split() if word.lower() not in _ARTICLES]
    return len(words) < 2 or any(place.start() <= start and end <= place.end() for place in _PLACE.finditer(line))
