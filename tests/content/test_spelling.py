"""The editions of the shipped guides are spelled as in their region."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.spelling import get_table
from acucontent.quality.readability import find_units


def list_texts(guide: Guide, region: str) -> Iterator[str]:
    """Yield the texts of all handouts for a region, without references and quotations."""
    for handout in guide.handouts.ids:
        document = Edition.of(guide, handout, region).document
        for block in (*document.opening, *document.sections, *document.imprint):
            if getattr(block, "role", None) != "references":
                yield from (re.sub("“[^”]*”", "", unit) for unit in find_units(block))


@pytest.mark.parametrize("region", ["GB", "AU", "CA"])
def test_no_american_word_is_left(guide: Guide, region: str) -> None:
    """An edition has no word of the American column of its table, in small letters."""
    table = get_table(guide.language, region)
    assert table is not None

    words = {word for text in list_texts(guide, region) for word in re.findall(r"\b[a-z]+\b", text)}

    assert "licence" in words
    assert not words & (set(table.words) - set(table.verbs))


def test_the_language_of_an_edition_is_that_of_its_region(guide: Guide) -> None:
    """Readers of a British edition hear British English, and numbers and dates are written as there."""
    tags = {region: Edition.of(guide, region=region).document.about.language for region in ("US", "GB", "CA")}

    assert tags == {"US": "en-US", "GB": "en-GB", "CA": "en-CA"}
