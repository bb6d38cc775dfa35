"""Fixtures with web pages."""

from __future__ import annotations

import pytest

from acucontent import Guide, export
from tests.exporters.html.page import WebPage


@pytest.fixture(scope="session")
def complete(back_pain: Guide) -> WebPage:
    """Return the page of the guide for patients."""
    return WebPage(export(back_pain, "html"))


@pytest.fixture(scope="session")
def sheet(back_pain: Guide) -> WebPage:
    """Return the page of a sheet."""
    return WebPage(export(back_pain, "html", handout="first-visit"))
