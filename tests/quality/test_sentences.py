"""Sentences are found in every script, after UAX #29 and lists of abbreviations."""

from __future__ import annotations

import pytest

from acucontent.quality.passages import find_passages
from acucontent.quality.sentences import split_sentences
from tests.factories import make_guide

SPLIT = {
    "en": "Stop. | Dr. Smith says: | “Go.” | 17 did, e.g. No. 5.",
    "es": "¿Duele? | ¡Pare! | El Sr. Gómez fue a EE. UU. ayer.",
    "de": "Über uns. | Fragen Sie z. B. Ärzte.",
    "fr": "Élan. | « Non. » | Voir Mme Roux.",
    "zh": "他说。|好的。|針灸安全。",
    "ar": "هل يؤلم؟ | نعم. | توقف الآن.",
    "hi": "यह सुरक्षित है। | डॉक्टर से पूछें।",
    "ru": "Это безопасно. | Спросите врача.",
}
"""Sentences of each script, with a bar between them."""


@pytest.mark.parametrize("marked", SPLIT.values(), ids=SPLIT)
def test_sentences_are_split_in_every_script(marked: str) -> None:
    """A sentence ends where its readers end it, with its quotation mark."""
    text = marked.replace("| ", "").replace("|", "")

    assert list(split_sentences(text)) == [each.strip() for each in marked.split("|")]


@pytest.mark.parametrize("text", ["one line\nand the next", "Why? asked the choir.", "It hurts … a little.", "25."])
def test_not_every_mark_ends_a_sentence(text: str) -> None:
    """A line break alone, a lower-case word and a number alone are no new sentence."""
    assert len(split_sentences(text)) <= 1


def test_a_passage_without_latin_letters_has_sentences() -> None:
    """No script is skipped silently."""
    guide = make_guide(summary="停药。针灸安全。")

    (passage,) = [one for one in find_passages(guide) if one.path == "summary"]
    assert list(passage.sentences) == ["停药。", "针灸安全。"]
