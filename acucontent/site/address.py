"""The address of a site, and the page to which the QR codes of its sheets lead."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from acucontent.clinic import ALL_HANDOUTS, Address, Overlay
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import BadOptions

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_PAGE_SUFFIXES = (".html", ".htm", ".php", ".aspx", ".pdf")


def find_site_address(given: str | None, overlay: Overlay | None) -> str | None:
    """Return the address of the folder of a site with a slash at its end, or None if it has no address.

    Args:
        given: The address that was given; it has precedence.
        overlay: The overlay of the clinic. Its `guide_web` is the address of the site, if none was given.

    Raises:
        BadOptions: The address is invalid or not that of a folder, or it was given without an overlay.
    """
    if given is not None and overlay is None:
        raise BadOptions(
            "An address is used only for the QR codes of a clinic's sheets. To fix it, add a clinic's overlay."
        )
    address = given if given is not None or overlay is None else overlay.clinic.guide_web
    if address is None:
        return None
    place = "The address of the site" if given is not None else "guide_web of the overlay"
    folder = f"{_validate_address(address, place).rstrip('/')}/"
    parts = urlsplit(folder)
    if parts.query or parts.fragment or parts.path.rstrip("/").lower().endswith(_PAGE_SUFFIXES):
        raise BadOptions(
            f"{place} is that of a page: {address}. Expected the address of the folder that holds the site, such as "
            "https://www.example.org/guides/"
        )
    return folder


def add_guide_address(overlay: Overlay | None, guide: Guide, site: str | None, page: str) -> Overlay | None:
    """Return the overlay for one guide of a site: its notes for this guide, and the address of the guide's page.

    The code on a sheet leads to the page of the guide for patients, because the words beside it promise the full guide
    with its sources.

    Args:
        overlay: The overlay of the clinic, if it has one.
        guide: The guide.
        site: The address of the folder of the site; None leaves the overlay's own address.
        page: The path of the guide's page in the site.

    Raises:
        BadOptions: The address of the page is too long for a QR code.
    """
    if overlay is None:
        return None
    handouts = {ALL_HANDOUTS, *guide.handouts.ids}
    notes = tuple(note for note in overlay.clinic.notes if note.handout in handouts)
    address = overlay.clinic.guide_web if site is None else _validate_address(site + page, "The address of a page")
    return replace(overlay, clinic=overlay.clinic.model_copy(update={"notes": notes, "guide_web": address}))


def _validate_address(address: str, place: str) -> str:
    try:
        return _ADDRESS.validate_python(address)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise BadOptions(
            f"{place} is invalid: {address[:200]}: {reason}. To fix it, give the address of the site's folder; a "
            "short one leaves room for the names of its pages."
        ) from None
