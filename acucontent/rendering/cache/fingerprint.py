"""What an artifact is made from, as one digest: equal digests, equal bytes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from acucontent.edition import Edition
from acucontent.rendering.cache.environment import environment_digest
from acucontent.rendering.exporter import Exporter, Options


def fingerprint(exporter: Exporter[Any], edition: Edition, options: Options) -> str:
    """The digest of an edition's whole content, the format, its options, and every program that has a part in it."""
    overlay, guide = edition.overlay, edition.guide
    made_from = {
        "guide": guide.source,
        "handout": edition.handout.model_dump_json(),
        "region": edition.region.code,
        "overdue": edition.overdue,
        "clinic": None if overlay is None else overlay.clinic.model_dump_json(),
        "logo": None if overlay is None or overlay.logo is None else _digest(repr(overlay.logo).encode()),
        "printed": repr(edition.printed),
        "format": exporter.name,
        "options": options.model_dump_json(),
        "programs": environment_digest(exporter.export.__module__.partition(".")[0]),
        "native_versions": exporter.native_versions() if exporter.native_versions else "",
    }
    return _digest(json.dumps(made_from, sort_keys=True).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
