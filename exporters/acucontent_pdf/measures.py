"""Write the measures of a sheet or decision aid as text, and read them."""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from typing import Any

from acucontent_pdf.decision_page import AidFit
from acucontent_pdf.fit import Fit

NOWHERE: frozenset[str] = frozenset()


def write_measures(fit: Fit | AidFit, moved: AbstractSet[str] = NOWHERE) -> str:
    """Return measures as text.

    Args:
        fit: The measures of a sheet or of a decision aid.
        moved: The roles of the sections of a sheet that are on its front rather than on its back.
    """
    return json.dumps({"aid": isinstance(fit, AidFit), "fit": asdict(fit), "moved": sorted(moved)})


def read_measures(text: str) -> tuple[Fit | AidFit | None, frozenset[str]]:
    """Return the measures in a text, and the roles of the sections that were moved; no measures for an empty text."""
    if not text:
        return None, NOWHERE
    written = json.loads(text)
    values: dict[str, Any] = {
        name: tuple(each) if isinstance(each, list) else each for name, each in written["fit"].items()
    }
    return AidFit(**values) if written["aid"] else Fit(**values), frozenset(written["moved"])
