"""A broken rule across the parts of a guide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from acucontent.model.paths import Path


@dataclass(frozen=True)
class Fault:
    """A broken rule across the parts of a guide."""

    code: LiteralString
    path: Path
    message: str
