"""What checks look at: a guide, every document composed from it, and the words of its finished files."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.passages import Passage, Run, passages
from acucontent.quality.reading import units


@dataclass(frozen=True)
class Finished:
    """The words of one finished file, taken out of its bytes as a reader's program would."""

    edition: Edition
    format: str
    """The exporter's name."""
    words: str
    """All its words in reading order, each run of white space as one blank."""

    def holds(self, text: str) -> bool:
        """Whether a text stands in it, however its lines, hyphens, quotes and marks are set."""
        return letters(text) in self._letters

    @cached_property
    def _letters(self) -> str:
        return letters(self.words)


def letters(text: str) -> str:
    """The letters and digits alone, ligatures taken apart and in lower case, to compare texts that are set unlike."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


@dataclass(frozen=True)
class Subject:
    """What is to be checked, and what it is held against."""

    guide: Guide
    today: datetime.date
    """The day that dates are held against."""
    finished: tuple[Finished, ...] = ()
    """The finished files; none where only the guide is looked at."""
    retracted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """DOIs in lower case that were retracted, each with what the notice says."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every field that a reader sees."""
        return tuple(passages(self.guide))

    @cached_property
    def added(self) -> tuple[Passage, ...]:
        """What the composed handouts say and no field of the guide does, handout by handout: fixed words and names."""
        known = {sentence for passage in self.passages for sentence in passage.sentences}
        made: list[Passage] = []
        for edition in self.sheets:
            runs = [Run(unit) for block in edition.document.sections for unit in units(block)]
            fresh = tuple(Run(one) for run in runs for one in dict.fromkeys(run.sentences) if one not in known)
            known.update(run.words for run in fresh)
            made.append(Passage(f"handouts.{edition.handout.id}", "", fresh))
        return tuple(made)

    @cached_property
    def sheets(self) -> tuple[Edition, ...]:
        """Every handout in every language, for the guide's first region."""
        return tuple(
            Edition.of(self.guide, handout, language=language)
            for language in self.guide.languages
            for handout in self.guide.handouts.ids
        )

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Every handout for every region in every language."""
        return tuple(
            Edition.of(self.guide, handout, region, language=language)
            for language in self.guide.languages
            for handout in self.guide.handouts.ids
            for region in self.guide.regions.ids
        )
