"""`acucontent check`: every problem at its line, and an honest exit status."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import Run


def test_the_shipped_guide_has_no_problems(run: Run) -> None:
    """The guide that comes with the package holds together."""
    done = run("check")

    assert (done.exit_code, done.stdout, done.stderr) == (0, "back-pain: no problems\n", "")


def test_every_problem_is_told_at_its_line(run: Run) -> None:
    """A missing line, a misspelt key and a reversed range are three located problems of one run."""
    run("new", "neck-pain")
    sessions, risks = Path("neck-pain", "sessions.yaml"), Path("neck-pain", "risks.yaml")
    sessions.write_text(sessions.read_text().replace("weeks: { low: 1", "weeks: { low: 9"))
    risks.write_text(risks.read_text().replace("severity:", "severty:").replace("    urgency: emergency\n", ""))

    done = run("check", "neck-pain")

    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == "3 problems"
    heads = [line for line in done.stdout.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
    assert [Path(head.split(":")[0]).name for head in heads] == ["risks.yaml", "risks.yaml", "sessions.yaml"]
    assert "Did you mean 'severity'?" in done.stdout
    assert len([line for line in done.stdout.splitlines() if line.strip() == "^"]) == 3


def test_a_folder_that_is_no_guide_is_told(run: Run) -> None:
    """An empty folder is not a guide without problems."""
    Path("empty").mkdir()

    done = run("check", "empty")

    assert done.exit_code in {1, 2}
    assert "Traceback" not in done.output
