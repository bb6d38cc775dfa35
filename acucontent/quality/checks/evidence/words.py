"""The phrases of evidence in a language, and the paragraphs of a passage with what they cite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from acucontent.model import prose
from acucontent.model.base import ReferenceKey
from acucontent.quality.passages import Passage, Run
from acucontent.quality.phrases import Phrases, read_names, word_list

_PACKAGE = "acucontent.quality.checks.evidence"


def evidence_phrases(kind: str, language: str) -> Phrases:
    """The phrases of a kind; none at all where the language has no list."""
    return _lists(language).get(kind, Phrases(()))


@cache
def _lists(language: str) -> dict[str, Phrases]:
    held = word_list(_PACKAGE, "phrases", language) or {}
    names = read_names(held)
    return {kind: Phrases.of(said, names) for kind, said in held.items() if kind != "names"}


def known(language: str) -> bool:
    """Whether there is a list for the language."""
    return bool(_lists(language))


def says(kind: str, text: str, language: str) -> bool:
    """Whether a text has a phrase of a kind, denied or not."""
    return any(evidence_phrases(kind, language).found(text))


def cited_runs(passage: Passage) -> Iterator[tuple[Run, tuple[ReferenceKey, ...]]]:
    """Each paragraph and list item of a passage, with the references that it cites."""
    cited = _citations(passage.prose.blocks) if passage.prose else iter([()] * len(passage.runs))
    yield from zip(passage.runs, cited, strict=True)


def _citations(blocks: tuple[prose.ProseBlock, ...]) -> Iterator[tuple[ReferenceKey, ...]]:
    for block in blocks:
        match block:
            case prose.Paragraph():
                yield _keys(block)
            case prose.ListBlock(items=items):
                for item in items:
                    yield from _citations(item)


def _keys(block: prose.Paragraph) -> tuple[ReferenceKey, ...]:
    inlines = prose.walk_inlines((block,))
    return tuple(key for inline in inlines if isinstance(inline, prose.Citation) for key in inline.keys)
