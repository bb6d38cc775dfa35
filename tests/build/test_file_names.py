"""Files are named after the guide, the handout and, for a translation, the language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from acucontent import Edition
from acucontent.file_names import make_file_name
from tests.factories import make_guide, make_handout

GUIDE = make_guide(handouts=[make_handout(), make_handout(id="sheet")])

NAMES = {
    "the guide's own language": ("complete", "en-US", ".pdf", "hiccups.pdf"),
    "a translation": ("complete", "es", ".epub", "hiccups.es.epub"),
    "a sheet": ("sheet", "es", ".pdf", "hiccups-sheet.es.pdf"),
    "easy English": ("sheet", "en-simple", ".pdf", "hiccups-sheet.en-simple.pdf"),
    "a companion": ("complete", "es", ".onix.xml", "hiccups.es.onix.xml"),
}


@pytest.mark.parametrize(("handout", "language", "suffix", "name"), NAMES.values(), ids=NAMES)
def test_a_translation_has_its_language_in_its_name(handout: str, language: str, suffix: str, name: str) -> None:
    """The language is just before the suffix; the guide's own language is not named."""
    edition = replace(Edition.of(GUIDE, handout), language=language)

    assert make_file_name(edition, suffix) == name
