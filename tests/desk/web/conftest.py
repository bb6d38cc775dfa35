"""A client of the desk's pages, as the browser of the same machine, and a desk with an empty store."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from acucontent.desk.clinics import Clinics
from acucontent.desk.desk import Desk
from acucontent.desk.guides import GuideShelf
from acucontent.desk.sheets import SheetMaker
from acucontent.desk.storage.store import Store
from acucontent.desk.web import main_page
from acucontent.desk.web.app import make_app
from acucontent.desk.web.security import Guard
from acucontent.rendering.service import RenderService
from tests.desk.conftest import CLINIC, TODAY

HOST, PORT = "127.0.0.1", 8765
ADDRESS = f"http://{HOST}:{PORT}"
OWN = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
"""The headers that a browser adds to the forms of the desk."""
NOW = datetime.datetime.combine(TODAY, datetime.time(9, 30), datetime.UTC)


def make_desk(
    shelf: GuideShelf, service: RenderService, store: Store, clinics: Clinics, today: datetime.date = TODAY
) -> Desk:
    """Return a desk on a day."""
    sheets = SheetMaker(shelf, service, clinics, lambda: today)
    return Desk(shelf.registry, service, shelf, sheets, store, clinics, lambda: today, lambda: NOW)


@pytest.fixture(autouse=True)
def long_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for guides that are being read, however busy the machine is."""
    monkeypatch.setattr(main_page, "WAIT", 100)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty store in a folder of the test."""
    with Store.open(tmp_path / "store") as store:
        yield store


@pytest.fixture
def clinic_files(tmp_path: Path) -> Clinics:
    """Return a folder with the overlay `example.yaml`, and one with problems."""
    folder = tmp_path / "clinics"
    folder.mkdir()
    (folder / "example.yaml").write_text(CLINIC, encoding="utf-8")
    (folder / "broken.yaml").write_text("nme: Example\n", encoding="utf-8")
    return Clinics(folder)


@pytest.fixture
def desk(shelf: GuideShelf, service: RenderService, store: Store, clinic_files: Clinics) -> Desk:
    """Return a desk with the installed guides, which were read."""
    for key in shelf.ids:
        shelf.get(key)
    return make_desk(shelf, service, store, clinic_files)


@pytest.fixture
def app(desk: Desk) -> ASGIApp:
    """Return the pages of the desk."""
    return make_app(desk, Guard(HOST, PORT))


@pytest.fixture
def client(app: ASGIApp) -> Iterator[TestClient]:
    """Return a client that sends what a browser sends from the desk's own pages."""
    with TestClient(app, base_url=ADDRESS, headers=OWN, follow_redirects=False) as client:
        yield client


def make_client(desk: Desk) -> TestClient:
    """Return a client of a desk that a test made itself."""
    return TestClient(make_app(desk, Guard(HOST, PORT)), base_url=ADDRESS, headers=OWN, follow_redirects=False)
