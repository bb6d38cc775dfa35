"""Make the documentation page of the checks from the checks themselves and their golden examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from acucontent.cli.reports.json_report import FORMAT_VERSION
from acucontent.quality.check import Check
from tests.quality.goldens import CHECKS, GOLDEN, WITHOUT

FAMILIES = {
    "A": "Access",
    "C": "Contents",
    "E": "Evidence",
    "F": "Freshness",
    "P": "Understanding",
    "Q": "The run itself",
    "R": "Reading",
    "S": "Safety",
}
"""The name of each family, by its letter."""


def make_page() -> str:
    """Return the page as Markdown."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
    environment.filters["escape"] = _escape_markdown
    template = environment.from_string((Path(__file__).parent / "checks.md.jinja").read_text(encoding="utf-8"))
    examples = {code: _read_example(GOLDEN / code) for code in CHECKS if code not in WITHOUT}
    made = template.render(
        checks=CHECKS, families=list(_group_by_family()), examples=examples, without=WITHOUT, form=FORMAT_VERSION
    )
    words = (_collapse_blank_lines(piece) if index % 2 == 0 else piece for index, piece in enumerate(made.split("```")))
    return "```".join(words).rstrip("\n") + "\n"


def _collapse_blank_lines(text: str) -> str:
    """Return text without the extra blank lines that the template leaves."""
    return re.sub(r"\n{3,}", "\n\n", text)


def _escape_markdown(text: str) -> str:
    """Return text with the special characters of Markdown escaped, except in code."""
    pieces = text.split("`")
    return "`".join(
        piece if index % 2 else re.sub(r"[\[\]<*_]", r"\\\g<0>", piece) for index, piece in enumerate(pieces)
    )


def _group_by_family() -> Iterator[tuple[str, str, list[Check]]]:
    for family, members in groupby(CHECKS.values(), key=lambda check: check.family):
        yield family, f"{FAMILIES[family]} ({family})", list(members)


def _read_example(folder: Path) -> Mapping[str, str]:
    files = {"bad": "bad.yaml", "good": "good.yaml", "report": "expected.txt"}
    return {name: (folder / file).read_text(encoding="utf-8").strip("\n") for name, file in files.items()}
