"""Compare a file with its own embedded guide, which is unknown here, in a child process: nothing in it is trusted."""

from __future__ import annotations

from typing import Any

from acucontent.clinic import Clinic, Overlay
from acucontent.containers import BadContainer
from acucontent.embedded_files import EmbeddedFiles
from acucontent.identity import SOURCE, Identity
from acucontent.isolation import Unreadable, run_isolated
from acucontent.model.guide import Guide
from acucontent.registry import discover
from acucontent.untrusted.guides import check_source
from acucontent.verification.answers import Changed, Unchanged, dump_answer, load_answer
from acucontent.verification.comparison import compare_file

SECONDS, MEMORY = 60, 1_200
"""The limits for rendering a guide from anyone: time in seconds, and memory in megabytes of address space."""


def describe_agreement(embedded: EmbeddedFiles, identity: Identity, overlay: Overlay | None) -> str:
    """Return a sentence about whether a file agrees with its own embedded guide.

    Args:
        embedded: The file with its embedded files.
        identity: The identity that it claims.
        overlay: Its embedded overlay.

    Raises:
        BadContainer: The embedded guide needs too much time or memory to be read.
    """
    if embedded.source is None:
        return "It has no guide of its own"
    try:
        run_isolated(check_source, embedded.source, errors=(BadContainer,))
    except BadContainer as error:
        return f"Its {SOURCE} {error}"
    except Unreadable as error:
        raise BadContainer(f"its {SOURCE} {error}") from None
    clinic = overlay.clinic.model_dump_json(by_alias=True) if overlay else ""
    logo = overlay.logo or b"" if overlay else b""
    try:
        values = run_isolated(
            compare_with_own_guide,
            *(embedded.data, identity.model_dump_json(), embedded.source, clinic, logo),
            errors=(BadContainer,),
            seconds=SECONDS,
            memory=MEMORY,
        )
    except (BadContainer, Unreadable) as error:
        return f"It cannot be compared with its own guide: {error}"
    answer = load_answer(values)
    match answer:
        case Unchanged():
            return f"It agrees with its own guide (compared {answer.comparison})"
        case Changed():
            return f"It does not agree with its own guide: {answer}"
    return f"It cannot be compared with its own guide: {answer}"


def compare_with_own_guide(data: bytes, identity: str, source: bytes, clinic: str, logo: bytes) -> dict[str, Any]:
    """Compare a file with the guide that it embeds.

    Args:
        data: The bytes of the file.
        identity: The identity that it claims, as JSON.
        source: The embedded guide, as JSON; it is valid.
        clinic: The embedded overlay without its logo, as JSON; empty if there is none.
        logo: The logo; empty if there is none.

    Returns:
        The answer of `acucontent.verification.answers` as JSON values.
    """
    overlay = Overlay(Clinic.model_validate_json(clinic), logo or None) if clinic else None
    guide = Guide.model_validate_json(source)
    claimed = Identity.model_validate_json(identity)
    return dump_answer(compare_file(data, claimed, guide, overlay, discover()))
