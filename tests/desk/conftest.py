"""A service, the shelf of the installed guides, a maker of sheets, and browsers, shared by the tests of the desk."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from acucontent.clinic import Overlay
from acucontent.desk.guides import GuideShelf
from acucontent.desk.sheets import SheetMaker
from acucontent.reading.clinic import read_clinic
from acucontent.registry import Registry, discover
from acucontent.rendering.service import RenderService
from tests.needs import require_programs

TODAY = datetime.date(2026, 11, 29)

CLINIC = """
name: Example Clinic
address: [1 Example Street, Exampleton]
phone: 555 0100
color: "#1f5a7a"
notes:
  - handout: all
    text: Ring the bell.
"""


class ClinicFolder:
    """The overlays in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str, /) -> Overlay:
        """Return the overlay in a file."""
        return read_clinic(self.folder / name)


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Return the installed formats and guides."""
    return discover()


@pytest.fixture(scope="session")
def service(registry: Registry) -> Iterator[RenderService]:
    """Return a service without a cache on the disk."""
    with RenderService(None, exporters=[registry["pdf"]]) as service:
        yield service


@pytest.fixture(scope="session")
def shelf(registry: Registry, service: RenderService) -> GuideShelf:
    """Return the shelf of the installed guides."""
    return GuideShelf(registry, service)


@pytest.fixture(scope="session")
def clinics(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """Return a folder with the overlay `example.yaml`."""
    folder = tmp_path_factory.mktemp("clinics")
    (folder / "example.yaml").write_text(CLINIC, encoding="utf-8")
    return ClinicFolder(folder)


@pytest.fixture(scope="session")
def maker(shelf: GuideShelf, service: RenderService, clinics: ClinicFolder) -> SheetMaker:
    """Return a maker of sheets on a fixed day."""
    return SheetMaker(shelf, service, clinics, lambda: TODAY)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Return the library that controls browsers. While it is there, no test of the process can run an event loop."""
    require_programs("chromium")
    with sync_playwright() as playwright:
        yield playwright
