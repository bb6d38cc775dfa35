"""An edition: one guide, one handout, one language, one region. Immutable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from acucontent.document.blocks import Document
from acucontent.document.compose import compose
from acucontent.model.guide import Guide, Region
from acucontent.model.handouts import Handout


@dataclass(frozen=True)
class Edition:
    """What is to be rendered. Two editions with equal fields give equal bytes."""

    guide: Guide
    handout: Handout
    region: Region

    @classmethod
    def of(cls, guide: Guide, handout: str | None = None, region: str | None = None) -> Edition:
        """An edition of a guide.

        Args:
            guide: The guide.
            handout: The id of a handout; the guide's first one unless told.
            region: The code of a region of the guide; its first one unless told.

        Raises:
            NoSuchRecord: the guide has no such handout or region.
        """
        return cls(
            guide,
            guide.handouts[0] if handout is None else guide.handouts[handout],
            guide.regions[0] if region is None else guide.regions[region],
        )

    @property
    def language(self) -> str:
        """The language, as a BCP 47 tag."""
        return self.guide.language

    @cached_property
    def document(self) -> Document:
        """The composed document."""
        return compose(self.guide, self.handout, self.region)
