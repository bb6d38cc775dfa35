"""Check that points over a lung and points avoided in pregnancy have a caution."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.model.acupoints import Acupoint, Diagram
from acucontent.model.known_points import find_known_point
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.safety.sentences import get_grammar, get_safety_phrases
from acucontent.quality.phrases import quote_sentence
from acucontent.quality.subject import Subject

LUNG_FLOOR = 0.325
"""The lowest level that the lining of a lung can reach: the twelfth rib, from the crown as a share of height."""

_LUNG_TOPS = {"back": 0.0, "neck": 0.13}
"""The highest level of a lung in each region that may lie over one; in the neck, the base of the shoulder."""

_SPINE = 0.004
"""The distance from the midline within which a needle cannot reach a lung, as a share of height."""


_LUNG_REGIONS = frozenset({"chest", "shoulder"})
"""The parts of the body of which any point counts as over a lung, but for the midline of the chest."""


def _is_over_lung(point: Acupoint) -> bool:
    """Return whether a point lies over a lung by the WHO lists, its part of the body or its position on the back."""
    known = find_known_point(point.code)
    if known and known.is_over_lung:
        return True
    if point.region in _LUNG_REGIONS:
        return point.kind != "midline"
    if point.diagram and point.diagram.view == "back":
        return _is_drawn_over_lung(point.region, point.diagram)
    return known is None and point.region == "back" and point.kind != "midline"


def _is_drawn_over_lung(region: str, place: Diagram) -> bool:
    """Return whether any position on the back lies over a lung."""
    spots = ((place.x, place.y), *((spot.x, spot.y) for spot in place.more))
    top = _LUNG_TOPS.get(region, LUNG_FLOOR)
    return any(abs(x) > _SPINE and top < y < LUNG_FLOOR for x, y in spots)


def _find_uncautioned_lung_points(subject: Subject) -> Iterator[Found]:
    for point in subject.guide.acupoints:
        if _is_over_lung(point) and not any(caution.kind == "pneumothorax" for caution in point.cautions):
            message = f"{point.code} ({point.region}) lies over a lung but has no caution of kind 'pneumothorax'."
            yield Found(f"acupoints.{point.code}.cautions", message)


def _find_pregnancy_conflicts(subject: Subject) -> Iterator[Found]:
    for point in subject.guide.acupoints:
        cautioned = any(caution.kind == "pregnancy" for caution in point.cautions)
        if point.pregnancy == "traditionally avoided" and not cautioned:
            message = f"{point.code} is avoided in pregnancy but has no caution of kind 'pregnancy'."
            yield Found(f"acupoints.{point.code}.cautions", message)
        elif point.pregnancy == "none found" and cautioned:
            message = f"{point.code} has a caution for pregnancy, but its `pregnancy` is 'none found'."
            yield Found(f"acupoints.{point.code}.pregnancy", message)
        else:
            yield from _find_contradictions(subject, point)


_CONTRADICTING_PHRASES = {"traditionally avoided": "clears-in-pregnancy", "none found": "warns-in-pregnancy"}
"""The phrases in a caution that contradict each value of `pregnancy`."""


def _find_contradictions(subject: Subject, point: Acupoint) -> Iterator[Found]:
    """Find sentences in the cautions of a point that contradict its `pregnancy`."""
    how, phrases = (
        get_grammar(subject),
        get_safety_phrases(_CONTRADICTING_PHRASES.get(point.pregnancy, ""), subject.guide.language),
    )
    for passage in subject.passages if how and phrases else ():
        if how and phrases and passage.path.startswith(f"acupoints.{point.code}.cautions."):
            for stated in how.find_stated(passage, phrases):
                message = f"{quote_sentence(stated.sentence)} contradicts `pregnancy: {point.pregnancy}`."
                yield Found(passage.path, message, stated.words)


CHECKS = (
    Check(
        code="S120",
        title="A point over a lung has no caution for it",
        severity="error",
        why="A needle in the shoulder or upper back can collapse a lung; readers must know about that risk.",
        fix="Add a caution of kind 'pneumothorax' that explains in plain words what lies under the point.",
        source="Lin 2019, Acupuncture in Medicine: collapsed lung after needles near the chest.",
        find=_find_uncautioned_lung_points,
    ),
    Check(
        code="S121",
        title="The pregnancy field and the cautions of a point disagree",
        severity="error",
        why="A pregnant reader may see only one of the two.",
        fix="Make `pregnancy` and the cautions agree, and cite the list that names the point.",
        source="AACP guidelines for safe practice, version 2 (2012): points not to be used in pregnancy.",
        find=_find_pregnancy_conflicts,
    ),
)
