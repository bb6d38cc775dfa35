"""The search of a site works in a browser without a server and without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from acucontent import Guide, Registry, load
from acucontent.site.build import Site, build_site
from tests.npm import run_node
from tests.site.links import list_broken_links
from tests.vnu import find_errors

pytestmark = pytest.mark.timeout(1000)

Seen = dict[str, Any]
"""What a reader gets: of a search, of a bookmark of a search, and without scripts."""


def search(folder: Path, words: str, *region: str) -> Seen:
    """Search the index of a site with the keyboard."""
    seen: Seen = json.loads(run_node("site", "site.mjs", folder / "index.html", words, *region))
    return seen


@pytest.fixture(scope="module")
def seen(folder: Path) -> Seen:
    """Return what a search for a word finds."""
    return search(folder, "pacemakers")


def test_words_are_found_by_keyboard_alone(seen: Seen) -> None:
    """Tab leads to the field; Enter to the results, and Tab and Enter to the section that has the word."""
    found, target = seen["search"], seen["search"]["target"]

    assert found["presses"] == 1
    assert found["entered"]["focus"] == "results_title"
    assert found["entered"]["results"][0]["address"] == "us/hiccups.html#safety.avoid"
    assert target["address"] == "us/hiccups.html#safety.avoid"
    assert "You have a pacemaker" in target["found"]
    assert target["back"] == "../index.html"


def test_results_are_announced_and_marked(seen: Seen) -> None:
    """The number of sections is in a live region, and the words are marked, also with another ending."""
    found = seen["search"]["typed"]

    assert found["role"] == "status"
    assert f"{len(found['results'])} sections about “pacemakers”, the best first." == found["status"]
    assert {*found["marked"]} == {"pacemaker"}


def test_nothing_is_fetched(seen: Seen) -> None:
    """Every request is for a file of the site, and the console has no error."""
    assert {each.partition(":")[0] for each in seen["search"]["requests"]} <= {"file", "data"}
    assert any(each.endswith("us/search-index.js") for each in seen["search"]["requests"])
    assert seen["search"]["problems"] == []


def test_a_search_can_be_a_link(seen: Seen) -> None:
    """`index.html?q=…` shows the same results."""
    assert seen["bookmark"]["results"] == seen["search"]["typed"]["results"]


def test_without_scripts_there_is_a_note(seen: Seen) -> None:
    """The form is hidden, a note says what to do, and the guides are listed."""
    text = seen["withoutScripts"]["text"]

    assert not seen["withoutScripts"]["form"]
    assert "The search needs JavaScript, which is off." in text
    assert "Humming for yawns" in text


def test_the_results_are_accessible(seen: Seen) -> None:
    """Axe finds no violation in the list of results, in light and dark mode."""
    assert seen["search"]["violations"] == []


def test_other_words_and_regions(folder: Path) -> None:
    """A region has its own results; what is not found is said; a missing index is named."""
    british = search(folder, "pacem", "gb")["search"]["entered"]
    nothing = search(folder, "xylophone")["search"]["entered"]
    some = search(folder, "pacemaker xylophone")["search"]["entered"]

    assert british["results"][0]["address"].startswith("gb/")
    assert nothing["status"] == "Nothing found about “xylophone”. Try another word, or choose a guide below."
    assert nothing["results"] == []
    assert some["status"].startswith("No section has all of these words. ")
    assert some["results"]


def test_the_index_is_valid(folder: Path, tmp_path: Path) -> None:
    """The Nu Html Checker has no error and no warning for the index and a page of the site."""
    names = ("index.html", "us/hiccups-visit.html")

    pages = {name.replace("/", "-"): (folder / name).read_text(encoding="utf-8") for name in names}
    assert find_errors(pages, tmp_path) == []


def test_the_index_is_accessible_on_every_screen(site: Site, tmp_path: Path) -> None:
    """Axe finds no violation at four widths in light and dark mode, and nothing scrolls sideways."""
    for path in (site.index, site.index.parent / "us" / "hiccups.html"):
        (tmp_path / path.name).write_bytes(path.read_bytes())

    seen = json.loads(run_node("axe", "axe.mjs", tmp_path))

    assert len(seen) == 16
    assert [each for each in seen if each["violations"] or each["wider"]] == []


@pytest.mark.slow
def test_the_site_of_the_shipped_guides(registry: Registry, tmp_path: Path) -> None:
    """All its links work, and a search for "pacemaker" finds the safety section of the guide for patients first."""
    guides: list[Guide] = [load(name) for name in ("back-pain", "migraine")]

    build_site(guides, registry, tmp_path / "site", formats=["text", "json"], regions=["US", "GB"])

    assert list_broken_links(tmp_path / "site") == []
    found = search(tmp_path / "site", "pacemaker", "gb")["search"]
    assert found["entered"]["results"][0]["address"] == "gb/back-pain.html#safety.avoid"
    assert "pacemaker" in found["target"]["found"]
    assert found["violations"] == []
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert find_errors({"index": index}, tmp_path) == []
