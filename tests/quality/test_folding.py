"""Words that are written to look different are judged as readers understand them."""

from __future__ import annotations

import pytest

from acucontent.quality.folding import fold_sentence
from acucontent.quality.overlay import UnsafeOverlay, check_overlay
from tests.quality.test_overlay import make_overlay

WRITTEN = {
    "S T O P your b l o o d thinner.": "stop your blood thinner.",
    "S.t.o.p your bl\u00adood thin\u200bner.": "stop your blood thinner.",
    "\uff33\uff54\uff4f\uff50 your bl00d thinner.": "stop your blood thinner.",
    "Stóp... your blood thinner.": "stop your blood thinner.",
    "You dont need it, you don\u02bct.": "you don't need it, you don't.",
    "Do not call 9-1-1 or nine nine nine.": "do not call 911 or 999.",
    "L.I.4 and 2.5 mg, e.g. B12.": "l.i.4 and 2.5 mg, e.g. b12.",
}


@pytest.mark.parametrize("sentence", WRITTEN)
def test_a_sentence_is_folded_to_plain_letters(sentence: str) -> None:
    """Spaced, invisible, wide and accented letters, digits for letters and apostrophes do not hide a word."""
    assert fold_sentence(sentence) == WRITTEN[sentence]


@pytest.mark.parametrize(
    "note", ["Stop your\n\nblood thinner.", "- Stop your\n- blood thinner", "- Stop\n- your\n- tablets"]
)
def test_a_sentence_over_paragraphs_and_items_is_judged(note: str) -> None:
    """Readers join the parts of a sentence, and so do the checks."""
    with pytest.raises(UnsafeOverlay, match="S110"):
        check_overlay(make_overlay(note), "en")
