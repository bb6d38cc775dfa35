"""`acucontent list` shows what is installed and the problems of plugins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from acucontent import GuideSource, PluginProblem, Registry, discover
from acucontent.cli import listing
from tests.cli.conftest import Run


def test_everything_installed_is_shown(run: Run) -> None:
    """The list has guides with handouts, formats, and plugins with their contents."""
    done = run("list")

    words = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert "back-pain Acupuncture for back pain" in words
    assert any(line.startswith("first-visit ") for line in words)
    for name in discover():
        assert any(line.startswith(f"{name} ") for line in words)
    assert any(
        line.startswith("guides acucontent ") and line.endswith(" guide back-pain, guide migraine") for line in words
    )
    assert "Problems" not in words


def test_formats_without_a_proof_are_shown(run: Run) -> None:
    """Each format is shown with whether its files are read back to prove that the warnings are in them."""
    text = discover().get_exporter("text")
    plugin = replace(text, name="card", suffix=".card", read_back=None, added_texts=None)

    lines = run("list", registry=Registry({"text": text, "card": plugin})).stdout.splitlines()

    assert [line.partition("is ")[2] for line in lines if line.startswith(("  text", "  card"))] == [
        "read back",
        "not read back: check does not prove its warnings",
    ]


def test_problems_are_shown_with_reason_and_fix(run: Run) -> None:
    """A broken plugin is listed as a problem."""
    problem = PluginProblem("docx", "stranger", "ImportError: no docx", "pip install stranger")

    done = run("list", registry=Registry(problems=(problem,)))

    assert done.exit_code == 0
    assert "  'docx' of stranger: ImportError: no docx. pip install stranger\n" in done.stdout


def test_a_guide_with_problems_is_shown(run: Run, tmp_path: Path) -> None:
    """An unreadable guide does not prevent the others from being listed."""
    file = tmp_path / "bad.yaml"
    file.write_text("id: bad\n", encoding="utf-8")
    guides = {"bad": GuideSource("bad", file), "gone": GuideSource("gone", tmp_path / "gone.yaml")}

    done = run("list", registry=Registry(guides=guides))

    assert done.exit_code == 0
    assert "run: acucontent check bad" in done.stdout
    assert "gone" in done.stdout


def test_a_listing_is_kept_until_a_program_changes(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The second listing comes from the cache, unless a file of a plugin changed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked: list[Registry | None] = []
    listed = listing.format_listing

    def counted(registry: Registry | None) -> str:
        asked.append(registry)
        return listed(registry)

    monkeypatch.setattr(listing, "format_listing", counted)

    first, second = run("list"), run("list")
    monkeypatch.setattr("acucontent.cli.list.compute_environment_digest", lambda *packages: "changed")
    third = run("list")

    assert first.stdout == second.stdout == third.stdout
    assert "back-pain" in first.stdout
    assert len(asked) == 2
