"""Readability: how syllables, words and sentences are counted, and the resulting grades."""

from __future__ import annotations

import pytest

from acucontent.document.blocks import (
    Block,
    Callout,
    Column,
    CrossLink,
    Emphasis,
    Fact,
    Facts,
    Foreign,
    ListBlock,
    Note,
    Paragraph,
    ReferenceEntry,
    ReferenceList,
    Section,
    Strong,
    Table,
    WebLink,
    Words,
)
from acucontent.document.compose.writer import Writer
from acucontent.document.labels import layer_labels
from acucontent.model.guide import Guide
from acucontent.model.paths import walk_values
from acucontent.model.prose import Prose
from acucontent.quality.readability import (
    Readability,
    count_syllables,
    find_units,
    get_readable_text,
    measure_blocks,
    measure_texts,
)
from acucontent.quality.sentences import split_sentences

SYLLABLES = {
    "pain": 1,
    "needle": 2,
    "doctor": 2,
    "acupuncture": 4,
    "medicine": 3,
    "walked": 1,
    "wanted": 2,
    "every": 2,
    "doctor's": 2,
    "doctor’s": 2,
    "don't": 1,
    "low-back": 1,
    "follow-up": 2,
    "acupoint": 3,
    "acupressure": 4,
    "blorp": 1,
    "blorpled": 2,
}
SENTENCES = {
    "one": ("Call now.", ["Call now."]),
    "two": ("Call now. Do not wait!", ["Call now.", "Do not wait!"]),
    "ending in a number": ("Call 999. Do not wait.", ["Call 999.", "Do not wait."]),
    "beginning with a number": ("It helps. 9 in 10 say so.", ["It helps.", "9 in 10 say so."]),
    "a decimal": ("About 1.5 points. Not more.", ["About 1.5 points.", "Not more."]),
    "titles": ("Ask Dr. Hum. He knows.", ["Ask Dr. Hum.", "He knows."]),
    "versus": ("Hum vs. silence.", ["Hum vs. silence."]),
    "for example": ("Hum, e.g. Bach, at night.", ["Hum, e.g. Bach, at night."]),
    "a number": ("See No. 7 on the list.", ["See No. 7 on the list."]),
    "a no": ("Is it safe? No. Ask first.", ["Is it safe?", "No.", "Ask first."]),
    "a quotation": ("She said “stop.” He did.", ["She said “stop.”", "He did."]),
    "a parenthesis": ("Stop (at once). Call.", ["Stop (at once).", "Call."]),
    "a colon before a sentence": ("Ask this: Are you licensed?", ["Ask this:", "Are you licensed?"]),
    "a colon before words": ("Three things: rest, sleep and tea.", ["Three things: rest, sleep and tea."]),
    "lower case goes on": ("It is i.e. so. and on", ["It is i.e. so. and on"]),
    "no words": ("12. 34.", []),
    "nothing": ("", []),
}


def make_paragraph(text: str) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph((Words(text),))


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables_are_counted(word: str, count: int) -> None:
    """Syllables come from the dictionary; a hyphenated word counts as its longest part."""
    assert count_syllables(word) == count


@pytest.mark.parametrize(("unit", "sentences"), SENTENCES.values(), ids=SENTENCES)
def test_sentences_are_split(unit: str, sentences: list[str]) -> None:
    """A sentence does not end at an abbreviation or a decimal point."""
    assert list(split_sentences(unit)) == sentences


def test_smog_matches_the_formula() -> None:
    """Two sentences with three hard words: 1.0430 x sqrt(3 x 30 / 2) + 3.1291."""
    found = measure_blocks([make_paragraph("The medicine may help. Ask about acupuncture and electricity.")])

    assert found.hard_words == {"medicine": 1, "acupuncture": 1, "electricity": 1}
    assert found.smog == pytest.approx(10.1258, abs=1e-4)


def test_flesch_kincaid_matches_the_formula() -> None:
    """Two sentences, eight words, nine syllables: 0.39 x 4 + 11.8 x 9 / 8 - 15.59."""
    found = measure_blocks([make_paragraph("The cat sat down. It had a kitten.")])

    assert (len(found.sentences), found.word_count, found.syllable_count) == (2, 8, 9)
    assert found.flesch_kincaid == pytest.approx(-0.755)


def test_smog_without_hard_words_is_grade_three() -> None:
    """Without hard words, SMOG is the constant of its formula."""
    assert measure_blocks([make_paragraph("You may feel a dull ache.")]).smog == pytest.approx(3.1291)


