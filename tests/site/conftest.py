"""A site of two tiny guides."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import Guide, Registry, discover
from acucontent.site.build import Site, build_site
from tests.factories import make_guide, make_handout, make_precaution, make_risks

REGIONS = [
    {"code": "US", "name": "United States", "emergency_number": "911"},
    {"code": "GB", "name": "United Kingdom", "emergency_number": "999"},
]
"""The regions of the guides."""


def make_guides() -> list[Guide]:
    """Return a guide with a sheet, in which a pacemaker is a precaution, and a guide of one handout."""
    pacemaker = make_precaution(id="pacemaker", situation="You have a pacemaker", short="You have a pacemaker")
    sheet = make_handout(
        id="visit", title="Your first tune", purpose="For your first visit.", include=["sessions.prepare"]
    )
    return [
        make_guide(regions=REGIONS, risks=make_risks(precautions=[pacemaker]), handouts=[make_handout(), sheet]),
        make_guide(id="yawns", title="Humming for yawns", regions=REGIONS, handouts=[make_handout(title="Yawns")]),
    ]


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Return the installed formats."""
    return discover()


@pytest.fixture(scope="session")
def guides() -> list[Guide]:
    """Return the tiny guides."""
    return make_guides()


@pytest.fixture(scope="session")
def site(guides: list[Guide], registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site of both guides, both regions and three formats."""
    folder = tmp_path_factory.mktemp("made") / "site"
    return build_site(guides, registry, folder, formats=["json", "pdf", "text"])


@pytest.fixture(scope="session")
def folder(site: Site) -> Path:
    """Return the folder of the site."""
    return site.index.parent
