"""Sheets have short forms, a situation and a message."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from acucontent.model.guide import Guide
from tests import factories as make


def make_sheet(*include: str, **changes: object) -> Guide:
    """Return a guide with a sheet that includes some parts."""
    sheet = make.make_handout(id="sheet", include=include)
    return make.make_guide(handouts=[make.make_handout(), sheet], **changes)


@pytest.mark.parametrize(
    ("short", "why"),
    [
        ("one " * 15, "has 15 words, but can have at most 14"),
        ("See [a doctor](term:doctor)", "has '\\['"),
        ("**Stop**", "has '\\*'"),
        ("See https://example.org", "has 'https:'"),
    ],
)
def test_a_short_form_is_a_few_plain_words(short: str, why: str) -> None:
    """A short form has at most 14 words, and no markup, citations and links."""
    with pytest.raises(ValidationError, match=why):
        make.make_red_flag(short=short)


def test_a_dash_is_no_word() -> None:
    """Signs between spaces do not count as words."""
    assert make.make_red_flag(short="a – " * 14).short


def test_a_situation_to_avoid_needs_a_short_form() -> None:
    """Sheets list each precaution with the action `avoid`."""
    assert make.make_precaution(action="tell", short=None)
    with pytest.raises(ValidationError, match="has no short, but sheets list"):
        make.make_precaution(short=None)


def test_each_record_of_a_sheet_needs_a_short_form() -> None:
    """The message names the record and the sheet."""
    risks = make.make_risks(effects=[make.make_effect(short=None)])

    assert make_sheet("summary", risks=risks)
    with pytest.raises(ValidationError, match=r"'risks\.effects\.hoarseness' has no short form, but the sheet 'sheet'"):
        make_sheet("risks.effects", risks=risks)


@pytest.mark.parametrize("field", ["situation", "message"])
def test_a_sheet_has_a_situation_and_a_message(field: str) -> None:
    """Handouts of other kinds need neither."""
    values = {"include": ["summary"], field: None}

    aid = make.make_handout(id="aid", kind="decision aid", **values)
    assert make.make_guide(handouts=[make.make_handout(), aid])
    with pytest.raises(ValidationError, match=f"the sheet 'sheet' has no {field}"):
        make.make_guide(handouts=[make.make_handout(), make.make_handout(id="sheet", **values)])


@pytest.mark.parametrize("situations", [[], ["after a visit", "before booking"], ["at the visit", "at the visit"]])
def test_situations_are_in_the_order_of_time(situations: list[str]) -> None:
    """A warning has at least one situation, and each once."""
    with pytest.raises(ValidationError, match="situations"):
        make.make_red_flag(situations=situations)
