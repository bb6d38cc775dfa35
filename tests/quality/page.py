"""The page of documentation on checks, made from the checks themselves and their golden examples."""

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
    "E": "Evidence",
    "F": "Freshness",
    "P": "Understanding",
    "Q": "The checking itself",
    "R": "Reading",
    "S": "Safety",
}
"""The families by their letters."""


def page() -> str:
    """The page as Markdown."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
    environment.filters["words"] = _words
    template = environment.from_string((Path(__file__).parent / "checks.md.jinja").read_text(encoding="utf-8"))
    examples = {code: _example(GOLDEN / code) for code in CHECKS if code not in WITHOUT}
    made = template.render(
        checks=CHECKS, families=list(_families()), examples=examples, without=WITHOUT, form=FORMAT_VERSION
    )
    words = (_tight(piece) if index % 2 == 0 else piece for index, piece in enumerate(made.split("```")))
    return "```".join(words).rstrip("\n") + "\n"


def _tight(text: str) -> str:
    """Text without the blank lines that the template's own lines leave."""
    return re.sub(r"\n{3,}", "\n\n", text)


def _words(text: str) -> str:
    """A text as it is, where Markdown would take a bracket for the beginning of a link; code stays code."""
    pieces = text.split("`")
    return "`".join(
        piece if index % 2 else re.sub(r"[\[\]<*_]", r"\\\g<0>", piece) for index, piece in enumerate(pieces)
    )


def _families() -> Iterator[tuple[str, str, list[Check]]]:
    for family, held in groupby(CHECKS.values(), key=lambda check: check.family):
        yield family, f"{FAMILIES[family]} ({family})", list(held)


def _example(folder: Path) -> Mapping[str, str]:
    files = {"bad": "bad.yaml", "good": "good.yaml", "said": "expected.txt"}
    return {name: (folder / file).read_text(encoding="utf-8").strip("\n") for name, file in files.items()}
