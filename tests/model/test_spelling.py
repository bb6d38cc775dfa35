"""A guide in American English is spelled as in the region of an edition."""

from __future__ import annotations

import pytest

from acucontent.model.prose import Prose
from acucontent.model.spelling import SpellingTable, get_table, spell_guide, spell_language
from acucontent.quality.passages import make_passage
from tests import factories as make


def get_known_table(region: str) -> SpellingTable:
    """Return the table of a region that has one."""
    table = get_table("en-US", region)
    assert table is not None
    return table


@pytest.mark.parametrize(
    ("text", "british"),
    [
        ("Colors of a center", "Colours of a centre"),
        ("They recognized anemia and swelling (edema).", "They recognised anaemia and swelling (oedema)."),
        ("A license to practice", "A licence to practise"),
        ("Councils license the premises in practice.", "Councils license the premises in practice."),
        ("A program for prizes of that size", "A programme for prizes of that size"),
        ("Take acetaminophen toward evening.", "Take paracetamol towards evening."),
        ("Acetaminophen (paracetamol) may help.", "Paracetamol may help."),
        ("Ask your health plan.", "Ask your health insurer."),
        ("Due on November 21, 2027.", "Due on 21 November 2027."),
        ("The World Health Organization is an organization.", "The World Health Organization is an organisation."),
        ("Centers for Disease Control say so.", "Centers for Disease Control say so."),
        ("The part “Color and center” is gray.", "The part “Color and center” is grey."),
        ("See https://center.example/color and a@color.org.", "See https://center.example/color and a@color.org."),
    ],
)
def test_words_are_spelled_as_in_britain(text: str, british: str) -> None:
    """Words keep their capitals; names, quotations and addresses are not touched."""
    assert get_known_table("GB").spell(text) == british


@pytest.mark.parametrize(
    ("region", "spelled"),
    [
        ("AU", "A randomised program in colour"),
        ("CA", "A randomized program in colour"),
        ("NZ", "A randomised programme in colour"),
    ],
)
def test_each_region_has_its_own_words(region: str, spelled: str) -> None:
    """Canada keeps -ize, and Australia and Canada keep program."""
    assert get_known_table(region).spell("A randomized program in color") == spelled


def test_markup_stays_in_its_place() -> None:
    """A word in a link or strong words changes, and a quotation that markup divides does not."""
    prose = Prose.parse("**Color** of a [center](https://color.example) [@hum1999], “the *color* of hope”.")

    spelled = prose.change_texts(get_known_table("GB").find_changes)

    assert make_passage("", spelled).words == "Colour of a centre, “the color of hope”."
    assert list(spelled.list_links()) == list(prose.list_links())


def test_only_own_words_of_a_guide_are_spelled() -> None:
    """References and names of bodies stay as they are, and so does the content hash."""
    guide = make.make_guide(
        title="Humming in color",
        references=[make.make_reference(title="A color of hiccups")],
        evidence=make.make_evidence(recommendations=[make.make_recommendation(body="board of color", scope="color")]),
    )

    spelled = spell_guide(guide, "GB")

    advice = spelled.evidence.recommendations[0]
    assert (spelled.title, advice.scope, advice.body) == ("Humming in colour", "colour", "board of color")
    assert spelled.references == guide.references
    assert spelled.content_hash == guide.content_hash
    assert spell_guide(guide, "US") is guide


@pytest.mark.parametrize(
    ("language", "region", "tag"),
    [
        ("en-US", "GB", "en-GB"),
        ("en-US", "US", "en-US"),
        ("en-US", "EU", "en-US"),
        ("en-GB", "AU", "en-GB"),
        ("de", "GB", "de"),
    ],
)
def test_the_language_names_the_region(language: str, region: str, tag: str) -> None:
    """Only guides in American English are spelled, for the regions with a table."""
    assert spell_language(language, region) == tag
