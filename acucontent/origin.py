"""What an artifact is made from, as one digest: equal digests, equal bytes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from acucontent.edition import Edition
from acucontent.exporter import Exporter, Options
from acucontent.programs import programs


def origin(exporter: Exporter[Any], edition: Edition, options: Options) -> str:
    """The digest of an edition's whole content, the format, its options, and every program that has a part in it."""
    overlay, guide = edition.overlay, edition.guide
    made_from = {
        "guide": guide.source,
        "handout": edition.handout.model_dump_json(),
        "region": edition.region.code,
        "language": edition.language,
        "overdue": edition.overdue,
        "clinic": None if overlay is None else overlay.clinic.model_dump_json(),
        "logo": None if overlay is None or overlay.logo is None else _digest(repr(overlay.logo).encode()),
        "printed": repr(edition.printed),
        "format": exporter.name,
        "options": options.model_dump_json(),
        "programs": programs(exporter.export.__module__.partition(".")[0]),
        "beneath": exporter.beneath() if exporter.beneath else "",
    }
    return _digest(json.dumps(made_from, sort_keys=True).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
