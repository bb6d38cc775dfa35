"""The documentation page of the checks is current, and all of its links are valid."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from acucontent import Check
from tests.quality.goldens import CHECKS
from tests.quality.page import make_page

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_is_current(golden: Callable[[Path, str], None]) -> None:
    """The page has the current texts of the checks; --save-golden updates it."""
    golden(PAGE, make_page())


def test_each_code_has_its_heading() -> None:
    """Each code has a heading, and every link on the page has a heading as its target."""
    headings = re.findall(r"^#+ (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert [heading for heading in headings if heading in CHECKS] == list(CHECKS)
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE.read_text(encoding="utf-8"))) <= anchors


def test_the_example_of_a_plugin_runs() -> None:
    """The Python example on the page defines a valid check."""
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    namespace: dict[str, object] = {}

    exec(compile(code, "checks.md", "exec"), namespace)

    (check,) = namespace["acucontent_checks"]()  # type: ignore[operator]
    assert isinstance(check, Check)
    assert check.code == "OWN101"
