"""The identity of an edition: what distinguishes its files from others, and what is needed to make them again.

A PDF, an EPUB and a web page embed it with the content of the guide and the words of the clinic, so that
`acucontent verify` can render them again.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field, StringConstraints

from acucontent.clinic import Overlay
from acucontent.edition import Edition
from acucontent.model.base import Record, Slug, Text
from acucontent.model.identifiers import LanguageTag, RegionCode
from acucontent.rendering.exporter import Exporter, Options
from acucontent.rendering.versions import list_versions

IDENTITY = "acucontent.json"
"""The name of the embedded file with the identity of the edition."""

SOURCE = "guide.json"
"""The name of the embedded file with the content of the guide, as canonical JSON."""

OVERLAY = "clinic.json"
"""The name of the embedded file with the words and the logo of the clinic, if the edition has an overlay."""

OptionName: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
OptionValue: TypeAlias = (
    bool | int | float | Annotated[str, StringConstraints(strip_whitespace=False, max_length=1000)] | None
)
OptionValues: TypeAlias = Annotated[dict[OptionName, OptionValue], Field(max_length=50)]
Version: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[!-~]+$", max_length=80)]


class PrintedIdentity(Record):
    """The paged file from which a file took its page numbers."""

    format: Slug
    """The name of its format."""
    options: OptionValues = Field(default_factory=dict)
    """The options that differ from their defaults, by name."""


class Identity(Record):
    """Everything that distinguishes one edition from another, and what its bytes depend on."""

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
    decision_options: Annotated[tuple[Slug, ...], Field(max_length=4)] = ()
    """The ids of the options that a decision aid shows, in the order of the guide; empty for all of the region."""
    report: Slug | None = None
    """The kind of report, such as `passport`; None for an edition of the guide itself."""
    format: Slug
    """The name of the format."""
    options: OptionValues = Field(default_factory=dict)
    """The options of the format that differ from their defaults, by name."""
    sheet: bool = False
    """Whether it is a sheet that `acucontent batch` fills in."""
    overdue: bool = False
    """Whether it is marked as overdue for review."""
    printed: PrintedIdentity | None = None
    """The paged file from which it took its page numbers."""
    versions: Annotated[dict[Version, Version], Field(max_length=200)] = Field(default_factory=dict)
    """The version of each distribution and native library that the bytes depend on, by name."""
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    """The SHA-256 of the guide's canonical JSON."""


def identify(edition: Edition, exporter: Exporter[Any], options: Options, *, sheet: bool = False) -> Identity:
    """Return the identity of an edition without composing its document, and without versions.

    Args:
        edition: The edition.
        exporter: The format.
        options: The options of the format.
        sheet: Whether it is a sheet that `acucontent batch` fills in.
    """
    return Identity(
        guide=edition.guide.id,
        edition=edition.guide.edition,
        handout=edition.handout.id,
        language=edition.language,
        region=edition.region.code,
        clinic=edition.overlay.clinic.name if edition.overlay else None,
        decision_options=edition.decision_options,
        format=exporter.name,
        options=options.get_non_defaults(edition.region.code),
        sheet=sheet,
        overdue=edition.overdue,
        printed=_identify_printed(edition),
        sha256=edition.guide.digest,
    )


def _identify_printed(edition: Edition) -> PrintedIdentity | None:
    if edition.printed is None:
        return None
    source = edition.printed.source
    return PrintedIdentity(format=source.format, options=dict(source.options))


def format_options(options: Mapping[str, OptionValue]) -> str:
    """Return options on one line that is safe to print on a terminal.

    >>> format_options({"paper": "a4", "large_print": True})
    'large_print=true, paper="a4"'
    """
    return ", ".join(f"{name}={json.dumps(value)}" for name, value in sorted(options.items()))


def make_embedded_files(
    edition: Edition, exporter: Exporter[Any], options: Options, *, sheet: bool = False, page_numbers: bool = True
) -> dict[str, bytes]:
    """Return the files that a PDF, EPUB or web page embeds, by name: what `acucontent verify` needs to render it again.

    Args:
        edition: The edition.
        exporter: The format.
        options: The options of the format.
        sheet: Whether it is a sheet that `acucontent batch` fills in.
        page_numbers: Whether it has the page numbers of `Edition.printed`, if there are any.
    """
    own: dict[str, Any] = {"report": edition.document.about.report, "versions": list_versions(exporter, edition)}
    own |= {} if page_numbers else {"printed": None}
    identity = identify(edition, exporter, options, sheet=sheet).model_copy(update=own)
    files = {
        IDENTITY: _dump_json(identity.model_dump(mode="json", exclude_defaults=True)),
        SOURCE: edition.guide.source.encode("utf-8"),
    }
    return files | ({OVERLAY: dump_overlay(edition.overlay)} if edition.overlay else {})


def dump_overlay(overlay: Overlay) -> bytes:
    """Return an overlay as JSON: the clinic without the path of its logo, and the logo as PNG in base64."""
    clinic = overlay.clinic.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"logo"})
    logo = base64.b64encode(overlay.logo).decode("ascii") if overlay.logo else None
    return _dump_json({"clinic": clinic, "logo": logo})


def _dump_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
