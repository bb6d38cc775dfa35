"""The PDFs that several tests inspect."""

from __future__ import annotations

import pytest

from acucontent.model.guide import Guide
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_guide


@pytest.fixture(scope="session")
def complete(back_pain: Guide) -> Pdf:
    """Return the complete shipped guide."""
    return Pdf.from_guide(back_pain)


@pytest.fixture(scope="session")
def reference(back_pain: Guide) -> Pdf:
    """Return the reference volume of the shipped guide."""
    return Pdf.from_guide(back_pain, "reference")


@pytest.fixture(scope="session")
def decision_aid(back_pain: Guide) -> Pdf:
    """Return the decision aid of the shipped guide, with fields."""
    return Pdf.from_guide(back_pain, "evidence", fillable=True)


@pytest.fixture(scope="session")
def first_visit(back_pain: Guide) -> Pdf:
    """Return a sheet of the shipped guide."""
    return Pdf.from_guide(back_pain, "first-visit")


@pytest.fixture(scope="session")
def minimal() -> Pdf:
    """Return a tiny guide with every part."""
    return Pdf.from_guide(make_guide())


@pytest.fixture(params=["complete", "reference", "decision_aid", "first_visit", "minimal"])
def pdf(request: pytest.FixtureRequest) -> Pdf:
    """Return each of these PDFs."""
    result = request.getfixturevalue(request.param)
    assert isinstance(result, Pdf)
    return result
