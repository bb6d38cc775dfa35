"""Check that each finished file has the words of its document, in order, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.quality.check import Check, Found
from acucontent.quality.document_words import DocumentWords, list_document_words
from acucontent.quality.subject import RenderedText, Subject
from acucontent.quality.word_match import Difference, FileWords, Match, compare_words, list_file_words

_SPACE_BEFORE_SIGN = re.compile(r" (?=[.,;:!?%)\]’”/-])|(?<=[(\[“’/-]) ")

_Key = tuple[str, str, str]
"""The handout, region and language of an edition."""


def _find_differences(subject: Subject) -> Iterator[Found]:
    """Find the first difference of the first file of each format, and count the other files."""
    documents = _Documents(subject)
    problems: dict[str, list[tuple[RenderedText, str]]] = {}
    for file in subject.rendered_texts:
        problem = describe_difference(file, documents.list_words(file))
        if problem:
            problems.setdefault(file.format, []).append((file, problem))
    for name, ((file, problem), *others) in problems.items():
        also = f" {_count_files(len(others))} of this format differ, too." if others else ""
        yield Found(f"handouts.{file.edition.handout.id}", f"{problem}{also}", name)


def _count_files(count: int) -> str:
    return f"{count} more files" if count > 1 else "1 more file"


class _Documents:
    """The words of the document of each edition. A document that other checks use is not composed again."""

    def __init__(self, subject: Subject) -> None:
        self._editions: Mapping[_Key, Edition] = {_make_key(each): each for each in subject.editions}
        self._words: dict[tuple[_Key, bool], DocumentWords] = {}

    def list_words(self, file: RenderedText) -> DocumentWords:
        """Return the words of the document of a file."""
        key = (_make_key(file.edition), file.joins_volumes)
        if key not in self._words:
            self._words[key] = list_document_words(self._get_document(file))
        return self._words[key]

    def _get_document(self, file: RenderedText) -> Document:
        is_plain = file.edition.overlay is None and not file.edition.overdue
        edition = self._editions.get(_make_key(file.edition), file.edition) if is_plain else file.edition
        return edition.book if file.joins_volumes else edition.document


def _make_key(edition: Edition) -> _Key:
    return edition.handout.id, edition.region.code, edition.language


def describe_difference(file: RenderedText, document: DocumentWords) -> str:
    """Return a sentence about the first difference between a file and its document; empty if there is none.

    Args:
        file: The text of the file. If its format does not show the complete document, nothing is compared.
        document: The words of its document.
    """
    if file.added_texts is None:
        return ""
    name = f"{file.edition.handout.id} ({file.edition.region.code}, {file.format})"
    words = list_file_words(file.parts, frozenset(document.words))
    match compare_words(document, words, file.added_texts):
        case Difference(part, expected, found):
            place = f"{'page' if file.pages else 'part'} {part}"
            return (
                f"The text of {name} differs from its document on {place}: "
                f"expected {_quote(expected)}, found {_quote(found)}."
            )
        case result:
            return _describe_wrong_page(file, document, words, result, name)


def _describe_wrong_page(file: RenderedText, document: DocumentWords, words: FileWords, found: Match, name: str) -> str:
    """Return a sentence about the first block whose words are not on the page that the exporter reports."""
    for anchor, index in document.starts:
        page = file.pages.get(anchor)
        position = found.find_word(index) if index < len(document.words) else None
        if page is None or position is None:
            continue
        actual = words.parts[position]
        if page != actual:
            return f"In the text of {name}, '{anchor}' starts on page {actual}, but the exporter reports page {page}."
    return ""


def _quote(words: tuple[str, ...]) -> str:
    text = _SPACE_BEFORE_SIGN.sub("", " ".join(words))
    return f"“{text}”" if words else "no more words"


CHECKS = (
    Check(
        code="S105",
        title="The words of a finished file differ from those of its document",
        severity="error",
        why="Screen readers, searches and copies use the text of a file, which can be wrong on pages that look right.",
        fix="Copy the text of that place from the file: look for lost, repeated or moved words, and for a font whose "
        "letters become others. Then fix the exporter, or choose another font.",
        source="A promise of this program. ISO 14289-1 (PDF/UA-1), 7.21.7: every character maps to Unicode.",
        find=_find_differences,
        needs_rendered_files=True,
    ),
)
