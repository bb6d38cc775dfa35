"""An edition has the facts of its region, says where it has none, and names the region."""

from __future__ import annotations

import pytest

from acucontent import Guide
from acucontent.document.blocks import Section, Table
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from acucontent.quality.readability import find_units
from tests.factories import (
    make_coverage,
    make_credential,
    make_guide,
    make_handout,
    make_practitioners,
    make_price,
    make_question,
    make_reference,
)

REGIONS = [
    {"code": "US", "name": "United States", "emergency_number": "911"},
    {"code": "GB", "name": "United Kingdom", "emergency_number": "999"},
]


@pytest.fixture(scope="module")
def guide() -> Guide:
    """Return a guide with facts of the United States only, and a sheet about them."""
    return make_guide(
        regions=REGIONS,
        costs={
            "introduction": "Ask first.",
            "prices": [make_price(basis="A survey. [@law]")],
            "coverage": [make_coverage(region="US")],
        },
        practitioners=make_practitioners(credentials=[make_credential(region="US")]),
        questions=[make_question(), make_question(id="local", question="Who pays here?", regions=["US"])],
        references=[make_reference(), make_reference(id="law", title="The law of the States")],
        handouts=[
            make_handout(),
            make_handout(id="costs", include=["costs.prices", "questions.local", "practitioners.credentials"]),
        ],
    )


def read_words(guide: Guide, region: str, handout: str | None = None) -> str:
    """Return the words of an edition."""
    document = Edition.of(guide, handout, region).document
    return " ".join(unit for block in (*document.opening, *document.sections) for unit in find_units(block))


def list_sections(guide: Guide, region: str, handout: str | None = None) -> set[str]:
    """Return the ids of the sections of an edition."""
    return {
        block.id for block in Edition.of(guide, handout, region).document.walk_blocks() if isinstance(block, Section)
    }


ASKS = (
    "This guide has no checked prices for where you live.",
    "This guide has no checked facts on who pays where you live.",
    "and titles where you live. Ask your doctor",
)


@pytest.mark.parametrize("sentence", ASKS)
def test_readers_without_local_facts_are_told_to_ask(guide: Guide, sentence: str) -> None:
    """One sentence replaces the facts that a guide lacks for a region, and no other region has it."""
    assert sentence in read_words(guide, "GB")
    assert sentence not in read_words(guide, "US")


def test_a_sheet_leaves_out_records_of_other_regions(guide: Guide) -> None:
    """A sheet can include a record of one region: its editions for others do without it, and keep local parts."""
    assert "questions" in list_sections(guide, "US", "costs")
    assert "questions" not in list_sections(guide, "GB", "costs")
    assert {"costs.prices", "practitioners.credentials"} <= list_sections(guide, "GB", "costs")


@pytest.mark.parametrize("handout", [None, "costs"], ids=["guide", "sheet"])
def test_a_price_names_its_member_state_of_the_union(handout: str | None) -> None:
    """An edition for the European Union says for which state each price is; one for the state itself does not."""
    prices = [make_price(id=state.lower(), region=state, currency="EUR") for state in ("DE", "FR")]
    codes = {"EU": "European Union", "DE": "Germany"}
    guide = make_guide(
        regions=[{"code": code, "name": name, "emergency_number": "112"} for code, name in codes.items()],
        costs={"introduction": "Ask first.", "prices": prices, "coverage": [], "advice": []},
        handouts=[make_handout(), make_handout(id="costs", include=["costs.prices"])],
    )

    assert list_price_names(guide, "EU", handout) == ["One visit, Germany", "One visit, France"]
    assert list_price_names(guide, "DE", handout) == ["One visit"]


def list_price_names(guide: Guide, region: str, handout: str | None) -> list[str]:
    """Return the first cell of each row of the table of prices."""
    blocks = Edition.of(guide, handout, region).document.walk_blocks()
    tables = (block for block in blocks if isinstance(block, Table))
    (prices,) = (table for table in tables if table.id == "costs.prices_table")
    return [flatten(row[0]) for row in prices.rows]


def test_a_reference_of_another_region_is_not_listed(guide: Guide) -> None:
    """A source that only facts of another region cite is not printed."""
    ids = {region: set(Edition.of(guide, region=region).document.walk_ids()) for region in ("US", "GB")}

    assert "references.law" in ids["US"]
    assert "references.law" not in ids["GB"]


def test_editions_of_all_regions_have_one_identity(guide: Guide) -> None:
    """The content hash is that of the whole guide, whatever the region."""
    about = [Edition.of(guide, region=region).document.about for region in ("US", "GB")]

    assert {one.content_hash for one in about} == {guide.content_hash}
    assert [one.identity["region"] for one in about] == ["US", "GB"]


@pytest.mark.parametrize(("region", "note"), [("US", ""), ("GB", "Region: United Kingdom.")])
def test_an_edition_names_its_region_and_its_spelling(guide: Guide, region: str, note: str) -> None:
    """An edition for another region than that of the guide's language says so, and is spelled as there."""
    about = Edition.of(guide, region=region).document.about

    assert guide.language == "en-US"
    assert about.language == f"en-{region}"
    assert about.region_note == note
    assert about.edition_note.endswith(note)


def test_the_imprint_is_narrowed_too(guide: Guide) -> None:
    """The texts about the guide itself can have a paragraph for a region."""
    local = guide.edit("funding", "{US} A fund of the States.\n\n{GB} A fund of the Kingdom.")

    imprint = Edition.of(local, region="GB").document.imprint

    words = " ".join(unit for block in imprint for unit in find_units(block))
    assert "Kingdom" in words
    assert "States" not in words
