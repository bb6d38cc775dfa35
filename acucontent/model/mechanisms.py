"""How the treatment might work, with beliefs, hypotheses and shown effects kept apart."""

from __future__ import annotations

from typing import Literal

from acucontent.model.base import Citations, Slug, Text
from acucontent.model.prose import Prose
from acucontent.model.regional import RegionalRecord, Regions
from acucontent.model.volumes import ReferenceOnly

Standing = Literal["belief", "hypothesis", "shown"]
"""How well established an account is: a belief, a hypothesis, or shown in people with the condition."""


class Mechanism(RegionalRecord):
    """One account of how the treatment might work."""

    id: Slug
    """The account's id."""
    name: Text
    """A short name in plain words."""
    kind: Literal["traditional", "laboratory", "context"]
    """Where the account comes from: a tradition, the laboratory, or the setting of care."""
    status: Standing | None = None
    """How well established the account is; leave it out for plain history."""
    explanation: Prose
    """The account itself."""
    citations: Citations
    regions: Regions
    reference_only: ReferenceOnly
