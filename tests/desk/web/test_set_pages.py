"""Saved sets are listed, renamed and deleted on their page."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from acucontent.desk.desk import Desk
from tests.desk.web.desks import CHOICE


@pytest.fixture(autouse=True)
def _saved(desk: Desk) -> None:
    """Save two sets."""
    desk.store.sets.save("First visit", CHOICE)
    desk.store.sets.save("<b>Second</b>", CHOICE)


def test_sets_are_listed_with_their_sheets(client: TestClient, desk: Desk) -> None:
    """Each set has the titles of its sheets, and its name is never markup."""
    page = client.get("/sets").text

    title = desk.shelf.get("migraine").handouts["first-visit"].title
    assert page.count(title) == 2
    assert "&lt;b&gt;Second&lt;/b&gt;" in page
    assert 'href="/?set=First%20visit"' in page
    assert "United States · English<" in page


def test_a_set_is_renamed(client: TestClient, desk: Desk) -> None:
    """The page says what it did, at an address that does nothing when it is opened again."""
    done = client.post("/sets/rename", data={"name": "First visit", "new": "Start"})

    assert "The set has its new name." in client.get(done.headers["location"]).text
    assert sorted(desk.store.sets.list_sets()) == ["<b>Second</b>", "Start"]


@pytest.mark.parametrize(
    ("new", "message"),
    [("<B>second</B>", "already"), ("", "The name is missing"), ("x" * 61, "Use at most 60")],
)
def test_an_unusable_name_is_refused(client: TestClient, desk: Desk, new: str, message: str) -> None:
    """The message says why, and nothing is changed."""
    refused = client.post("/sets/rename", data={"name": "First visit", "new": new})

    assert refused.status_code == 422
    assert message in refused.text
    assert "First visit" in desk.store.sets.list_sets()


def test_a_set_is_deleted_after_a_question(client: TestClient, desk: Desk) -> None:
    """Deleting cannot be undone, so the page asks first."""
    asked = client.get("/sets/delete?name=First+visit")
    assert "Delete “First visit”?" in asked.text
    assert "First visit" in desk.store.sets.list_sets()

    for _ in range(2):  # the second click of a double click deletes nothing more, and is no error
        done = client.post("/sets/delete", data={"name": "First visit"})
        assert "The set was deleted." in client.get(done.headers["location"]).text
    assert list(desk.store.sets.list_sets()) == ["<b>Second</b>"]


def test_without_sets_the_page_says_how_to_save_one(client: TestClient, desk: Desk) -> None:
    """It also says that names of patients do not belong there."""
    for name in list(desk.store.sets.list_sets()):
        desk.store.sets.delete(name)

    assert "Names of patients do not belong here" in client.get("/sets").text
