"""Make an edition with a clinic's overlay whose words were checked.

An overlay reaches a handout only here: `build`, `batch` and `export` make their editions with it.
"""

from __future__ import annotations

import datetime

from acucontent.clinic import Overlay
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.overlay import check_overlay


def make_edition(  # noqa: PLR0913 - the arguments of Edition.of
    guide: Guide,
    handout: str | None = None,
    region: str | None = None,
    *,
    language: str | None = None,
    overlay: Overlay | None = None,
    today: datetime.date | None = None,
) -> Edition:
    """Return an edition of a guide, with an overlay only if its words are safe.

    Args:
        guide: The guide.
        handout: The id of a handout (default: the guide's first).
        region: The code of a region of the guide (default: its first).
        language: The BCP 47 tag of a language that the guide is available in (default: the guide's own).
        overlay: The overlay of a clinic. All its notes are checked, also those for other handouts.
        today: The day of printing: an edition whose review was due before it is stamped (default: no stamp).

    Raises:
        UnsafeOverlay: The overlay has an unsafe or misleading sentence, or cannot be checked.
        NoSuchRecord: The guide has no such handout or region, or no handout that the overlay has a note for.
        UnknownLanguage: The guide is not available in the language.
        UnvalidatedGuide: The guide was changed without validation.
    """
    edition = Edition.of(guide, handout, region, language=language, overlay=overlay, today=today)
    if overlay is not None:
        check_overlay(overlay, edition.language)
    return edition
