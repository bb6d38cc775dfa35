"""Checks of sentences that need no guide: they judge any text, such as the note of a clinic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from acucontent.quality.check import Found
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import load_grammar
from acucontent.quality.subject import Subject


def _accept_all(subject: Subject, passage: Passage) -> bool:
    return True


def _keep_all(subject: Subject, passage: Passage) -> Passage:
    return passage


@dataclass(frozen=True)
class SentenceFinder:
    """The `find` of a check that judges sentences, in a guide and in any other text."""

    find_in: Callable[[Passage, str], Iterable[Found]]
    """Finds each problem in a passage; the second argument is its language, as a BCP 47 tag."""
    applies: Callable[[Subject, Passage], bool] = _accept_all
    """Returns whether a passage of a guide is judged (default: all are)."""
    select: Callable[[Subject, Passage], Passage] = _keep_all
    """Returns the part of a passage of a guide that is judged (default: all of it)."""
    with_fixed_texts: bool = False
    """Whether sentences of composed handouts that are in no field of the guide are judged too."""
    judges_all_languages: bool = False
    """Whether it needs no word lists."""

    def __call__(self, subject: Subject) -> Iterator[Found]:
        """Find each problem in the sentences of a guide, or nothing if it needs word lists that its language lacks."""
        if load_grammar(subject.guide.language) is None and not self.judges_all_languages:
            return
        fixed = subject.added_passages if self.with_fixed_texts else ()
        for passage in (*subject.passages, *subject.other_passages, *fixed):
            if self.applies(subject, passage):
                yield from self.find_in(self.select(subject, passage), subject.guide.language)
