"""The PDFs that the tests look into."""

from __future__ import annotations

import pytest

from acucontent.model.guide import Guide
from tests.exporters.pdf.tagged import Pdf
from tests.factories import make_guide


@pytest.fixture(scope="session")
def complete(back_pain: Guide) -> Pdf:
    """The whole shipped guide."""
    return Pdf.of(back_pain)


@pytest.fixture(scope="session")
def first_visit(back_pain: Guide) -> Pdf:
    """A sheet from it."""
    return Pdf.of(back_pain, "first-visit")


@pytest.fixture(scope="session")
def minimal() -> Pdf:
    """A tiny guide with every part."""
    return Pdf.of(make_guide())


@pytest.fixture(params=["complete", "first_visit", "minimal"])
def pdf(request: pytest.FixtureRequest) -> Pdf:
    """Each of them."""
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Pdf)
    return made
