"""Read the overlay that a file embeds, and compare it with the clinic's own file."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.clinic import Clinic, Overlay
from acucontent.containers import BadContainer
from acucontent.identity import Identity, dump_overlay
from acucontent.isolation import run_isolated
from acucontent.untrusted.guides import check_overlay


def read_overlay(content: bytes) -> Overlay:
    """Return an embedded overlay.

    Raises:
        BadContainer: It is invalid, or its logo cannot be used.
        Unreadable: It needs too much time or memory to be read.
    """
    checked = run_isolated(check_overlay, content, errors=(BadContainer,))
    return Overlay(Clinic.model_validate_json(checked["clinic"]), checked["logo"])


def compare_overlays(embedded: Overlay | None, given: Overlay, identity: Identity) -> Iterator[str]:
    """Yield the fields in which the overlay of a file differs from the clinic's own."""
    own = given.select_for_handout(identity.handout)
    if embedded is None:
        yield "clinic.json: missing"
        return
    before, after = (each.clinic.model_dump(mode="json", exclude={"logo"}) for each in (own, embedded))
    for name, value in before.items():
        if value != after[name]:
            yield f"clinic.json: {name} differs from the clinic's file"
    if own.logo != embedded.logo:
        yield "clinic.json: logo differs from the clinic's file"
    elif before == after and dump_overlay(own) != dump_overlay(embedded):
        yield "clinic.json: differs from the clinic's file"
