"""A build shows the selected options in decision aids, and replaces no file of another selection."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import BadDecisionOptions, Exporter, Options, Registry, WouldOverwrite, build, export
from acucontent.edition import Edition
from acucontent.rendering.exporter import Artifact
from tests.factories import make_guide, make_handout

GUIDE = make_guide(handouts=[make_handout(), make_handout(id="aid", kind="decision aid", include=["decision"])])
SELECTED = ("wait", "hum")


def _show(edition: Edition, options: Options) -> Artifact:
    return Artifact(f"{edition.handout.id}: {', '.join(edition.decision_options) or 'all'}".encode())


def make_registry() -> Registry:
    """Return a format that writes the options of each handout."""
    exporter = Exporter(
        name="words",
        title="words",
        suffix=".words",
        media_type="text/plain",
        options=Options,
        export=_show,
        scope="every handout",
    )
    return Registry(exporters={"words": exporter})


def test_only_decision_aids_are_changed(tmp_path: Path) -> None:
    """The guide for patients, which describes all options, keeps them."""
    build(GUIDE, make_registry(), out=tmp_path, decision_options=SELECTED)

    assert (tmp_path / "hiccups.words").read_text(encoding="utf-8") == "complete: all"
    assert (tmp_path / "hiccups-aid.words").read_text(encoding="utf-8") == "aid: hum, wait"


def test_options_without_a_decision_aid_are_an_error(tmp_path: Path) -> None:
    """The error names the handout that has the options, and nothing is written."""
    with pytest.raises(BadDecisionOptions, match=r"'complete' always shows all decision options.*for: aid"):
        build(GUIDE, make_registry(), handouts=["complete"], out=tmp_path, decision_options=SELECTED)

    assert not list(tmp_path.iterdir())


def test_another_selection_is_not_overwritten(tmp_path: Path) -> None:
    """The same selection in another order is the same edition; all options are another."""
    for selected in (SELECTED, SELECTED[::-1]):
        build(GUIDE, make_registry(), handouts=["aid"], out=tmp_path, decision_options=selected)

    with pytest.raises(WouldOverwrite, match=r"decision_options: hum, wait; this build: all"):
        build(GUIDE, make_registry(), handouts=["aid"], out=tmp_path)


def test_an_export_has_the_selection() -> None:
    """`export` takes the options of its one handout."""
    words = export(GUIDE, "words", handout="aid", decision_options=SELECTED, registry=make_registry())

    assert words == b"aid: hum, wait"
