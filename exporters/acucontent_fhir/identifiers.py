"""The identifiers and the time of a bundle: derived from its content, so that equal editions give equal bytes."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any, TypeAlias

from acucontent.edition import Edition

Resource: TypeAlias = dict[str, Any]
"""A resource or a part of one, as JSON."""

_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Release:
    """One release of a document: every other content has other identifiers."""

    work: str
    """The name that all releases of the document share: guide, handout, language, region, options and clinic."""
    digest: str
    """The SHA-256 of the content; empty while it is computed."""
    timestamp: str
    """The day of publication, with a time of day derived from the content, because the guide states only the day."""

    def make_id(self, name: str) -> str:
        """Return the UUID of a resource of this release."""
        return _make_uuid(f"{self.work}/{self.digest}/{name}") if self.digest else name

    @property
    def work_id(self) -> str:
        """The UUID of the document in all of its releases."""
        return _make_uuid(self.work)


def make_release(edition: Edition, digest: str) -> Release:
    """Return the release of an edition.

    Args:
        edition: The edition.
        digest: The SHA-256 of the content of its bundle, or an empty string to compute it.
    """
    clinic = edition.overlay.clinic if edition.overlay else None
    contact = (clinic.name, *clinic.address, clinic.phone or "") if clinic else ()
    selected = (",".join(edition.decision_options),) if edition.decision_options else ()
    own = (edition.guide.id, edition.handout.id, edition.language, edition.region.code, *selected, *contact)
    midnight = datetime.datetime.combine(edition.guide.published, datetime.time())
    time = midnight + datetime.timedelta(seconds=int(digest or "0", 16) % _SECONDS)
    return Release("/".join(own), digest, f"{time.isoformat()}Z")


def make_identifier(value: str) -> Resource:
    """Return a UUID as an identifier."""
    return {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{value}"}


def _make_uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:acucontent:fhir:{name}"))
