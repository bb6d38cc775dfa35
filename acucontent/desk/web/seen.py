"""What the pages on the screen were made from: what was not seen yet is not printed.

A guide can be read again, and a clinic's words can be changed, in another tab or by another program. The pages name
what they were made from in hidden fields (`seen`), so that a print of anything else is held back until its pages were
seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from acucontent.desk.desk import Desk
from acucontent.desk.web.form import Draft
from acucontent.errors import AcucontentError
from acucontent.identity import dump_overlay


class Source(NamedTuple):
    """A guide or a clinic."""

    title: str
    digest: str


def list_sources(desk: Desk, draft: Draft) -> dict[str, Source]:
    """Return what the chosen sheets are made from now, by a key; without what cannot be used."""
    guides = dict.fromkeys(key.partition("/")[0] for key in draft.sheets)
    found: dict[str, Source] = {}
    for key in guides:
        with suppress(AcucontentError):
            guide = desk.shelf.get(key)
            found[f"guide/{key}"] = Source(guide.title, guide.digest)
    if draft.clinic:
        with suppress(AcucontentError):
            overlay = desk.clinics.read(draft.clinic)
            found[f"clinic/{draft.clinic}"] = Source(
                overlay.clinic.name, hashlib.sha256(dump_overlay(overlay)).hexdigest()
            )
    return found


def format_seen(sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Return the values of the hidden fields."""
    return tuple(f"{source.digest} {key}" for key, source in sources.items())


def list_changed(sources: Mapping[str, Source], seen: Iterable[str]) -> Iterator[str]:
    """Yield the titles of what is not as it was seen. What was not seen before is not changed."""
    digests = {key: digest for digest, _, key in (each.partition(" ") for each in seen)}
    for key, source in sources.items():
        if digests.get(key, source.digest) != source.digest:
            yield source.title
