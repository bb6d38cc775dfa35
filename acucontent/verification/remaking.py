"""Render the edition of a file again, from its identity and a guide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from acucontent.build import make_printed_pages
from acucontent.checked_edition import make_edition
from acucontent.clinic import Overlay
from acucontent.edition import Edition
from acucontent.errors import AcucontentError
from acucontent.identity import Identity, PrintedIdentity, identify
from acucontent.model.guide import Guide
from acucontent.registry import Registry
from acucontent.rendering.exporter import Exporter
from acucontent.rendering.render import RenderJob, prepare_template, render_artifact
from acucontent.rendering.template import Template
from acucontent.rendering.versions import list_versions
from acucontent.verification.printable import list_names


class NotPaged(AcucontentError, ValueError):
    """An identity names a format without pages as the one of its page numbers."""


@dataclass(frozen=True)
class RemadeEdition:
    """The edition that a file claims to be, ready to be rendered again. Nothing is cached."""

    job: RenderJob
    identity: Identity
    """Its identity, with the versions that are installed."""

    @cached_property
    def data(self) -> bytes:
        """The rendered file."""
        return render_artifact(self.job).data

    @cached_property
    def template(self) -> Template:
        """The sheet to fill in."""
        return prepare_template(self.job)


def remake_edition(identity: Identity, guide: Guide, overlay: Overlay | None, registry: Registry) -> RemadeEdition:
    """Return the edition that a file claims to be.

    Args:
        identity: The identity that the file claims. Only its values are used, and each of them is checked.
        guide: The guide.
        overlay: The overlay of the clinic.
        registry: The formats.

    Raises:
        AcucontentError: There is no such edition, an option is invalid, its page numbers are of a format without pages,
            or the words of the clinic are unsafe.
    """
    exporter: Exporter[Any] = registry.get_exporter(identity.format)
    options = exporter.make_options(identity.options)
    edition = make_edition(
        guide,
        identity.handout,
        identity.region,
        language=identity.language,
        overlay=overlay,
        decision_options=identity.decision_options,
    )
    edition = replace(edition, overdue=identity.overdue)
    if identity.printed:
        edition = _add_printed_pages(edition, identity.printed, registry)
    own = identify(edition, exporter, options, sheet=identity.sheet)
    own = own.model_copy(update={"versions": list_versions(exporter, edition)})
    return RemadeEdition(RenderJob(exporter, edition, options), own)


def _add_printed_pages(edition: Edition, printed: PrintedIdentity, registry: Registry) -> Edition:
    """Return an edition with the pages of a paged file, which is rendered for it."""
    exporter: Exporter[Any] = registry.get_exporter(printed.format)
    if not exporter.paged:
        raise NotPaged(f"Format '{exporter.name}' has no pages, so no page numbers were taken from it.")
    options = exporter.make_options(printed.options)
    artifact = render_artifact(RenderJob(exporter, edition, options))
    return replace(edition, printed=make_printed_pages(exporter, edition, options, artifact))


def compare_identities(claimed: Identity, own: Identity) -> Iterator[str]:
    """Yield the fields in which the identity of a file differs from that of its edition, except versions."""
    before, after = (each.model_dump(exclude={"versions"}) for each in (claimed, own))
    yield from (f"acucontent.json: {name}" for name in before if before[name] != after[name])


def describe_other_versions(claimed: Identity, own: Identity) -> str:
    """Return the versions that a file claims and that are not installed, or an empty text if all are."""
    names = sorted({*claimed.versions, *own.versions})
    found = [
        f"{name} {claimed.versions.get(name, 'none')} (here {own.versions.get(name, 'none')})"
        for name in names
        if claimed.versions.get(name) != own.versions.get(name)
    ]
    return list_names(found)
