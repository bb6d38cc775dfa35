"""Harms with their rates, precautions, and the red flags that every edition contains."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Citations, Record, Records, Slug, Text
from acucontent.model.common import Item
from acucontent.model.pictures import Picture
from acucontent.model.prose import Prose
from acucontent.model.ranges import Frequency, Rate, find_frequency
from acucontent.model.short_text import MAX_SHORT_WORDS, BriefText, ShortText
from acucontent.model.situations import Situations
from acucontent.model.volumes import ReferenceOnly

Severity = Literal["mild", "moderate", "serious"]
"""How bad an unwanted effect is."""


Urgency = Literal["emergency", "urgent", "soon"]
"""How soon a sign needs medical help, the most urgent first. The three care cards of the NHS have the same steps."""


class Effect(Record):
    """One unwanted effect."""

    id: Slug
    """The effect's id."""
    picture: Picture
    name: Text
    """The effect in plain words."""
    medical_name: Text | None = None
    """The name a doctor would use."""
    severity: Severity
    """How bad it is."""
    frequency: Frequency
    """How often it occurs, in the words of CIOMS."""
    rate: Rate | None = None
    """The measured rate, if there is one."""
    text: Prose
    """What it is like and how long it lasts."""
    short: ShortText | None = None
    """What a sheet prints instead of the text and the action: at most 14 words."""
    action: Prose
    """What to do."""
    citations: Citations
    reference_only: ReferenceOnly

    @model_validator(mode="after")
    def _check_frequency(self) -> Effect:
        """Check that the word fits the measured rate; rates per treatment are not compared with the word."""
        if self.rate is None or self.rate.unit == "treatments":
            return self
        expected = find_frequency(self.rate.count / self.rate.of)
        if self.frequency != expected:
            raise PydanticCustomError(
                "frequency_word",
                "frequency is '{word}', but {count} in {of} is '{expected}': correct the one that is wrong",
                {
                    "word": self.frequency,
                    "count": f"{self.rate.count:g}",
                    "of": f"{self.rate.of:,}",
                    "expected": expected,
                },
            )
        return self


class Precaution(Record):
    """A situation in which to take care."""

    id: Slug
    """The precaution's id."""
    picture: Picture
    situation: Text
    """The situation, as it completes 'Do this if …'."""
    short: ShortText | None = None
    """What a sheet prints instead of the situation and the advice: at most 14 words. Required with the action
    `avoid`."""
    action: Literal["avoid", "ask first", "tell"]
    """Avoid the treatment, ask a doctor first, or tell the practitioner. Every handout lists those with 'avoid'."""
    situations: Situations
    """The situations in which a patient needs this warning, in the order of time."""
    advice: Prose
    """What to do."""
    why: Prose
    """Why to take care."""
    citations: Citations

    @model_validator(mode="after")
    def _require_short(self) -> Precaution:
        if self.action == "avoid" and self.short is None:
            raise PydanticCustomError(
                "short_missing",
                "has no short, but sheets list each precaution with the action 'avoid': add it, at most {most} words",
                {"most": MAX_SHORT_WORDS},
            )
        return self


class RedFlag(Record):
    """A sign that needs a doctor instead of this treatment. Every handout lists it."""

    id: Slug
    """The red flag's id."""
    picture: Picture
    sign: Text
    """The sign, in plain words, as it completes 'Get help if you have …'."""
    short: ShortText
    """What a sheet prints instead of the sign: at most 14 words."""
    brief: BriefText | None = None
    """The sign in at most 10 words, for the strip on the front of a sheet, which names the first emergency signs."""
    urgency: Urgency
    """Emergency: call the emergency number or go now. Urgent: see a doctor the same day. Soon: see a doctor in the next
    days or weeks; the sign can wait for an appointment."""
    situations: Situations
    """The situations in which a patient needs this warning, in the order of time."""
    action: Prose
    """What to do, and why it cannot wait."""
    citations: Citations


class Risks(Record):
    """Everything that can go wrong, and how to prevent it."""

    introduction: Prose | None = None
    """A short summary of the risks."""
    red_flags: Annotated[Records[RedFlag], Field(min_length=1)]
    """Signs that need a doctor."""
    precautions: Records[Precaution]
    """Situations in which to take care."""
    effects: Records[Effect]
    """Unwanted effects."""
    needle_safety: Records[Item]
    """What a careful practitioner does with needles."""

    @property
    def to_avoid(self) -> tuple[Precaution, ...]:
        """The precautions that every handout lists: those with the action `avoid`."""
        return tuple(precaution for precaution in self.precautions if precaution.action == "avoid")
