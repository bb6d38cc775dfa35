"""Verify the files of the tiny guide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acucontent import GuideSource, Registry, Verdict, discover, export, verify
from acucontent.rendering.cache.fingerprint import compute_fingerprint
from acucontent.rendering.render import RenderJob, prepare_template, render_artifact
from acucontent.verification import remaking
from tests.factories import make_form, make_guide, make_handout

Verify = Callable[..., Verdict]

SHEET = make_handout(
    id="sheet",
    title="The sheet",
    situation="after a visit",
    include=["forms.diary", "practitioners.questions", "checklists.pack"],
)
GUIDE = make_guide(handouts=[make_handout(), SHEET], forms=[make_form(row_count=4)]).edit(
    "practitioners.credentials.humming-register.region", "US"
)
"""A tiny guide with a booklet and a sheet of two sides to fill in."""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Install the tiny guide and every format."""
    file = tmp_path_factory.mktemp("guides") / "hiccups.json"
    file.write_bytes(export(GUIDE, "json"))
    return Registry(exporters=discover().exporters, guides={"hiccups": GuideSource("hiccups", file)})


@pytest.fixture(scope="session")
def remade() -> dict[object, Any]:
    """Return the files and sheets that this process rendered again, by their fingerprint."""
    return {}


@pytest.fixture(autouse=True)
def remake_once(remade: dict[object, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Render the edition of many changed files once again, not once for each: equal fingerprints mean equal bytes."""

    def remember(render: Callable[[RenderJob], Any]) -> Callable[[RenderJob], Any]:
        def render_once(job: RenderJob) -> Any:
            key = (render, compute_fingerprint(job.exporter, job.edition, job.options))
            if key[1] is None:
                return render(job)
            if key not in remade:
                remade[key] = render(job)
            return remade[key]

        return render_once

    for render in (render_artifact, prepare_template):
        monkeypatch.setattr(remaking, render.__name__, remember(render))


@pytest.fixture
def verify_bytes(tmp_path: Path, installed: Registry) -> Verify:
    """Return a function that verifies the bytes of a file."""

    def verify_bytes(data: bytes, registry: Registry = installed, **options: Any) -> Verdict:
        (tmp_path / "file").write_bytes(data)
        return verify(tmp_path / "file", registry=registry, **options)

    return verify_bytes


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """Return the sheet of the tiny guide."""
    return export(GUIDE, "pdf", handout="sheet")


@pytest.fixture(scope="session")
def form() -> bytes:
    """Return the sheet with form fields."""
    return export(GUIDE, "pdf", handout="sheet", fillable=True)


@pytest.fixture(scope="session")
def epub() -> bytes:
    """Return an EPUB of the tiny guide."""
    return export(GUIDE, "epub")


@pytest.fixture(scope="session")
def html() -> bytes:
    """Return a web page of the tiny guide."""
    return export(GUIDE, "html")
