"""Whether points over a lung, and points avoided in pregnancy, carry their caution."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.model.acupoints import Acupoint
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.safety.sentences import judged, safety_phrases
from acucontent.quality.phrases import quoted
from acucontent.quality.subject import Subject

LUNG_FLOOR = 0.325
"""How far down the back a lung's lining can reach: the twelfth rib, from the crown as a share of height."""

_LUNG_TOPS = {"back": 0.0, "neck": 0.13}
"""Where a lung can begin on the regions that may lie over one: in the neck, at the root of the shoulder."""

_SPINE = 0.004
"""Closer to the midline than this a needle meets bone and the canal, not a lung; as a share of height."""


def _over_a_lung(point: Acupoint) -> bool:
    """Whether any spot of a point lies over a lung, as it is drawn."""
    if point.region == "shoulder":
        return True
    spots = ((point.diagram.x, point.diagram.y), *((spot.x, spot.y) for spot in point.diagram.more))
    top = _LUNG_TOPS.get(point.region, LUNG_FLOOR)
    return any(abs(x) > _SPINE and top < y < LUNG_FLOOR for x, y in spots)


def _lungs(subject: Subject) -> Iterator[Found]:
    for point in subject.guide.acupoints:
        if _over_a_lung(point) and not any(caution.kind == "pneumothorax" for caution in point.cautions):
            told = f"{point.code} ({point.region}) lies over a lung and has no caution of kind 'pneumothorax'."
            yield Found(f"acupoints.{point.code}.cautions", told)


def _pregnancy(subject: Subject) -> Iterator[Found]:
    for point in subject.guide.acupoints:
        cautioned = any(caution.kind == "pregnancy" for caution in point.cautions)
        if point.pregnancy == "traditionally avoided" and not cautioned:
            told = f"{point.code} is avoided in pregnancy, and no caution of kind 'pregnancy' says so."
            yield Found(f"acupoints.{point.code}.cautions", told)
        elif point.pregnancy == "none found" and cautioned:
            told = f"{point.code} has a caution for pregnancy, yet its `pregnancy` says that none was found."
            yield Found(f"acupoints.{point.code}.pregnancy", told)
        else:
            yield from _contradicting(subject, point)


_CONTRADICTS = {"traditionally avoided": "clears-in-pregnancy", "none found": "warns-in-pregnancy"}
"""The phrases in a caution that contradict what a point says of pregnancy."""


def _contradicting(subject: Subject, point: Acupoint) -> Iterator[Found]:
    """Sentences of a point's cautions that contradict its `pregnancy`."""
    how, phrases = judged(subject), safety_phrases(_CONTRADICTS.get(point.pregnancy, ""), subject.guide.language)
    for passage in subject.passages if how and phrases else ():
        if how and phrases and passage.path.startswith(f"acupoints.{point.code}.cautions."):
            for stated in how.stated(passage, phrases):
                told = f"{quoted(stated.sentence)} contradicts `pregnancy: {point.pregnancy}`."
                yield Found(passage.path, told, stated.words)


CHECKS = (
    Check(
        code="S120",
        title="A point over a lung has no caution for it",
        severity="error",
        why="A needle in the shoulder or upper back can let air in around a lung; a reader must know to ask.",
        fix="Add a caution of kind 'pneumothorax' that says what lies beneath, in plain words.",
        source="Lin 2019, Acupuncture in Medicine: collapsed lung after needles near the chest.",
        find=_lungs,
    ),
    Check(
        code="S121",
        title="A point and its caution disagree on pregnancy",
        severity="error",
        why="A pregnant reader looks at one of the two, and must find the same in both.",
        fix="Let `pregnancy` and the cautions say the same, with the list that names the point as a citation.",
        source="AACP guidelines for safe practice, version 2 (2012): points not to be used in pregnancy.",
        find=_pregnancy,
    ),
)
