"""A sentence that no word list can read is reported, and names and terms are not."""

from __future__ import annotations

import pytest

from acucontent.quality.lookalikes import find_disguised_words
from acucontent.quality.other_languages import find_other_language

FOREIGN = (
    *("Deje de tomar sus anticoagulantes.", "No llame al 911.", "Suspenda warfarina.", "Arrêtez l'aspirine."),
    *("Nehmen Sie Ihre Tabletten nicht ein.", "Smettete di prendere i farmaci.", "Pare de tomar os remédios."),
    *(
        "Przestań brać leki przed wizytą.",
        "Ngừng uống thuốc trước khi châm cứu.",
        "Acha kutumia dawa zako kabla ya matibabu.",
    ),
    *(
        "Before each visit, deje de tomar sus anticoagulantes.",
        "DEJE DE TOMAR SUS ANTICOAGULANTES",
        "停药。",
        "\u041d\u0435 \u043f\u0435\u0439\u0442\u0435 лекарства.",
    ),
)
ENGLISH = (
    *("Weizhong (委中) means “bend middle”.", "The point Zusanli (zu san li) is on the leg.", "De novo headache"),
    *("Musculus gluteus maximus and nervus ischiadicus", "The cauda equina is a bundle of nerves.", "Qi stagnation"),
    *("Amitriptyline, candesartan, topiramate or flunarizine.", "Dr. García de la Torre works here.", "Ring the bell."),
    *("Erenumab, fremanezumab, galcanezumab, eptinezumab", "Bundesministerium für Gesundheit", "No perfume, please."),
)
NAMES = (
    *(
        "Calle de la Rosa 5",
        "12, rue de la Paix",
        "Straße des 17. Juni 5",
        "針灸診所",
        "Dr. Nguyễn Văn An",
        "Casa del Sol",
    ),
    *("Avenida da Liberdade 10", "Mo bis Fr 8–12 Uhr, nach Vereinbarung", "Lunes a viernes 9-17", "El Camino Real"),
)


@pytest.mark.parametrize("sentence", FOREIGN)
def test_a_sentence_in_another_language_is_found(sentence: str) -> None:
    """Each script and language is found, also inside an English sentence and in capitals."""
    assert find_other_language(sentence, "en")


@pytest.mark.parametrize("sentence", ENGLISH)
def test_names_and_terms_are_no_other_language(sentence: str) -> None:
    """Names, Latin terms, points and medicines are words of an English text."""
    assert find_other_language(sentence, "en") is None


@pytest.mark.parametrize("line", NAMES)
def test_a_name_or_address_can_be_in_any_language(line: str) -> None:
    """A clinic keeps its name and its street."""
    assert find_other_language(line, "en", is_name=True) is None


@pytest.mark.parametrize("line", ["No llame al 911", "Nehmen Sie keine Tabletten", "停药。不要叫救护车。"])
def test_a_sentence_in_an_address_is_found(line: str) -> None:
    """A line for a name cannot carry a sentence past the checks."""
    assert find_other_language(line, "en", is_name=True)


def test_words_of_two_alphabets_are_found() -> None:
    """A letter that only looks right is found; units, terms and names in other scripts are not."""
    assert list(find_disguised_words("St\u043ep your bl\u03bfod \u0441\u043e\u0440 ꜱᴛᴏᴘ")) == [
        *("St\u043ep", "bl\u03bfod", "\u0441\u043e\u0440", "ꜱᴛᴏᴘ")
    ]
    assert list(find_disguised_words("5 μg of a β-blocker, Клиника Анны, 委中Weizhong")) == []
