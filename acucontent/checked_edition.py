"""Make an edition with a clinic's overlay whose words and notes were checked.

An overlay reaches a handout only here: `build`, `batch` and `export` make their editions with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from acucontent.clinic import ALL_HANDOUTS, Overlay
from acucontent.edition import Edition
from acucontent.model.base import NoSuchRecord
from acucontent.model.guide import Guide
from acucontent.model.suggestions import describe_unknown
from acucontent.quality.overlay import check_overlay


def make_edition(  # noqa: PLR0913 - the arguments of Edition.of
    guide: Guide,
    handout: str | None = None,
    region: str | None = None,
    *,
    language: str | None = None,
    overlay: Overlay | None = None,
    today: datetime.date | None = None,
    decision_options: Iterable[str] = (),
    list_handouts: Callable[[], Iterable[str]] = tuple,
) -> Edition:
    """Return an edition of a guide, with an overlay only if its words are safe.

    Args:
        guide: The guide.
        handout: The id of a handout (default: the guide's first).
        region: The code of a region of the guide (default: its first).
        language: The BCP 47 tag of a language that the guide is available in (default: the guide's own).
        overlay: The overlay of a clinic. All its notes are checked, also those for other handouts.
        today: The day of printing: an edition whose review was due before it is stamped (default: no stamp).
        decision_options: The ids of the options that a decision aid shows (default: all of the region).
        list_handouts: A function that returns the ids of the handouts of other guides, for which the overlay can have
            notes, too (default: there are none).

    Raises:
        UnsafeOverlay: The overlay has an unsafe or misleading sentence, or cannot be checked.
        NoSuchRecord: The guide has no such handout, region or option, or no guide has the handout of a note.
        BadDecisionOptions: The options cannot be selected (`select_decision_options`).
        UnknownLanguage: The guide is not available in the language.
        UnvalidatedGuide: The guide was changed without validation.
    """
    edition = Edition.of(
        guide,
        handout,
        region,
        language=language,
        overlay=overlay,
        today=today,
        decision_options=decision_options,
    )
    if overlay is not None:
        check_notes(overlay, guide.handouts.ids, list_handouts)
        check_overlay(overlay, edition.language)
    return edition


def check_notes(overlay: Overlay, handouts: Iterable[str], list_handouts: Callable[[], Iterable[str]]) -> None:
    """Check that each note of an overlay is for a handout of some guide: a clinic has one file for all its guides.

    Args:
        overlay: The overlay.
        handouts: The ids of the handouts that get the notes.
        list_handouts: A function that returns the ids of the handouts of other guides. It is called only if a note is
            for none of `handouts`, because it may read every installed guide.

    Raises:
        NoSuchRecord: No guide has the handout of a note; the message names each note with its line.
    """
    known = {ALL_HANDOUTS, *handouts}
    if all(note.handout in known for note in overlay.clinic.notes):
        return
    problems = tuple(_describe_unknown_notes(overlay, known.union(list_handouts())))
    if problems:
        raise NoSuchRecord("\n".join(problems))


def _describe_unknown_notes(overlay: Overlay, known: set[str]) -> Iterator[str]:
    for index, note in enumerate(overlay.clinic.notes):
        if note.handout not in known:
            path = f"notes.{index}.handout"
            message = describe_unknown("handout", note.handout, sorted(known), qualifier=" in a note of the overlay")
            yield ": ".join(filter(None, (overlay.locations.get(path), path, message)))
