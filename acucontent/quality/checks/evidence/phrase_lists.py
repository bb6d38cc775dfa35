"""Load the evidence phrases of a language, and list the citations in each paragraph of a passage."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from acucontent.model import prose
from acucontent.model.base import ReferenceKey
from acucontent.quality.passages import Passage, TextRun
from acucontent.quality.phrases import Phrases, load_word_list, read_names

_PACKAGE = "acucontent.quality.checks.evidence"


def get_evidence_phrases(kind: str, language: str) -> Phrases:
    """Return the phrases of a kind, or no phrases if the language has no list."""
    return _load_phrases(language).get(kind, Phrases(()))


@cache
def _load_phrases(language: str) -> dict[str, Phrases]:
    lists = load_word_list(_PACKAGE, "phrases", language) or {}
    names = read_names(lists)
    return {kind: Phrases.from_lists(phrases, names) for kind, phrases in lists.items() if kind != "names"}


def has_phrases(language: str) -> bool:
    """Return whether a language has a list of phrases."""
    return bool(_load_phrases(language))


def contains_phrase(kind: str, text: str, language: str) -> bool:
    """Return whether a text contains a phrase of a kind, negated or not."""
    return any(get_evidence_phrases(kind, language).find_matches(text))


def list_citations_by_run(passage: Passage) -> Iterator[tuple[TextRun, tuple[ReferenceKey, ...]]]:
    """Yield each paragraph and list item of a passage with the keys of the references that it cites."""
    cited = _list_citations(passage.prose.blocks) if passage.prose else iter([()] * len(passage.runs))
    yield from zip(passage.runs, cited, strict=True)


def _list_citations(blocks: tuple[prose.ProseBlock, ...]) -> Iterator[tuple[ReferenceKey, ...]]:
    for block in blocks:
        match block:
            case prose.Paragraph():
                yield _list_keys(block)
            case prose.ListBlock(items=items):
                for item in items:
                    yield from _list_citations(item)


def _list_keys(block: prose.Paragraph) -> tuple[ReferenceKey, ...]:
    inlines = prose.walk_inlines((block,))
    return tuple(key for inline in inlines if isinstance(inline, prose.Citation) for key in inline.keys)
