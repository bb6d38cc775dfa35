"""Acupoints: WHO codes, names, locations, traditional use and cautions.

The facts of the WHO lists come with the package (`known_points`), so that a guide writes a code and its own words.
Needle depths and angles are left out on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from acucontent.model.base import Citations, ConditionId, Record, Slug, Text
from acucontent.model.codes import AmbiguousPoint, Channel, PointCode, UnknownPoint, find_channel, normalize_point
from acucontent.model.known_points import KnownPoint, find_known_point
from acucontent.model.prose import Prose
from acucontent.model.short_text import ShortText
from acucontent.model.volumes import ReferenceOnly

BodyPart: TypeAlias = Literal[
    "head",
    "neck",
    "shoulder",
    "chest",
    "abdomen",
    "back",
    "buttock and sacrum",
    "groin and pelvic floor",
    "thigh",
    "knee and lower leg",
    "foot",
    "arm and hand",
]
"""The parts of the body by which points are grouped."""

BodyView: TypeAlias = Literal["front", "back", "side", "head side", "face", "hand", "forearm", "forearm back", "foot"]
"""The drawings on which a point can be marked."""


VIEW_EXTENTS: Mapping[BodyView, tuple[float, float, float, float]] = MappingProxyType(
    {
        "back": (-0.18, 0.18, 0, 1),
        "side": (-0.076, 0.115, 0.435, 1),
        "front": (-0.18, 0.18, 0, 1),
        "head side": (-0.43, 0.53, 0, 1.16),
        "face": (-0.385, 0.385, 0, 1.16),
        "forearm": (-0.21, 0.35, -0.74, 1.12),
        "forearm back": (-0.35, 0.21, -0.74, 1.12),
        "foot": (-0.19, 0.21, 0, 1),
        "hand": (-1.03, 0.535, -0.16, 1),
    }
)
"""The lowest and highest x, and the lowest and highest y, that each view shows."""

_POSITION_NAMES = ("x", "y", "left", "right", "top", "bottom")


class PointNames(Record):
    """A point's names by language. Those of a WHO point come with the package."""

    pinyin: Text | None = None
    """The Mandarin name in Hanyu Pinyin with tone marks."""
    zh_hans: Text | None = None
    """The name in simplified Chinese characters."""
    zh_hant: Text | None = None
    """The name in traditional Chinese characters."""
    ko: Text | None = None
    """The name in Korean."""
    ja: Text | None = None
    """The name in Japanese, in kana."""
    english: Text | None = None
    """The name translated into English."""


class Caution(Record):
    """Something near a point that a needle must not harm."""

    kind: Literal["pneumothorax", "spinal cord", "nerve", "blood vessel", "pregnancy", "organ", "other"]
    """What is at risk."""
    text: Prose
    """The caution in plain words."""


class MapPosition(Record):
    """A further position of a set of points, in the same view as the first."""

    x: Annotated[float, Field(ge=-0.5, le=0.5)]
    """The x coordinate, measured as in the diagram."""
    y: Annotated[float, Field(ge=0, le=1)]
    """The y coordinate, measured as in the diagram."""


class Diagram(Record):
    """Where a point is drawn: a view and a position in its coordinates."""

    view: BodyView
    """The view that shows it.

    front, back: a standing body of height 1. side: the outer side of a right leg, in the same heights. head side: the
    right side of the head. face: the face from the front. hand: the back of a right hand. forearm: a right forearm,
    palm up. forearm back: its back. foot: a right foot from above.
    """
    x: Annotated[float, Field(ge=-0.5, le=0.5)]
    """The distance from the middle of the view.

    front, back: from the midline, as a share of height. side: forward of the line from hip to ankle, in the same unit.
    head side: forward of the ear, as a share of the height of the head. face: from the midline, in the same unit.
    hand: from the middle of the palm toward the little finger, in palm widths. forearm: from the middle toward the
    thumb, as a share of its length; forearm back: toward the little finger. foot: from its middle toward the little
    toe, as a share of its length.
    """
    y: Annotated[float, Field(ge=0, le=1)]
    """The height on the view.

    front, back, side: the distance from the crown as a share of height. head side, face: from the crown (0) to the
    chin (1). hand: from the wrist (0) to the tip of the middle finger (1). forearm, forearm back: from the wrist crease
    (0) to the elbow crease (1). foot: from the heel (0) to the tips of the toes (1).
    """
    tolerance: Annotated[float, Field(gt=0, le=0.1)]
    """The permitted error of the position, in the units of the view."""
    more: tuple[MapPosition, ...] = ()
    """The other positions of a set of points."""

    @model_validator(mode="after")
    def _check_positions(self) -> Diagram:
        left, right, top, bottom = VIEW_EXTENTS[self.view]
        for x, y in ((self.x, self.y), *((other.x, other.y) for other in self.more)):
            if not (left <= x <= right and top <= y <= bottom):
                numbers = (f"{each:g}" for each in (x, y, left, right, top, bottom))
                raise PydanticCustomError(
                    "outside_view",
                    "the position x {x}, y {y} is outside the view '{view}', which shows x from {left} to {right} "
                    "and y from {top} to {bottom}",
                    {"view": self.view, **dict(zip(_POSITION_NAMES, numbers, strict=True))},
                )
        return self


