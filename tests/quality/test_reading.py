"""Reading grade: what counts as a syllable, a word and a sentence, and the grades that follow."""

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
from acucontent.document.labels import labels_for
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.paths import walk_values
from acucontent.model.prose import Prose
from acucontent.quality.reading import Reading, reading, reading_of, split, spoken, syllables, units

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
    "a quotation": ("She said “stop.” He did.", ["She said “stop.", "He did."]),
    "a parenthesis": ("Stop (at once). Call.", ["Stop (at once).", "Call."]),
    "a colon before a sentence": ("Ask this: Are you licensed?", ["Ask this:", "Are you licensed?"]),
    "a colon before words": ("Three things: rest, sleep and tea.", ["Three things: rest, sleep and tea."]),
    "lower case goes on": ("It is i.e. so. and on", ["It is i.e. so. and on"]),
    "no words": ("12. 34.", []),
    "nothing": ("", []),
}


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Words(text),))


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables(word: str, count: int) -> None:
    """Syllables are those of the dictionary; a compound is as hard as its longest part."""
    assert syllables(word) == count


@pytest.mark.parametrize(("unit", "sentences"), SENTENCES.values(), ids=SENTENCES)
def test_sentences(unit: str, sentences: list[str]) -> None:
    """A sentence ends where a reader would pause, and not at an abbreviation or a decimal."""
    assert list(split(unit)) == sentences


def test_smog_by_hand() -> None:
    """Two sentences with three hard words: 1.0430 x sqrt(3 x 30 / 2) + 3.1291."""
    found = reading([paragraph("The medicine may help. Ask about acupuncture and electricity.")])

    assert found.hard == {"medicine": 1, "acupuncture": 1, "electricity": 1}
    assert found.smog == pytest.approx(10.1258, abs=1e-4)


def test_flesch_kincaid_by_hand() -> None:
    """Two sentences, eight words, nine syllables: 0.39 x 4 + 11.8 x 9 / 8 - 15.59."""
    found = reading([paragraph("The cat sat down. It had a kitten.")])

    assert (len(found.sentences), found.words, found.syllables) == (2, 8, 9)
    assert found.flesch_kincaid == pytest.approx(-0.755)


def test_simple_words_are_grade_three() -> None:
    """Without hard words, SMOG is its constant."""
    assert reading([paragraph("You may feel a dull ache.")]).smog == pytest.approx(3.1291)


def test_long_sentences_are_named() -> None:
    """Words are counted as a reader would: a number or a hyphenated word is one."""
    found = reading([paragraph("One two three. About 1,000.5 follow-up visits (or so).")])

    assert found.longer_than(6) == ()
    assert found.longer_than(5) == ("About 1,000.5 follow-up visits (or so).",)


def test_what_is_not_the_language_of_the_guide_does_not_count() -> None:
    """Citations, addresses and words in other languages are not read as sentences; the words of a link are."""
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

    assert spoken(inlines) == "Feel the dull ache here"


def test_references_do_not_count() -> None:
    """The list of references is nobody's reading matter."""
    entry = ReferenceEntry("references.a", 1, (Words("Acupuncture for rehabilitation."),), ())
    section = Section("references", (Words("References"),), (ReferenceList("references_list", (entry,)),))

    assert list(units(section)) == ["References"]


def test_each_item_and_cell_stands_on_its_own() -> None:
    """Headings, list items, labels and cells are units; none is joined to the next."""
    row = ((Words("r1"),), (Words("r2"),))
    blocks: tuple[Block, ...] = (
        Section("a", (Words("heading"),), (ListBlock(((paragraph("one"),), (paragraph("two"),))),)),
        Table("t", (Words("caption"),), (Column("h1", (Words("h1"),)), Column("h2", (Words("h2"),))), (row,)),
        Facts("f", "facts", (Fact("key", "label", (Words("value"),)),)),
        Callout("c", "note", "title", (paragraph("said"),)),
    )

    assert [unit for block in blocks for unit in units(block)] == [
        *("heading", "one", "two", "h1", "h2", "r1", "r2", "label", "value", "title", "said")
    ]


def test_a_known_term_is_not_hard() -> None:
    """For a reader who knows a term, each of its words counts as one syllable; the number of words stays the same."""
    plain = reading([paragraph("Acupuncture for cauda equina syndromes is an emergency.")])
    known = plain.knowing(["acupuncture", "cauda equina syndrome"])

    assert set(plain.hard) - set(known.hard) == {"acupuncture", "equina"}
    assert known.words == plain.words
    assert set(known.hard) == {"emergency"}
    assert plain.knowing([]) is plain


def test_the_hardest_sentences_come_first() -> None:
    """What raises the grade is named, the worst first; a sentence without a hard word is not among it."""
    found = reading([paragraph("You may rest. Medication interactions complicate recovery. It is an emergency.")])

    assert found.hardest == ("Medication interactions complicate recovery.", "It is an emergency.")
    assert not found.enough
    assert reading_of(["It is so."] * 30).enough


def test_nothing_has_no_grade() -> None:
    """Where there is no sentence there is no grade to be wrong about."""
    with pytest.raises(ValueError, match="There is nothing to read: no sentence was found"):
        reading([paragraph("12")])


def prose_of(guide: Guide) -> list[tuple[str, Reading]]:
    """Each piece of prose of a guide, with its reading."""
    writer = Writer(guide, guide.regions[0], labels_for(guide.language), "en-US")
    pieces = [(path, value) for path, value in walk_values(guide) if isinstance(value, Prose)]
    return [(".".join(map(str, path)), reading(writer.blocks(prose))) for path, prose in pieces]


def test_each_handout_is_for_grade_eight(back_pain: Guide) -> None:
    """The shipped guide can be read with eight years of school (SMOG), each sheet of it too."""
    assert back_pain.handouts.ids[:2] == ("complete", "first-visit")

    for handout in back_pain.handouts.ids:
        document = Edition.of(back_pain, handout).document
        grade = reading((*document.opening, *document.sections)).smog
        assert grade <= 8.0, f"{handout}: {grade:.1f}"


def test_the_prose_alone_is_for_grade_eight(back_pain: Guide) -> None:
    """No grade is bought with short cells and labels: the prose by itself keeps to it too."""
    writer = Writer(back_pain, back_pain.regions[0], labels_for("en"), "en-US")
    prose = [block for _, value in walk_values(back_pain) if isinstance(value, Prose) for block in writer.blocks(value)]

    assert reading(prose).smog <= 8.0


def test_no_sentence_is_long(back_pain: Guide) -> None:
    """No sentence of the shipped guide's prose has more than twenty words."""
    pieces = prose_of(back_pain)

    assert len(pieces) > 400
    assert {path: long for path, found in pieces if (long := found.longer_than(20))} == {}
