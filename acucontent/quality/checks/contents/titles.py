"""Compare the title of a guide with that of its first handout."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.phrases import quote_sentence
from acucontent.quality.subject import Subject


def _find_other_title(subject: Subject) -> Iterator[Found]:
    guide, first = subject.guide, subject.guide.handouts[0]
    if guide.title.split() != first.title.split():
        message = (
            f"The title {quote_sentence(first.title)} differs from that of the guide, {quote_sentence(guide.title)}."
        )
        yield Found(f"handouts.{first.id}.title", message, first.title)


CHECKS = (
    Check(
        code="C105",
        title="The first handout has another title than the guide",
        severity="warning",
        why="The first handout is the whole guide; with two titles, readers and catalogs take it for two works.",
        fix="Give the guide and its first handout the same title; a shorter one can be the title of another handout.",
        source="EPUB 3.3, 5.5.3.2.1, and PDF/UA-1, 7.1: the title of a document identifies it.",
        find=_find_other_title,
    ),
)
