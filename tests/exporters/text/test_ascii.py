# ruff: noqa: RUF001 - characters that look alike are what is tested
"""Conversion to ASCII keeps the meaning of a text."""

from __future__ import annotations

import json
import unicodedata
from importlib.resources import files

import pytest

from acucontent.rendering.exporter import ExportFailed
from acucontent_text.plain_ascii import convert_to_ascii

SPELLINGS = {
    "it’s “so” – or… not — yes": 'it\'s "so" - or... not -- yes',
    "≥ 5 and ≤ 9": ">= 5 and <= 9",
    "2 × 3 ≠ 7": "2 x 3 not equal to 7",
    "2½ hours": "2 1/2 hours",
    "10⁻³ m²": "10^-3 m^2",
    "CO₂": "CO2",
    "38 °C, 38°C, 100°F, 38 ℃": "38 degrees C, 38 degrees C, 100 degrees F, 38 degrees C",
    "a bend of 90°": "a bend of 90 degrees",
    "5 µg, 5 μg, 2 µm": "5 mcg, 5 mcg, 2 um",
    "β-blocker, TNF-α, Δ": "beta-blocker, TNF-alpha, Delta",
    "£20 or €5": "GBP 20 or EUR 5",
    "ä, é, ß, Ł": "a, e, ss, L",
    "Wěizhōng": "Weizhong",
    "委中": "WeiZhong",
    "腎俞": "ShenShu",
    "위중 いちゅう": "WiJung ichiyuu",
    "☐ done → next": "[\u00a0] done -> next",
    "¿Qué?": "Que?",
    "AcuTest™ ®": "AcuTest(TM) (R)",
    "see https://example.org/ä?q=中#ö": "see https://example.org/%C3%A4?q=%E4%B8%AD#%C3%B6",
    "(https://münchen.example/)": "(https://xn--mnchen-3ya.example/)",
    "plain": "plain",
}


@pytest.mark.parametrize(("text", "written"), SPELLINGS.items(), ids=SPELLINGS.values())
def test_meaning_is_kept(text: str, written: str) -> None:
    """A character is written by its meaning in its context."""
    assert convert_to_ascii(text) == written


@pytest.mark.parametrize(
    ("text", "named"),
    {
        "the sign ∮ of this": "'∮' (U+222E, CONTOUR INTEGRAL)",
        "the sign ㈇ in a ring": "'㈇' (U+3207,",
        "a lost � character": "(U+FFFD, REPLACEMENT CHARACTER)",
        "write to jürgen@example.org": "'ü'",
    }.items(),
)
def test_character_without_equivalent_is_refused(text: str, named: str) -> None:
    """The message gives the character, the text around it, and a way to fix it."""
    with pytest.raises(ExportFailed) as refused:
        convert_to_ascii(text)

    assert named in str(refused.value)
    assert text.split()[-1] in str(refused.value)
    assert "To fix it, reword the text in the guide" in str(refused.value)


def test_names_of_points_have_their_usual_reading() -> None:
    """Chinese characters have several readings; the names of WHO points are spelled with the official one."""
    points = json.loads((files("acucontent.model") / "who_points.json").read_text(encoding="utf-8"))["points"]
    names = [(point[field], point["pinyin"]) for point in points.values() for field in ("zh_hans", "zh_hant")]

    assert len(names) > 361
    assert [
        (han, convert_to_ascii(han))
        for han, read in names
        if convert_to_ascii(han).casefold() != _normalize_pinyin(read)
    ] == []


def _normalize_pinyin(pinyin: str) -> str:
    letters = unicodedata.normalize("NFD", pinyin.casefold())
    return "".join(letter for letter in letters if letter.isalpha() and letter.isascii())
