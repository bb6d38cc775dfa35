"""Citation keys as reference managers write them, such as Better BibTeX for Zotero and pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated

from anyascii import anyascii
from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from acucontent.model.characters import normalize_text
from acucontent.problems import quote_text

CITATION_KEY = r"""[^\s@;,\[\](){}"'`\\]+"""
"""Matches a key: letters, digits, : . # $ % & - + ? < > ~ / _ and other signs that mean nothing in a citation."""

MAX_KEY = 200
"""The longest key, in characters: Zotero's own ids are addresses."""

_CITED = re.compile(f"@({CITATION_KEY})")
_OTHER = re.compile(r"[^A-Za-z0-9_]+")


def normalize_citation_key(key: str) -> str:
    """Return a key as an id, which is safe in a path, a link and an XML id: ASCII letters, digits, _ and -.

    >>> normalize_citation_key("smithEffect2019"), normalize_citation_key("müller:2019/a")
    ('smithEffect2019', 'muller-2019-a')

    Raises:
        PydanticCustomError: The key is invalid.
    """
    id_ = _OTHER.sub("-", anyascii(normalize_text(key))).strip("-") if re.fullmatch(CITATION_KEY, key) else ""
    if not id_:
        raise PydanticCustomError(
            "citation_key",
            "{key} is not a valid citation key: write letters, digits and signs such as - _ : . /",
            {"key": quote_text(key)},
        )
    return id_


def find_cited_keys(text: str) -> Iterator[str]:
    """Yield the ids of the keys that are cited in text that was not parsed."""
    for key in _CITED.findall(text):
        with suppress(PydanticCustomError):
            yield normalize_citation_key(key)


CitationKey = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_KEY),
    AfterValidator(normalize_citation_key),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{CITATION_KEY}$",
            "maxLength": MAX_KEY,
            "examples": ["mu-2020", "muEffect2020"],
        }
    ),
]
"""A citation key, kept as an id."""
