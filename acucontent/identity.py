"""The identity of an edition, and the files that a PDF or EPUB embeds: its identity, and the guide it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field, StringConstraints

from acucontent.edition import Edition
from acucontent.model.base import Record, Slug, Text
from acucontent.model.canonical import HASH_LENGTH
from acucontent.model.identifiers import LanguageTag, RegionCode

IDENTITY = "acucontent.json"
"""The name of the embedded file that tells which edition it is."""

SOURCE = "guide.json"
"""The name of the embedded file that holds the guide's content, as canonical JSON."""

OptionName: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
OptionValue: TypeAlias = (
    bool | int | float | Annotated[str, StringConstraints(strip_whitespace=False, max_length=1000)] | None
)


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
    options: Annotated[dict[OptionName, OptionValue], Field(max_length=50)] = Field(default_factory=dict)
    """The options of its format that differ from their defaults, by name."""
    sha256: Annotated[str, StringConstraints(pattern=f"^[0-9a-f]{{{HASH_LENGTH}}}$")]
    """The content hash: the first digits of the SHA-256 of the guide's canonical JSON."""


def identify(edition: Edition, options: Mapping[str, Any]) -> Identity:
    """Return the identity of an edition of a guide, without composing its document.

    Args:
        edition: The edition.
        options: The options of its format that differ from their defaults (`Options.non_defaults`).
    """
    return Identity(
        guide=edition.guide.id,
        edition=edition.guide.edition,
        handout=edition.handout.id,
        language=edition.language,
        region=edition.region.code,
        clinic=edition.overlay.clinic.name if edition.overlay else None,
        options=dict(options),
        sha256=edition.guide.content_hash,
    )


def format_options(options: Mapping[str, OptionValue]) -> str:
    """Return options as one line that is safe to print on a terminal.

    >>> format_options({"paper": "a4", "large_print": True})
    'large_print=true, paper="a4"'
    """
    return ", ".join(f"{name}={json.dumps(value)}" for name, value in sorted(options.items()))


def embedded(edition: Edition, options: Mapping[str, Any]) -> Mapping[str, bytes]:
    """Return the files that an artifact embeds, by name; exporters to PDF and EPUB embed them as they are.

    Args:
        edition: The edition.
        options: The options of its format that differ from their defaults (`Options.non_defaults`).
    """
    identity = {**edition.document.about.identity, **({"options": dict(options)} if options else {})}
    text = json.dumps(identity, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return {IDENTITY: text.encode("utf-8"), SOURCE: edition.guide.source.encode("utf-8")}
