"""`acucontent diff` compares two guides, or a PDF, EPUB or web page with a guide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from acucontent import GuideSource, Registry, export
from tests.cli.conftest import Run
from tests.diff.examples import NOTHING, edit_guide
from tests.factories import make_guide
from tests.verify.artifacts import KINDS, change_file, export_embedded_files

EDITS = {"risks.precautions.0.action": "tell", "questions.0.answer": "Not very noisy."}


@pytest.fixture
def installed(tmp_path: Path) -> Registry:
    """Install the tiny guide, with `new.json` next to it."""
    (tmp_path / "hiccups.json").write_bytes(export(make_guide(), "json"))
    (tmp_path / "new.json").write_bytes(export(edit_guide(make_guide(), EDITS), "json"))
    return Registry(guides={"hiccups": GuideSource("hiccups", tmp_path / "hiccups.json")})


def test_changes_are_listed_with_their_path(run: Run, installed: Registry) -> None:
    """The output has the versions, a summary, and each change under its heading."""
    done = run("diff", "hiccups", "new.json", registry=installed)

    old, new = make_guide().content_hash, edit_guide(make_guide(), EDITS).content_hash
    assert done.exit_code == 1, done.stderr
    assert done.stdout.splitlines() == [
        f"Old: Humming for hiccups, edition 1.0.0 of 2030-01-01, content {old}",
        f"New: Humming for hiccups, edition 1.0.0 of 2030-01-01, content {new}",
        "",
        "2 changes. 1 changed warning: read it.",
        "",
        "Changed, removed and added warnings: read each one (1)",
        "  !! Precaution “Your mouth is full”: the action changed from “avoid” to “tell”. This is a weaker",
        "     warning.",
        "     risks.precautions.full-mouth.action",
        "       Old: avoid",
        "       New: tell",
        "",
        "Reworded text (1)",
        "   ~ Question “How loud?”: the answer was reworded.",
        "     questions.loud.answer",
        "       Not very [-loud.-] {+noisy.+}",
    ]


def test_equal_guides_exit_with_zero(run: Run, installed: Registry) -> None:
    """The exit status is 0 if nothing changed, as with `diff`."""
    done = run("diff", "hiccups", "hiccups", registry=installed)

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing changed.")


def test_changes_as_json(run: Run, installed: Registry) -> None:
    """The JSON contains the same changes as the text."""
    document = json.loads(run("diff", "hiccups", "new.json", "--format", "json", registry=installed).stdout)

    assert document["same"] is False
    assert document["old"]["content_hash"] == make_guide().content_hash
    assert [(change["part"], change["mark"], change["before"], change["after"]) for change in document["changes"]] == [
        ("safety", "weaker warning", "avoid", "tell"),
        ("wording", None, "Not very loud.", "Not very noisy."),
    ]
    assert [(change["changed_warning"], change["warning"]) for change in document["changes"]] == [
        (True, "changed"),
        (False, None),
    ]
    assert document["counts"] == {"changes": 2, "changed_warnings": 1, "removed_warnings": 0, "added_warnings": 0}


REWORDED = {
    "risks.red_flags.0.action": "Mention it at your next visit.",
    "risks.precautions.0.advice": "Humming is usually fine.",
    "sessions.progress.stop.0": NOTHING,
    "risks.red_flags.2": {
        "id": "fainting",
        "sign": "You faint",
        "short": "You faint",
        "situations": ["after a visit"],
        "urgency": "urgent",
        "action": "Lie down.",
    },
}


def test_the_headline_counts_warnings_and_never_reassures(run: Run, installed: Registry) -> None:
    """Changed, removed and added warnings are counted, with both texts; no text says that something is not there."""
    Path("new.json").write_bytes(export(edit_guide(make_guide(), REWORDED), "json"))

    output = run("diff", "hiccups", "new.json", registry=installed).stdout

    headline = "4 changes. 2 changed warnings: read them. 1 removed warning: read it. 1 added warning: read it."
    assert headline in output.splitlines()
    assert "New: Mention it at your next visit." in output
    assert f"Old: {make_guide().risks.precautions[0].advice.source}" in output
    assert not [words for words in ("no weaker", "no stronger", "harmless", "only", "same facts") if words in output]


def test_without_changed_warnings_the_headline_names_none(run: Run, installed: Registry) -> None:
    """A count of zero is left out, because it would say that nothing needs to be read."""
    Path("new.json").write_bytes(export(edit_guide(make_guide(), {"costs.prices.0.low": 4}), "json"))

    output = run("diff", "hiccups", "new.json", registry=installed).stdout

    assert "1 change." in output.splitlines()
    assert "arning" not in output


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_compared_with_the_guide(kind: str, run: Run, installed: Registry) -> None:
    """A PDF or EPUB contains the guide that it was made from."""
    Path(f"old.{kind}").write_bytes(KINDS[kind](export_embedded_files(make_guide())))

    assert run("diff", f"old.{kind}", "hiccups", registry=installed).exit_code == 0
    assert "1 changed warning: read it" in run("diff", f"old.{kind}", "new.json", registry=installed).stdout


def test_a_changed_file_is_rejected(run: Run, installed: Registry) -> None:
    """A file whose embedded guide does not match its hash is an error."""
    files = change_file(
        export_embedded_files(make_guide()), source=lambda source: source.replace(b"Swallow", b"Whistle")
    )
    Path("old.epub").write_bytes(KINDS["epub"](files))

    done = run("diff", "old.epub", "hiccups", registry=installed)

    assert done.exit_code == 2
    assert "old.epub: its guide.json was changed: its SHA-256 is not" in done.stderr


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent", "Error: Unknown guide 'absent': no such file or folder."),
        ("broken.yaml", "broken.yaml:1:1: is not a mapping"),
        ("other.epub", "other.epub: is not a valid EPUB"),
    ],
)
def test_an_unreadable_guide_exits_with_two(name: str, message: str, run: Run, installed: Registry) -> None:
    """The exit status of an error differs from that of a change."""
    Path("broken.yaml").write_text("- a\n", encoding="utf-8")
    Path("other.epub").write_bytes(b"PK\x03\x04 no book")

    done = run("diff", "hiccups", name, registry=installed)

    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
