"""The names of the pictograms that a record can have."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

PictogramName: TypeAlias = Literal[
    "emergency-phone",
    "ambulance",
    "numb-between-legs",
    "toilet",
    "weak-leg",
    "chest-pain",
    "short-of-breath",
    "collapse",
    "dizzy",
    "fever",
    "bleeding",
    "pregnancy",
    "belly-pain",
    "fall",
    "head-injury",
    "sudden-headache",
    "vision",
    "red-eye",
    "stroke",
    "skin-infection",
    "broken-skin",
    "night-pain",
    "weak-bones",
    "weight-loss",
    "weak-defenses",
    "implant",
    "doctor",
    "medicines-list",
    "medicine",
    "diary",
    "eat",
    "drink",
    "loose-clothes",
    "ride-home",
    "speak",
    "agree",
    "clean-hands",
    "sealed-needle",
    "needles-in",
    "rest",
    "needles-out",
    "sharps-box",
    "prick",
    "warmth",
    "sharp-pain",
    "fear",
    "calm",
    "stop",
    "get-up-slowly",
    "press",
    "bruise",
    "do-not-drive",
    "walk",
    "sleep",
    "keep-medicines",
    "calendar",
    "clock",
    "money",
    "phone",
    "certificate",
    "question",
]
"""A pictogram of the package; `acucontent/markup/drawings/pictograms.yaml` has its lines."""

Picture = Annotated[
    PictogramName | None,
    Field(default=None, description="A pictogram of the package that has the same meaning as the words."),
]
"""The pictogram next to the words of a record; None for no picture."""
