# ruff: noqa: RUF001 - characters that look alike are what is tested
"""ASCII that says the same."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from acucontent.rendering.exporter import ExportFailed
from acucontent_text.plain_ascii import to_ascii

SAID = {
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


@pytest.mark.parametrize(("text", "written"), SAID.items(), ids=SAID.values())
def test_it_says_the_same(text: str, written: str) -> None:
    """A character is written by what it means where it stands."""
    assert to_ascii(text) == written


@pytest.mark.parametrize(
    ("text", "named"),
    {
        "the sign ∮ of this": "'∮' (U+222E, CONTOUR INTEGRAL)",
        "the sign ㈇ in a ring": "'㈇' (U+3207,",
        "a lost � character": "(U+FFFD, REPLACEMENT CHARACTER)",
        "write to jürgen@example.org": "'ü'",
    }.items(),
)
def test_what_cannot_be_said_is_refused(text: str, named: str) -> None:
    """The message names the character and its place, and says how to mend it."""
    with pytest.raises(ExportFailed) as refused:
        to_ascii(text)

    assert named in str(refused.value)
    assert text.split()[-1] in str(refused.value)
    assert "Reword it in the guide, or build without the option 'ascii'." in str(refused.value)


def test_the_names_of_all_points_are_read_right() -> None:
    """Chinese characters have several readings; those of the points of the WHO are the ones that points have."""
    points = json.loads((files("acucontent.model") / "who_points.json").read_text(encoding="utf-8"))["points"]
    names = [(han, point["pinyin"]) for point in points.values() for han in point.get("han", ())]

    assert len(names) > 361
    assert [(han, to_ascii(han)) for han, read in names if to_ascii(han).casefold() not in map(_plain, read)] == []


def _plain(pinyin: str) -> str:
    return pinyin.casefold().replace("'", "").replace("ü", "u")
