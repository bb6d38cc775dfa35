"""Fingerprints of artifacts: digests of everything that their bytes depend on."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from acucontent.edition import Edition
from acucontent.rendering.cache.environment import compute_environment_digest
from acucontent.rendering.exporter import Exporter, Options


def compute_fingerprint(exporter: Exporter[Any], edition: Edition, options: Options) -> str | None:
    """Return the fingerprint of an artifact: equal fingerprints mean equal bytes.

    It covers the content of the edition, the format, its options, and the installed software.

    Returns:
        The fingerprint, or None for a subclass of `Edition`, whose content is unknown, and for an exporter of a
        script, whose files are unknown.
    """
    package = exporter.export.__module__.partition(".")[0]
    inputs = _describe_inputs(exporter, edition, options)
    if inputs is None or package == "__main__":
        return None
    software = {
        "environment": compute_environment_digest(package),
        "native_versions": dict(exporter.native_versions()) if exporter.native_versions else {},
    }
    return _hash_bytes(json.dumps({**inputs, **software}, sort_keys=True).encode())


def compute_input_hash(exporter: Exporter[Any], edition: Edition, options: Options) -> str | None:
    """Return the hash of what an artifact is made from, for one run of a program: it does not cover the software.

    No function of the exporter is called.

    Returns:
        The hash, or None for a subclass of `Edition`, whose content is unknown.
    """
    inputs = _describe_inputs(exporter, edition, options)
    function = f"{exporter.export.__module__}:{exporter.export.__qualname__}"
    return None if inputs is None else _hash_bytes(json.dumps({**inputs, "function": function}).encode())


def _describe_inputs(exporter: Exporter[Any], edition: Edition, options: Options) -> dict[str, Any] | None:
    if type(edition) is not Edition:
        return None
    overlay, guide = edition.overlay, edition.guide
    return {
        "guide": guide.source,
        "handout": edition.handout.model_dump_json(),
        "region": edition.region.code,
        "language": edition.language,
        "overdue": edition.overdue,
        "decision_options": edition.decision_options,
        "clinic": None if overlay is None else overlay.clinic.model_dump_json(),
        "logo": None if overlay is None or overlay.logo is None else _hash_bytes(repr(overlay.logo).encode()),
        "printed": repr(edition.printed),
        "printed file": _hash_bytes(edition.printed.data) if edition.printed else None,
        "format": exporter.name,
        "options": options.model_dump_json(),
    }


def _hash_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