class PointMap(Record):
    """A picture that shows where points are, with a table of the same content."""

    id: Slug
    """The map's id."""
    title: Text
    """The map's heading."""
    introduction: Prose
    """How to read the map."""
    points: Annotated[tuple[PointCode, ...], Field(min_length=1)]
    """The points on the map."""
    reference_only: ReferenceOnly


def _require_fact(value: Any) -> Any:
    """Refuse a missing value of a field that the package fills in for the points of the WHO lists only."""
    if value is None:
        raise PydanticKnownError("missing")
    return value


def _leave_out() -> Any:
    """Return the default of a field that the package fills in."""
    return None


class Acupoint(Record):
    """One acupoint, or one named set of points."""

    key_field: ClassVar[str] = "code"

    code: PointCode
    """The WHO code; older codes and names are converted to it.

    A point that is not in the WHO lists has a code of the guide's own, which begins with EAR- or OTHER-, and citations.
    """
    names: Annotated[PointNames, BeforeValidator(_require_fact)] = Field(default_factory=_leave_out)
    """The point's names (default: those that the package has)."""
    kind: Annotated[Literal["bilateral", "midline", "set"], BeforeValidator(_require_fact)] = Field(
        default_factory=_leave_out
    )
    """On both sides, on the midline, or a set of several positions (default: what the package has)."""
    place: Prose
    """Where it is, in plain words."""
    short: ShortText | None = None
    """What sheets and the guide for patients print instead of the place: at most 14 words."""
    location: Text | None = None
    """Where it is, in anatomical terms (default: what the package has)."""
    region: Annotated[BodyPart, BeforeValidator(_require_fact)] = Field(default_factory=_leave_out)
    """The part of the body (default: what the package has)."""
    used_for: tuple[ConditionId, ...] = ()
    """Ids of the conditions for which it is traditionally chosen."""
    traditional_use: Prose
    """Its traditional use, which is not a finding of any study."""
    cautions: tuple[Caution, ...] = ()
    """Nearby structures that a needle must not harm."""
    pregnancy: Literal["traditionally avoided", "with caution", "none found"]
    """How traditional and professional lists treat it in pregnancy."""
    diagram: Diagram | None = None
    """Where it is drawn (default: what the package has). A point without a position is on no drawing."""
    citations: Citations

    @property
    def channel(self) -> Channel | None:
        """The channel of the point; None for a point that is on no channel."""
        return find_channel(self.code)

    @property
    def name(self) -> str:
        """The name in pinyin; without one, the English name."""
        return self.names.pinyin or self.names.english or ""

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, value: Any) -> Any:
        """Fill in the facts of the WHO lists that a document leaves out."""
        known = _find_known(value.get("code")) if isinstance(value, Mapping) else None
        if known is None:
            return _hide_missing_facts(value)
        given = {key: each for key, each in value.items() if each is not None}
        return {**known.facts, **given, "names": _fill_in_names(given.get("names", {}), known)}


def _hide_missing_facts(value: Any) -> Any:
    """Return a document whose code is invalid with values for what the package would fill in.

    The only problem is then the code: without it, the package cannot fill in anything.
    """
    if not isinstance(value, Mapping) or "code" not in value or _is_own_code(value["code"]):
        return value
    return {"names": {"english": "?"}, "kind": "bilateral", "region": "head", **value}


def _is_own_code(code: Any) -> bool:
    try:
        return isinstance(code, str) and bool(normalize_point(code))
    except (UnknownPoint, AmbiguousPoint):
        return False


def _find_known(code: Any) -> KnownPoint | None:
    try:
        return find_known_point(normalize_point(code)) if isinstance(code, str) else None
    except (UnknownPoint, AmbiguousPoint):
        return None


def _fill_in_names(names: Any, known: KnownPoint) -> Any:
    given = dict(names) if isinstance(names, PointNames) else names
    if not isinstance(given, Mapping):
        return names
    return {**known.names, **{language: name for language, name in given.items() if name is not None}}
