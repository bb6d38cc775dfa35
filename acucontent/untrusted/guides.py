"""Check the guide and the overlay that a file embeds."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from pydantic import ValidationError

from acucontent.clinic import Clinic
from acucontent.containers import BadContainer
from acucontent.logo import BadLogo, copy_pixels
from acucontent.model.canonical import dump_canonical_json
from acucontent.model.guide import Guide

MAX_CLINIC_BYTES = 200_000
"""The maximum size of the words of an overlay, in bytes."""


def check_source(source: bytes) -> str:
    """Check the embedded guide of a file, and return its id.

    Raises:
        BadContainer: It is invalid, or is not in canonical form.
    """
    try:
        guide = Guide.model_validate_json(source)
    except (ValidationError, RecursionError):
        raise BadContainer("is not a valid guide for this version of acucontent") from None
    if dump_canonical_json(guide).encode("utf-8") != source:
        raise BadContainer("is not in the canonical form of this version of acucontent")
    return guide.id


def check_overlay(overlay: bytes) -> dict[str, Any]:
    """Check the embedded overlay of a file, as `acucontent.identity.dump_overlay` writes it.

    Returns:
        The `clinic` as JSON text, and the `logo` as bytes or None. The logo was decoded, so it can be rendered.

    Raises:
        BadContainer: It is invalid, or has no logo that acucontent accepts.
    """
    try:
        document = json.loads(overlay)
        clinic, logo = document["clinic"], document["logo"]
        text = json.dumps(clinic)
        if len(text) > MAX_CLINIC_BYTES:
            raise BadContainer("has too many words")
        Clinic.model_validate_json(text)
        return {"clinic": text, "logo": None if logo is None else _check_logo(base64.b64decode(logo, validate=True))}
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error) as error:
        if isinstance(error, BadContainer):
            raise
        raise BadContainer("is invalid") from None


def _check_logo(logo: bytes) -> bytes:
    """Return a logo if it is a PNG without metadata, as `acucontent.logo.clean_logo` makes it."""
    try:
        copy_pixels(logo, "the logo")
    except BadLogo as error:
        raise BadContainer(f"has a logo that cannot be used: {error}") from None
    return logo
