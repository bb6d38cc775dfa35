"""The identity of an edition, which a PDF or EPUB embeds together with the guide that it was made from."""

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
"""The name of the embedded file with the identity of the edition."""

SOURCE = "guide.json"
"""The name of the embedded file with the content of the guide, as canonical JSON."""

OptionName: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
OptionValue: TypeAlias = (
    bool | int | float | Annotated[str, StringConstraints(strip_whitespace=False, max_length=1000)] | None
)


class Identity(Record):
    """Everything that distinguishes one edition from another."""

    guide: Slug
    """The id of the guide."""
    edition: Text
    """The version of the guide."""
    handout: Slug
    """The id of the handout."""
    language: LanguageTag
    """The language, as a BCP 47 tag."""
    region: RegionCode
    """The code of the region."""
    clinic: Text | None = None
    """The name of the clinic of the overlay; None without an overlay."""
    report: Slug | None = None
    """The kind of report, such as `passport`; None for an edition of the guide itself."""
    options: Annotated[dict[OptionName, OptionValue], Field(max_length=50)] = Field(default_factory=dict)
    """The options of the format that differ from their defaults, by name."""
    sha256: Annotated[str, StringConstraints(pattern=f"^[0-9a-f]{{{HASH_LENGTH}}}$")]
    """The content hash: the first digits of the SHA-256 of the guide's canonical JSON."""


def identify(edition: Edition, options: Mapping[str, Any]) -> Identity:
    """Return the identity of an edition without composing its document.

    Args:
        edition: The edition.
        options: The options of the format that differ from their defaults (`Options.get_non_defaults`).
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
    """Return options on one line that is safe to print on a terminal.

    >>> format_options({"paper": "a4", "large_print": True})
    'large_print=true, paper="a4"'
    """
    return ", ".join(f"{name}={json.dumps(value)}" for name, value in sorted(options.items()))


def make_embedded_files(edition: Edition, options: Mapping[str, Any]) -> Mapping[str, bytes]:
    """Return the files that a PDF or EPUB embeds, by name.

    Args:
        edition: The edition.
        options: The options of the format that differ from their defaults (`Options.get_non_defaults`).
    """
    identity = {**edition.document.about.identity, **({"options": dict(options)} if options else {})}
    text = json.dumps(identity, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return {IDENTITY: text.encode("utf-8"), SOURCE: edition.guide.source.encode("utf-8")}