def test_long_sentences_are_found() -> None:
    """A number or a hyphenated word counts as one word."""
    found = measure_blocks([make_paragraph("One two three. About 1,000.5 follow-up visits (or so).")])

    assert found.find_longer_than(6) == ()
    assert found.find_longer_than(5) == ("About 1,000.5 follow-up visits (or so).",)


def test_citations_addresses_and_foreign_words_are_skipped() -> None:
    """Citations, addresses and words in other languages are skipped; the words of a link are not."""
    address = "https://example.org/acupuncture"
    inlines = (
        Words("Feel "),
        Foreign("zh-Latn", (Words("acupuncturissimo"),)),
        Strong((Words("the "), Emphasis((Words("dull "),)))),
        CrossLink("x", (Words("ache"),)),
        Note("mu2020", 3, "i"),
        WebLink(address, (Words(address),)),
        WebLink(address, (Words(" here"),)),
    )

    assert get_readable_text(inlines) == "Feel the dull ache here"


def test_references_are_skipped() -> None:
    """The list of references has no units."""
    entry = ReferenceEntry("references.a", 1, (Words("Acupuncture for rehabilitation."),), ())
    section = Section("references", (Words("References"),), (ReferenceList("references_list", (entry,)),))

    assert list(find_units(section)) == ["References"]


def test_each_item_and_cell_is_a_unit() -> None:
    """Headings, list items, labels and cells are separate units."""
    row = ((Words("r1"),), (Words("r2"),))
    blocks: tuple[Block, ...] = (
        Section("a", (Words("heading"),), (ListBlock(((make_paragraph("one"),), (make_paragraph("two"),))),)),
        Table("t", (Words("caption"),), (Column("h1", (Words("h1"),)), Column("h2", (Words("h2"),))), (row,)),
        Facts("f", "facts", (Fact("key", "label", (Words("value"),)),)),
        Callout("c", "note", "title", (make_paragraph("said"),)),
    )

    assert [unit for block in blocks for unit in find_units(block)] == [
        *("heading", "one", "two", "caption", "h1", "h2", "r1", "r2", "label", "value", "title", "said")
    ]


def test_a_known_term_is_not_hard() -> None:
    """Each word of a known term counts as one syllable, and the number of words stays the same."""
    plain = measure_blocks([make_paragraph("Acupuncture for cauda equina syndromes is an emergency.")])
    known = plain.measure_with_known_terms(["acupuncture", "cauda equina syndrome"])

    assert set(plain.hard_words) - set(known.hard_words) == {"acupuncture", "equina"}
    assert known.word_count == plain.word_count
    assert set(known.hard_words) == {"emergency"}
    assert plain.measure_with_known_terms([]) is plain


def test_the_hardest_sentences_come_first() -> None:
    """The sentences with hard words are ordered by difficulty; others are not listed."""
    found = measure_blocks(
        [make_paragraph("You may rest. Medication interactions complicate recovery. It is an emergency.")]
    )

    assert found.hardest_sentences == ("Medication interactions complicate recovery.", "It is an emergency.")
    assert not found.has_enough_sentences
    assert measure_texts(["It is so."] * 30).has_enough_sentences


def test_text_without_sentences_is_an_error() -> None:
    """A grade needs at least one sentence."""
    with pytest.raises(ValueError, match="the text contains no sentence"):
        measure_blocks([make_paragraph("12")])


def measure_prose(guide: Guide) -> list[tuple[str, Readability]]:
    """Return the path and the reading of each prose field of a guide."""
    writer = Writer(guide, guide.regions[0], layer_labels(guide, guide.regions[0], "en-US", None), "en-US")
    pieces = [(path, value) for path, value in walk_values(guide) if isinstance(value, Prose)]
    return [(".".join(map(str, path)), measure_blocks(writer.write_blocks(prose))) for path, prose in pieces]


def test_the_prose_alone_is_at_most_grade_eight(back_pain: Guide) -> None:
    """Short cells and labels do not hide hard prose."""
    writer = Writer(
        back_pain, back_pain.regions[0], layer_labels(back_pain, back_pain.regions[0], "en-US", None), "en-US"
    )
    prose = [
        block for _, value in walk_values(back_pain) if isinstance(value, Prose) for block in writer.write_blocks(value)
    ]

    assert measure_blocks(prose).smog <= 8.0


def test_no_sentence_is_long(back_pain: Guide) -> None:
    """No sentence in the prose of the shipped guide has more than 20 words."""
    pieces = measure_prose(back_pain)

    assert len(pieces) > 400
    assert {path: long for path, found in pieces if (long := found.find_longer_than(20))} == {}
