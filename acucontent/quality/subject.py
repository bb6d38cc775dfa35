"""The subject of checks: a guide, the documents composed from it, and the text of its rendered files."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from types import MappingProxyType

from acucontent.document.anchors import Anchor
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.spelling import spell_guide
from acucontent.quality.passages import Passage, TextRun, find_other_passages, find_passages
from acucontent.quality.readability import find_units


@dataclass(frozen=True)
class RenderedText:
    """The text of one rendered file, extracted from its bytes in the way of a reading program."""

    edition: Edition
    format: str
    """The name of the exporter."""
    parts: tuple[str, ...]
    """The text of each page or part, in reading order, with each run of white space as one space. A word that is broken
    at the end of a line has a soft hyphen there."""
    added_texts: tuple[str, ...] | None = None
    """The texts that the format adds to those of the document; None if it does not show the complete document."""
    pages: Mapping[Anchor, int] = field(default_factory=lambda: MappingProxyType({}))
    """The page on which each anchor starts, counted from 1, as the exporter reports it."""
    joins_volumes: bool = False
    """Whether the file also contains the reference volume, if there is one for its handout."""

    @property
    def words(self) -> str:
        """All words in reading order, without soft hyphens, with each run of white space as one space."""
        return " ".join(self.parts).replace("\u00ad", "")

    def contains(self, text: str) -> bool:
        """Return whether the file contains a text, regardless of line breaks, hyphens, quotes and punctuation."""
        return normalize_letters(text) in self._letters

    @cached_property
    def _letters(self) -> str:
        return normalize_letters(self.words)


@dataclass(frozen=True)
class UncomposedEdition:
    """An edition that cannot be composed, with the error."""

    edition: Edition
    error: Exception


def normalize_letters(text: str) -> str:
    """Return the letters and digits in lower case, without ligatures, to compare texts regardless of layout."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


@dataclass(frozen=True)
class Subject:
    """A guide to check, with the values that its checks compare it with."""

    guide: Guide
    today: datetime.date
    """The date with which the dates of the guide are compared."""
    rendered_texts: tuple[RenderedText, ...] = ()
    """The text of the rendered files; empty in a quick run."""
    retracted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The retraction notice of each retracted paper, by DOI in lower case."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every field of the guide that a reader sees."""
        return tuple(find_passages(self.guide))

    @cached_property
    def other_passages(self) -> tuple[Passage, ...]:
        """Every other line that is printed, such as names of organizations, which only some checks judge."""
        return tuple(find_other_passages(self.guide))

    @cached_property
    def added_passages(self) -> tuple[Passage, ...]:
        """The sentences of the composed handouts that are in no field of the guide, such as fixed texts, by handout."""
        spelled = find_passages(self.spell_guide(self.guide.regions[0].code))
        passages = (*self.passages, *self.other_passages, *spelled)
        known = {sentence for one in passages for sentence in one.sentences}
        added: list[Passage] = []
        for edition in self.handout_editions:
            runs = [TextRun(unit) for block in edition.document.sections for unit in find_units(block)]
            new = tuple(TextRun(one) for run in runs for one in dict.fromkeys(run.sentences) if one not in known)
            known.update(run.words for run in new)
            added.append(Passage(f"handouts.{edition.handout.id}", "", new))
        return tuple(added)

    def spell_guide(self, region: str) -> Guide:
        """Return the guide with its words as the editions for a region have them."""
        if region not in self._spelled:
            self._spelled[region] = spell_guide(self.guide, region)
        return self._spelled[region]

    @cached_property
    def _spelled(self) -> dict[str, Guide]:
        return {}

    @cached_property
    def handout_editions(self) -> tuple[Edition, ...]:
        """Every handout in every language, for the first region of the guide, if it can be composed."""
        return tuple(self._make_editions(self.guide.regions.ids[:1]))

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Every handout for every region in every language, if it can be composed."""
        return tuple(self._make_editions(self.guide.regions.ids))

    @property
    def uncomposed(self) -> tuple[UncomposedEdition, ...]:
        """The editions that were needed so far and could not be composed, with the error of each."""
        return tuple(each for each in self._composed.values() if isinstance(each, UncomposedEdition))

    @cached_property
    def _composed(self) -> dict[tuple[str, str, str], Edition | UncomposedEdition]:
        """The editions that were needed so far, by language, handout and region."""
        return {}

    def _make_editions(self, regions: Iterable[str]) -> Iterator[Edition]:
        """Yield the editions for some regions, each of which is composed once."""
        for key in product(self.guide.languages, self.guide.handouts.ids, regions):
            if key not in self._composed:
                self._composed[key] = _compose_edition(self.guide, *key)
            edition = self._composed[key]
            if isinstance(edition, Edition):
                yield edition


def _compose_edition(guide: Guide, language: str, handout: str, region: str) -> Edition | UncomposedEdition:
    edition = Edition.of(guide, handout, region, language=language)
    try:
        edition.document  # noqa: B018 - composes it
    except Exception as error:  # an error of one handout must not stop the checks of the others
        return UncomposedEdition(edition, error)
    return edition
