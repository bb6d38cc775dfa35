"""What a PDF or EPUB carries of itself: which edition it is, and the guide that it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated

from pydantic import StringConstraints

from acucontent.edition import Edition
from acucontent.model.base import Record, Slug, Text
from acucontent.model.canonical import HASH_LENGTH
from acucontent.model.identifiers import LanguageTag, RegionCode

IDENTITY = "acucontent.json"
"""The name of the embedded file that tells which edition it is."""

SOURCE = "guide.json"
"""The name of the embedded file that holds the guide's content, as canonical JSON."""


class Identity(Record):
    """What tells one edition from any other."""

    guide: Slug
    """The guide's id."""
    edition: Text
    """The guide's version."""
    handout: Slug
    """The handout's id."""
    language: LanguageTag
    """The language."""
    region: RegionCode
    """The region that it is for."""
    clinic: Text | None = None
    """The name of the clinic whose overlay it has."""
    report: Slug | None = None
    """What it is where it is a report on the guide, such as `passport`."""
    sha256: Annotated[str, StringConstraints(pattern=f"^[0-9a-f]{{{HASH_LENGTH}}}$")]
    """The content hash: the first digits of the SHA-256 of the guide's canonical JSON."""


def embedded(edition: Edition) -> Mapping[str, bytes]:
    """The files that an artifact of an edition carries, by name; exporters to PDF and EPUB embed them as they are."""
    identity = json.dumps(edition.document.about.identity, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return {IDENTITY: identity.encode("utf-8"), SOURCE: edition.guide.source.encode("utf-8")}
