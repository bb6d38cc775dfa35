"""Find what the word lists of the other checks cannot read: other languages, and words of look-alike letters."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.languages import ENGLISH
from acucontent.quality.lookalikes import find_disguised_words
from acucontent.quality.other_languages import find_other_language
from acucontent.quality.passages import Passage
from acucontent.quality.phrases import load_grammar, quote_sentence
from acucontent.quality.sentence_finder import SentenceFinder


def _find_other_languages(passage: Passage, language: str) -> Iterator[Found]:
    if load_grammar(language) is None:
        return
    for sentence in dict.fromkeys(passage.sentences):
        words = find_other_language(sentence, language, passage.is_name)
        if words:
            message = f"{quote_sentence(sentence)} is not in {language} and cannot be judged."
            yield Found(passage.path, message, words if words in sentence else sentence)


def _find_disguised(passage: Passage, _language: str) -> Iterator[Found]:
    for run in passage.runs:
        for word in dict.fromkeys(find_disguised_words(run.words)):
            yield Found(passage.path, f"“{word}” has letters that look like those of another alphabet.", word)


CHECKS = (
    Check(
        code="S122",
        languages=ENGLISH,
        title="A sentence is not in the language of the text",
        severity="error",
        why="The checks of sentences know the words of one language, so an unsafe sentence in another passes them.",
        fix="Write the sentence in the language of the text, or translate the whole guide and check that.",
        source="Limit of acucontent: its word lists are only in English. Names and titles of sources are not judged.",
        find=SentenceFinder(_find_other_languages),
    ),
    Check(
        code="S123",
        title="A word mixes letters of several alphabets",
        severity="error",
        why="A Cyrillic letter in an English word looks right, but no check, search or screen reader knows the word.",
        fix="Type the word again with the letters of one alphabet.",
        source="Unicode Technical Standard #39, section 5.1: mixed-script detection.",
        find=SentenceFinder(_find_disguised, judges_all_languages=True),
    ),
)
