"""The words of a file are compared with those of its document, and the first difference is described."""

from __future__ import annotations

import pytest

from acucontent.quality.document_words import DocumentWords
from acucontent.quality.word_match import Difference, Match, compare_words, list_file_words
from acucontent.quality.words import find_words, normalize_words, split_words

TEXTS = ("When to get help", "Call 911 at once.", "Long-term care of the fingers[2] is possible.")
ADDED = ("•", "0.", "[", "]", "(page 0)", "Contents When to get help 0")


def make_words(*texts: str) -> DocumentWords:
    """Return the words of a document with these texts; signs of citation marks are around gaps."""
    words: list[str] = []
    ends: dict[int, int] = {}
    gaps: set[int] = set()
    for text in texts:
        start = len(words)
        for found in find_words(normalize_words(text)):
            if found[0] in "[]":
                gaps.add(len(words))
            else:
                words.append(found[0])
        ends[start] = len(words)
    return DocumentWords(tuple(words), frozenset({*gaps, *ends, len(words)}), (), ends)


def compare(*pages: str, added: tuple[str, ...] = ADDED) -> Match | Difference:
    """Compare pages with the document."""
    words = make_words(*TEXTS)
    return compare_words(words, list_file_words(pages, frozenset(words.words)), added)


@pytest.mark.parametrize(
    "pages",
    [
        [" ".join(TEXTS)],
        ["When to get help • Call 911 at once.", "3. Long-term care of the fingers[2] (page 7) is possible."],
        [
            "Contents When to get help 2",
            "When to get help Call 911 at once. Long-term care of the fingers2 is possible.",
        ],
        ["When to get help Call 911 at once. Long\u00adterm care of the fin\u00adgers[2] is possible."],
        ["When to get help Call 911 at once. Long-term care of the fin\u00ad", "gers [2] is possible ."],
        ["When to get help Call 911 at once. Long-term care of the \ufb01ngers[2] is pos\u200bsible."],
    ],
    ids=["equal", "markers", "contents", "broken-words", "broken-page", "ligature"],
)
def test_layout_makes_no_difference(pages: list[str]) -> None:
    """Declared texts, line ends, pages, ligatures and invisible characters make no difference."""
    assert isinstance(compare(*[page.replace("fingers2", "fingers 2") for page in pages]), Match)


FAULTS = {
    "junk": ("help Call", "help Ⱶⱷ", 1, "Call 911"),
    "lost-word": ("at once", "at", 1, "once ."),
    "lost-sign": ("Long-term", "Long term", 2, "- term"),
    "number": ("911", "999", 1, "911 at"),
    "glued": ("care of", "careof", 2, "care of"),
    "split": ("possible", "poss ible", 2, "possible ."),
    "ligature": ("fingers", "\ue001ngers", 2, "fingers 2"),
    "added": ("is possible", "is not possible", 2, "possible ."),
    "added-number": ("at once", "at 5 once", 1, "once ."),
    "undeclared": ("• Call", "Draft Call", 1, "Call 911"),
}


@pytest.mark.parametrize(("old", "new", "part", "expected"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_found_at_its_place(old: str, new: str, part: int, expected: str) -> None:
    """The difference has the page and the words that are expected there."""
    pages = ["When to get help • Call 911 at once.", "Long-term care of the fingers [2] is possible."]
    pages = (
        [page.replace(old, new) for page in pages]
        if old != "help Call"
        else [pages[0].replace("• Call", "Ⱶⱷ"), pages[1]]
    )

    found = compare(*pages)

    assert isinstance(found, Difference)
    assert (found.part, " ".join(found.expected[:2])) == (part, expected)


@pytest.mark.parametrize("pages", [TEXTS[:2], TEXTS[::-1], TEXTS[1:], (*TEXTS, TEXTS[1]), ()], ids=range(5))
def test_pages_cannot_be_lost_moved_or_repeated(pages: tuple[str, ...]) -> None:
    """All pages must be there once, in order."""
    assert isinstance(compare(*pages), Difference)


def test_a_text_that_the_format_declares_can_be_at_another_place() -> None:
    """It must still be in the file."""
    first, second, last = TEXTS

    assert isinstance(compare(second, last, first, added=(*ADDED, first)), Match)
    assert isinstance(compare(second, last, added=(*ADDED, first)), Difference)


def test_a_word_is_found_on_its_page() -> None:
    """The index of a word of the document leads to its page."""
    words = make_words(*TEXTS)
    file = list_file_words(("• When to get help", "1. Call 911 at once.", TEXTS[2]), frozenset(words.words))

    match = compare_words(words, file, ADDED)

    assert isinstance(match, Match)
    places = [match.find_word(index) for index in words.texts]
    assert [file.parts[place] for place in places if place is not None] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("合谷 (LI4)", "合|谷|(|LI4|)"),
        ("don’t 5–10 %", "don|’|t|5|–|10|%"),
        ("e\u0301te\u0301 o\ufb03ce", "été|office"),
        ("हिन्दी", "हिन्दी"),
        ("ปวดหลัง", "ป|ว|ด|ห|ลั|ง"),
        ("snake_case", "snake|_|case"),
    ],
)
def test_texts_are_split_into_words(text: str, words: str) -> None:
    """Scripts without spaces are compared letter by letter, and combining marks stay with their letter."""
    assert split_words(text) == words.split("|")


def test_a_broken_word_may_have_a_real_hyphen_although_it_is_also_a_word() -> None:
    """A document can contain both "nonspecific" and "non-specific"."""
    words = make_words("Nonspecific pain.", "Non-specific pain is nonspecific.")
    file = list_file_words(
        ["Nonspecific pain. Non\u00adspecific pain is non\u00adspecific."], {*words.words, "Nonspecific"}
    )

    assert isinstance(compare_words(words, file, ()), Match)


def test_a_format_can_add_any_text() -> None:
    """With `*`, each text of the document must be there, whole and in order."""
    first, second, last = TEXTS

    assert isinstance(compare("Cover", f"{first} 1 {second}", f"More. {last} The end.", added=("*",)), Match)
    assert isinstance(compare(second, first, last, added=("*",)), Difference)
    lost = compare(first, "Call 911 now, at once.", last, added=("*",))
    assert isinstance(lost, Difference)
    assert (lost.part, lost.expected[:2]) == (2, ("Call", "911"))
