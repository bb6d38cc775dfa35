"""The handouts of each region print no facts of another country."""

from __future__ import annotations

import re

import pytest

from acucontent import Guide, export
from acucontent.edition import Edition
from acucontent.quality.readability import find_units

AMERICAN = re.compile(
    r"\$|(?<!Australian )Medicare(?! Benefits)|NCBAHM|NCCAOM|L\.Ac|\bstate board|\bstate’s|board certif|coinsurance"
    r"|deductible|888-381|US standard"
)
"""Words about prices, plans, boards and telephone numbers of the United States."""

BRITISH = re.compile(r"BAcC|BMAS|\bHCPC\b|General Medical Council|what the (?:National Health Service|NHS)")
"""Words about who may practice and who pays in the United Kingdom."""

AUSTRALIAN = re.compile(r"AHPRA|Chinese Medicine Board|Australian Medicare")
CANADIAN = re.compile(r"Canadian province")
EUROPEAN = re.compile(r"In Germany, public health plans|Other countries of the European Union")

OWN = {"US": AMERICAN, "GB": BRITISH, "AU": AUSTRALIAN, "CA": CANADIAN, "EU": EUROPEAN}
"""What only the editions of each region say."""

EMERGENCY_WORDS = re.compile(r"emergency room|\b911\b|\b999\b|A&E")


def find_foreign_words(text: str, region: str) -> list[str]:
    """Return the words of a text that are facts of another region."""
    found = [words.search(" ".join(text.split())) for code, words in OWN.items() if code != region]
    return [match[0] for match in found if match]


@pytest.mark.parametrize("region", OWN)
def test_no_handout_prints_facts_of_another_country(back_pain: Guide, region: str) -> None:
    """No text of a handout has a price, plan, board or telephone number of another country."""
    texts = {key: export(back_pain, "text", handout=key, region=region).decode() for key in back_pain.handouts.ids}

    assert {key: found for key, text in texts.items() if (found := find_foreign_words(text, region))} == {}
    assert OWN[region].search(texts["complete"])


@pytest.mark.parametrize("region", OWN)
def test_no_format_can_print_facts_of_another_country(back_pain: Guide, region: str) -> None:
    """The document, which every format renders, has no such words, nor have its description and imprint."""
    for handout in back_pain.handouts.ids:
        document = Edition.of(back_pain, handout, region).document
        blocks = (*document.opening, *document.sections, *document.imprint)
        words = " ".join((document.about.description, *(unit for block in blocks for unit in find_units(block))))
        assert find_foreign_words(words, region) == [], handout


def test_emergency_words_come_from_the_labels(texts: dict[str, str]) -> None:
    """No text of the guide names the emergency number or the emergency room of one country."""
    found = [path for path, text in texts.items() if EMERGENCY_WORDS.search(text)]

    assert [path for path in found if not path.startswith("regions.")] == []
