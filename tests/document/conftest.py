"""The shipped guide as documents."""

from __future__ import annotations

import pytest

from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.model.guide import Guide


@pytest.fixture(scope="session")
def documents(back_pain: Guide) -> tuple[Document, ...]:
    """Return the documents of each handout of the shipped guide for each of its regions."""
    composed = tuple(
        Edition.of(back_pain, handout, region).document
        for handout in back_pain.handouts.ids
        for region in back_pain.regions.ids
    )
    assert {"complete", "first-visit"} <= {document.about.handout for document in composed}
    return composed


@pytest.fixture(scope="session")
def complete(back_pain: Guide) -> Document:
    """Return the document of both volumes of the shipped guide."""
    return Edition.of(back_pain, "complete").book


@pytest.fixture(scope="session")
def reference(back_pain: Guide) -> Document:
    """Return the document of the reference volume of the shipped guide."""
    return Edition.of(back_pain, "reference").document
