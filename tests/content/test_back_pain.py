"""The guide on back pain has the points, conditions and positions that readers look for."""

from __future__ import annotations

import re

import pytest

from acucontent.model.guide import Guide

POINTS = ("BL40", "GB30", "BL31", "BL37", "BL57")
UNIDENTIFIED = ("medacu2023", "eujim2014", "jno2021", "rcs2010")
"""Sources in the articles that could not be identified."""
THEIR_DOIS = ("10.1089/acu.2023.0054", "10.1016/j.eujim.2014.03.004", "10.1001/jamanetworkopen.2021.21418")


def test_worse_pain_is_never_good(back_pain_texts: dict[str, str]) -> None:
    """A 'healing crisis' is only quoted, and the text corrects it."""
    named = {path: text for path, text in back_pain_texts.items() if "healing crisis" in text.casefold()}

    assert any(path.startswith("practitioners.warning_signs") for path in named)
    for text in named.values():
        assert re.search(r"“healing crisis\.?”", text, re.IGNORECASE)
        assert re.search(r"no evidence|not a medical term|find someone else", text, re.IGNORECASE)


def test_important_points_are_included(back_pain: Guide) -> None:
    """There are at least twenty points, and those of the source articles are among them."""
    assert len(back_pain.acupoints) >= 20
    assert set(POINTS) <= set(back_pain.acupoints.ids)


@pytest.mark.parametrize("pain", ["chronic-low-back-pain", "sciatica", "neck-pain"])
def test_points_are_named_for_each_pain(back_pain: Guide, pain: str) -> None:
    """Back pain, sciatica and neck pain each have traditional points."""
    assert len([point for point in back_pain.acupoints if pain in point.used_for]) >= 5


def test_the_main_conditions_are_included(back_pain: Guide) -> None:
    """Lasting low back pain, leg pain and neck pain are among the conditions."""
    assert {"chronic-low-back-pain", "sciatica", "neck-pain"} <= set(back_pain.conditions.ids)


def test_unidentified_sources_are_not_cited(back_pain: Guide) -> None:
    """The list of sources contains no source that could not be identified."""
    assert not set(UNIDENTIFIED) & set(back_pain.references.ids)
    assert not {doi.casefold() for doi in THEIR_DOIS} & {(one.DOI or "").casefold() for one in back_pain.references}
    assert not [one.id for one in back_pain.references if "unknown" in one.title.casefold()]


@pytest.mark.parametrize("number", ["20.32", "24.50", "16.14", "9.22", "13.82", "4.61"])
def test_no_unchecked_decimal_is_printed(back_pain_texts: dict[str, str], number: str) -> None:
    """Unchecked decimals are not printed."""
    assert [path for path, text in back_pain_texts.items() if number in text] == []


def test_negative_guidelines_are_included(back_pain: Guide) -> None:
    """The guide lists recommendations for and against, and lapsed ones."""
    positions = {one.position for one in back_pain.evidence.recommendations}

    assert {"not recommended"} < positions
    assert {one.status for one in back_pain.evidence.recommendations} > {"current"}
