"""Facts of some regions: where they hold, what is left of a guide in a region, and what the rules refuse."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from acucontent import Guide
from acucontent.model.narrowing import Scope, narrow_guide
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Prose, walk_inlines
from acucontent.model.regional import holds_in
from tests.factories import make_guide, make_practitioners, make_price, make_sessions, make_step, make_term

REGIONS = [
    {"code": code, "name": name, "emergency_number": number}
    for code, name, number in (("US", "United States", "911"), ("GB", "United Kingdom", "999"), ("EU", "Europe", "112"))
]


def make_guide_of_regions(**changes: object) -> Guide:
    """Return a small guide for three regions."""
    return make_guide(regions=REGIONS, **changes)


def read_words(prose: Prose) -> str:
    """Return the words of prose."""
    return flatten(tuple(walk_inlines(prose.blocks)))


@pytest.mark.parametrize(
    ("limits", "region", "holds"),
    [
        ((), "US", True),
        (("US",), "US", True),
        (("US",), "GB", False),
        (("GB", "AU"), "AU", True),
        (("international",), "AU", True),
        (("DE",), "EU", True),
        (("EU",), "DE", True),
        (("EU",), "GB", False),
        (("DE",), "FR", False),
    ],
)
def test_a_fact_holds_in_its_regions(limits: tuple[str, ...], region: str, holds: bool) -> None:
    """A fact without regions holds everywhere; the European Union has the facts of its members."""
    assert holds_in(limits, region) is holds


@pytest.mark.parametrize(
    ("region", "words"), [("US", "One. Two. Item."), ("GB", "Two. Three. Other. Item."), ("AU", "Two. Three. Item.")]
)
def test_prose_is_narrowed_by_paragraph_and_item(region: str, words: str) -> None:
    """A paragraph or list item that begins with regions in braces is left out for others; the braces are not words."""
    prose = Prose.parse("{US} One.\n\nTwo.\n\n{GB, AU} Three.\n\n- {GB} Other.\n- Item.")

    assert " ".join(filter(None, read_words(prose.narrow(region)).replace(".", ". ").split())) == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{UK} Ask your council.", "'{UK}' is not a valid region: 'UK' is not a known country code"),
        ("{us} Ask your state.", "'{us}' is not a valid region"),
        ("Ask. {US} Ask your state.", "'{US}' is not at the start of a paragraph or list item: begin a new one"),
    ],
)
def test_invalid_regions_of_prose_are_refused(text: str, message: str) -> None:
    """Regions that would print as braces are an error."""
    with pytest.raises(PydanticCustomError) as caught:
        Prose.parse(text)

    assert message in str(caught.value)


def test_other_braces_are_words() -> None:
    """Braces that hold no codes of regions are printed."""
    assert read_words(Prose.parse("{sic} A {b}.")) == "{sic} A {b}."


def test_a_narrowed_guide_has_the_facts_of_its_region() -> None:
    """Records and paragraphs of other regions are gone, and the content hash is that of the whole guide."""
    guide = make_guide_of_regions(
        costs={"prices": [make_price(), make_price(id="gb", region="GB")], "coverage": []},
        audience="{US} Readers of the States.\n\n{GB, EU} Readers of Europe.",
    )

    narrowed = narrow_guide(guide, Scope("GB"))

    assert narrowed.costs.prices.ids == ("gb",)
    assert read_words(narrowed.audience) == "Readers of Europe."
    assert narrowed.content_hash == guide.content_hash
    assert guide.costs.prices.ids == (make_price().id, "gb")


def test_a_guide_without_regional_facts_is_not_copied() -> None:
    """Narrowing a guide that is the same everywhere costs no copy."""
    guide = make_guide_of_regions(costs={"prices": [], "coverage": []}, practitioners=make_practitioners())
    everywhere = guide.edit("practitioners.credentials.humming-register.region", "international")

    assert narrow_guide(everywhere, Scope("GB")) is everywhere


STATE = {"id": "state", "text": "Ask about the [rule](term:rule).", "regions": ["US"]}
RULE = make_term(id="rule", term="rule", regions=["US"])

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a link to a term of another region": (
        {"glossary": [RULE], "audience": "Know the [rule](term:rule)."},
        "links to 'glossary.rule', which holds in US, but is printed for GB, EU, too: begin its paragraph with {US}",
    ),
    "a text without words for a region": (
        {"audience": "{US} Readers.\n\n{GB} Readers, too."},
        "has no text for EU: add a paragraph that begins with {EU}, or one for every region",
    ),
    "a visit without steps in a region": (
        {"sessions": make_sessions(steps=[make_step(regions=["US", "EU"])])},
        "has no record for GB: add one for this region",
    ),
    "a sign for some regions": (
        {
            "sessions": make_sessions(
                aftercare=[{"id": "urgent", "text": "Call a doctor if you have a fever.", "regions": ["US"]}]
            )
        },
        "is a warning, which must reach the readers of every region: remove its regions",
    ),
    "a record for no region": (
        {"glossary": [{"id": "rule", "term": "rule", "definition": "A law.", "regions": []}]},
        "at least 1 item",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_be_lost_in_a_region_is_refused(case: str) -> None:
    """A link, text, step or warning that some region of the guide would not print is an error."""
    changes, message = REFUSED[case]

    with pytest.raises(ValidationError) as caught:
        make_guide_of_regions(**changes)

    assert message in str(caught.value)


@pytest.mark.parametrize("path", ["risks.red_flags.0.action", "risks.precautions.0.advice"])
def test_warnings_have_no_paragraphs_for_some_regions(path: str, back_pain: Guide) -> None:
    """What to do about a sign or in a risky situation reaches every region."""
    part, field, _, text = path.split(".")
    record = getattr(getattr(back_pain, part), field)[0]

    with pytest.raises(Exception, match="must reach the readers of every region"):
        back_pain.edit(f"{part}.{field}.{record.id}.{text}", "{US} Go now.\n\nSee a doctor today.")


def test_a_link_from_the_same_region_is_accepted() -> None:
    """A record or paragraph of the region of a term can link to it."""
    guide = make_guide_of_regions(
        glossary=[RULE],
        audience="{US} Know the [rule](term:rule).\n\nReaders.",
        practitioners=make_practitioners(steps=[STATE]),
    )

    assert narrow_guide(guide, Scope("GB")).glossary.ids == ()


def test_one_line_of_text_holds_everywhere() -> None:
    """Regions in braces are refused in text without paragraphs, where they would be printed as signs."""
    with pytest.raises(ValidationError, match="only paragraphs of prose"):
        make_guide(title="{US, GB} Humming")
