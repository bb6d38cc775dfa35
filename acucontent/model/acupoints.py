"""Acupoints: WHO codes, names, locations, traditional use and cautions.

Needle depths and angles are left out on purpose.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Citations, Record, Slug, Text
from acucontent.model.codes import Channel, PointCode, find_channel
from acucontent.model.prose import Prose


class PointNames(Record):
    """A point's names by language."""

    pinyin: Text
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
    """Where a point is drawn on a standing figure of height 1."""

    view: Literal["back", "side", "hand"]
    """The view that shows it: the body from behind, the outer side of a leg, or the back of a right hand.

    The hand has its own coordinates: x from the middle of the palm toward the little finger, y from the wrist (0) to
    the tip of the middle finger (1).
    """
    x: Annotated[float, Field(ge=-0.5, le=0.5)]
    """Distance from the midline, as a share of height; in the side view, forward of the line from hip to ankle."""
    y: Annotated[float, Field(ge=0, le=1)]
    """Distance from the crown as a share of height."""
    tolerance: Annotated[float, Field(gt=0, le=0.1)]
    """The permitted error of the position, as a share of height."""
    more: tuple[MapPosition, ...] = ()
    """The other positions of a set of points."""


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


class Acupoint(Record):
    """One acupoint, or one named set of points."""

    key_field: ClassVar[str] = "code"

    code: PointCode
    """The WHO code; older codes and names are converted to it."""
    names: PointNames
    """The point's names."""
    kind: Literal["bilateral", "midline", "set"]
    """On both sides, on the midline, or a set of several positions."""
    place: Prose
    """Where it is, in plain words."""
    location: Text
    """Where it is, in anatomical terms."""
    region: Literal[
        "neck", "shoulder", "back", "buttock and sacrum", "thigh", "knee and lower leg", "foot", "arm and hand", "head"
    ]
    """The part of the body."""
    used_for: Annotated[tuple[Literal["low back pain", "sciatica", "neck pain"], ...], Field(min_length=1)]
    """The kinds of pain for which it is traditionally chosen."""
    traditional_use: Prose
    """Its traditional use, which is not a finding of any study."""
    cautions: tuple[Caution, ...] = ()
    """Nearby structures that a needle must not harm."""
    pregnancy: Literal["traditionally avoided", "with caution", "none found"]
    """How traditional and professional lists treat it in pregnancy."""
    diagram: Diagram
    """Where it is drawn."""
    citations: Citations

    @property
    def channel(self) -> Channel | None:
        """The channel of the point; None for an extra point."""
        return find_channel(self.code)

    @model_validator(mode="after")
    def _check_kind(self) -> Acupoint:
        its_channel = self.channel
        if its_channel is not None and its_channel.paired != self.kind:
            raise PydanticCustomError(
                "acupoint_kind",
                "{code} is on the {name} channel, which is {paired}, not {kind}",
                {"code": str(self.code), "name": its_channel.name, "paired": its_channel.paired, "kind": self.kind},
            )
        return self
