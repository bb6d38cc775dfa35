"""The page on checks is current, and each of its links leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from acucontent import Check
from tests.quality.goldens import CHECKS
from tests.quality.page import page

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_is_current(golden: Callable[[Path, str], None]) -> None:
    """The page says what the checks say; --save-golden brings it up to date."""
    golden(PAGE, page())


def test_each_code_has_its_heading() -> None:
    """A reader who looks for a code finds it, and every link on the page leads to a heading."""
    headings = re.findall(r"^#+ (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert [heading for heading in headings if heading in CHECKS] == list(CHECKS)
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE.read_text(encoding="utf-8"))) <= anchors


def test_the_example_of_a_plugin_runs() -> None:
    """The Python on the page gives a sound check."""
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    held: dict[str, object] = {}

    exec(compile(code, "checks.md", "exec"), held)

    (check,) = held["acucontent_checks"]()  # type: ignore[operator]
    assert isinstance(check, Check)
    assert check.code == "OWN101"
